"""A company with everybody who has a part in a request, and short names for what they do."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.policy import Policy, load_policy
from engine.queries.budget import line_balances
from engine.store.database import Database
from engine.store.tables import (
    AuditHead,
    BudgetEntry,
    Course,
    Employee,
    Need,
    Notice,
    Request,
    RoleGrant,
)
from engine.trust.invariants import breaches
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.delivering import (
    deliver_request,
    measure_request,
)
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.results import ResultGiven, record_result
from engine.usecases.requests.scheduling import schedule_request
from engine.usecases.requests.submitting import submit_request
from engine.values.period import Period
from engine.workflow.life import State
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.stores import made_once

NOW = datetime(YEAR, 11, 23, 9, 0, tzinfo=UTC)
MARCH = Period(date(YEAR + 1, 3, 1), date(YEAR + 1, 3, 31))
HEAD, OTHER_HEAD, FINANCE, AUDITOR, WORKER = "HEAD1", "HEAD2", "FIN1", "AUD1", "WORK1"
COURSE = "TC1"
PER_HEAD = 1_000


def build(
    database: Database, budget: str = "100000", other: str = "50000", currency: str = "CNY"
) -> None:
    """Two departments with a budget for next year; the course costs 1,000 a head."""
    made_once(database, _build, budget=budget, other=other, currency=currency)


def _build(database: Database, budget: str, other: str, currency: str) -> None:
    company = Company(currency=currency)
    first, second = company.unit("first", company.root), company.unit("second", company.root)
    company.head(first, HEAD)
    company.head(second, OTHER_HEAD)
    people = company.people(300, first)
    company.people(300, second)
    company.person(first, number=WORKER)
    for number, role in ((FINANCE, "finance"), (AUDITOR, "auditor")):
        person = company.person(company.root, number=number)
        company.rows.add(RoleGrant, employee_id=person, role=role, org_unit_id=company.root)
    skill = company.skill("skill")
    course = company.course("course", teaches=skill)
    for month in (2, 5, 9):
        company.session(course, people[:10], "10000", start=date(YEAR - 1, month, 1))
    for unit, amount in ((first, budget), (second, other)):
        company.budget(unit, amount, YEAR + 1)
    company.write(database)


def lenient() -> Policy:
    """The usual policy, but who has two roles may take the steps of both."""
    policy = load_policy()
    approval = policy.approval.model_copy(update={"separation": "off"})
    return policy.model_copy(update={"approval": approval})


@dataclass
class Office:
    """The engine over a store, with a clock that can be moved on."""

    database: Database
    now: datetime = NOW
    policy: Policy = field(default_factory=load_policy)
    _keys: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def engine(self) -> BudgetEngine:
        return BudgetEngine(self.database, self.policy, clock=lambda: self.now)

    def do(self, who: str, usecase: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.engine.perform(usecase, who, "test", *args, **kwargs)

    def key(self) -> str:
        return f"key-{next(self._keys):06d}"

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def submit(self, headcount: int = 20, who: str = HEAD, **line: Any) -> str:
        """A request of 1,000 a head; its number."""
        receipt = self.do(who, submit_request, draft(headcount, **line), self.key())
        return str(receipt.request.number)

    def approve(self, number: str, who: str) -> Any:
        """One step with a yes."""
        return self.do(who, approve_request, number, self.key()).request

    def approve_all(self, number: str, who: str, key: str | None = None) -> Any:
        """All steps that are shown to somebody as his next ones, with one yes."""
        waiting = self.do(who, request_status, number).requests[0].waiting
        steps = [step.key for step in waiting.steps]
        return self.do(who, approve_request, number, key or self.key(), steps=steps)

    def approved(self, headcount: int = 20, who: str = HEAD, **line: Any) -> str:
        """A request that everybody said yes to."""
        number = self.submit(headcount, who, **line)
        for decider in (HR, HR, HR, FINANCE, DIRECTOR):
            if self.state(number) != State.APPROVED:
                self.approve(number, decider)
        assert self.state(number) == State.APPROVED
        return number

    def hold(self, number: str, *attended: int) -> None:
        """A training that was approved takes place in April."""
        days = (date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2))
        self.do(HR, schedule_request, number, *days, self.key())
        self.now = max(self.now, datetime(YEAR + 1, 4, 3, 9, 0, tzinfo=UTC))
        self.do(HR, deliver_request, number, list(attended), self.key())

    def result(self, number: str, n: int = 1, **values: Any) -> Any:
        """HR enters what came of a training."""
        values = {"level": "reaction", "measure": "satisfaction", "after": Decimal("0.9"), **values}
        values.setdefault("day", self.now.date())
        return self.do(HR, record_result, number, ResultGiven(n=n, **values), self.key())

    def evaluated(self, number: str, *attended: int) -> None:
        """Held, with a result, and confirmed: all that is left is to close it."""
        self.hold(number, *attended)
        self.result(number)
        self.do(HR, measure_request, number, self.key())

    def state(self, number: str) -> str:
        with self.database.reading() as session:
            return session.scalars(select(Request.state).where(Request.number == number)).one()

    def version(self, number: str) -> int:
        with self.database.reading() as session:
            return session.scalars(select(Request.version).where(Request.number == number)).one()

    def sums(self, unit: str = "U2", year: int = YEAR + 1) -> tuple[int, int, int, int]:
        """reserved, committed, spent, available of a unit's line."""
        with self.database.reading() as session:
            lines = line_balances(session, year, [f"/U1/{unit}/"])
        balance = lines[0].balance
        parts = (balance.reserved, balance.committed, balance.actual, balance.available)
        reserved, committed, actual, available = (int(part.amount) for part in parts)
        return reserved, committed, actual, available

    def held(self, number: str, kind: str) -> Decimal:
        """What a request has reserved (reserve), committed (commit) or spent (actual)."""
        with self.database.reading() as session:
            amounts = session.scalars(
                select(BudgetEntry.amount)
                .join(Request, Request.id == BudgetEntry.request_id)
                .where(Request.number == number, BudgetEntry.kind == kind)
            )
            return sum(amounts, Decimal(0))

    def notices(self, who: str) -> list[str]:
        """The codes of all notices to somebody, the oldest first."""
        with self.database.reading() as session:
            return list(
                session.scalars(
                    select(Notice.code)
                    .join(Employee, Employee.id == Notice.recipient_id)
                    .where(Employee.emp_no == who)
                    .order_by(Notice.id)
                )
            )

    def deeds(self) -> int:
        with self.database.reading() as session:
            return session.scalars(select(AuditHead.sequence)).one()


def draft(headcount: int = 20, course: str = COURSE, **values: Any) -> RequestDraft:
    unit = values.pop("unit", None)
    period = values.pop("period", MARCH)
    training = values.pop("training", Training(course=course))
    return RequestDraft(
        (LineDraft(training=training, headcount=headcount, period=period, **values),), unit
    )


def needed(office: Office, headcount: int = 4) -> None:
    """Somebody raised a need for the course next year: there is something to allocate and plan."""
    with office.database.transaction() as session:
        session.add(
            Need(
                number="ND-1",
                origin="business",
                raised_by_id=1,
                org_unit_id=2,
                course_id=session.scalars(select(Course.id)).first(),
                topic="topic",
                headcount=headcount,
                priority=Decimal("0.5"),
                year=YEAR + 1,
                status="open",
                created_at=datetime(YEAR, 6, 1, tzinfo=UTC),
            )
        )


def require_invariants(database: Database) -> None:
    """No line is overdrawn, what requests hold fits their states, the audit log is whole."""
    with database.reading() as session:
        assert breaches(session) == []
