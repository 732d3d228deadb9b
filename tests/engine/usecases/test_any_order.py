"""Whatever people do, in whatever order: the invariants hold, on both databases."""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.store.database import Database
from engine.store.tables import BudgetLine, BudgetVersion
from engine.usecases.budget_scenarios import activate_scenario
from engine.usecases.budgets.setting import set_budget
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.ledger.corrections import reverse_posting
from engine.usecases.ledger.credit_notes import post_credit_note
from engine.usecases.ledger.documents import document_key
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.periods import close_year, lock_month
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.delivering import (
    call_off_request,
    close_request,
    deliver_request,
    measure_request,
)
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.results import ResultGiven, record_result
from engine.usecases.requests.scheduling import schedule_request
from engine.usecases.requests.submitting import draft_request, submit_draft, submit_request
from engine.values.errors import EngineError
from engine.values.money import Money
from engine.values.period import Period
from tests.company import DIRECTOR, HR, YEAR
from tests.engine.usecases.test_ledger import _next_budget as next_budget
from tests.engine.usecases.test_receipts import as_first
from tests.stores import FileStore, ServerStore, database_url, recreate
from tests.workflow import (
    FINANCE,
    HEAD,
    OTHER_HEAD,
    Office,
    build,
    draft,
    require_invariants,
)

pytestmark = pytest.mark.long

HEADCOUNTS = st.integers(1, 60)
LATER = Period(date(YEAR + 1, 3, 1), date(YEAR + 1, 12, 31))
SUMS = st.integers(1, 25_000).map(lambda amount: Money(Decimal(amount), "CNY"))
AMOUNTS = st.integers(0, 120).map(lambda thousands: Money(Decimal(thousands * 1_000), "CNY"))
DECIDERS = st.sampled_from([HR, HR, HR, FINANCE, DIRECTOR, HEAD])
INVOICES = st.sampled_from(["INV-1", "inv–1", "ＩＮＶ－１", "INV-2", "发票 3"])
UNITS = st.sampled_from(["U2", "U3"])


PREPARED = datetime(YEAR + 1, 4, 3, 9, 0, tzinfo=UTC)


def prepare(store: Database) -> None:
    """Budgets of two years; a request that was approved, one that may be closed, one that is."""
    build(store)
    with store.transaction() as session:
        next_budget(session)
    office = Office(store)
    _, evaluated, closed = (office.approved(10, period=LATER) for _ in range(3))
    for number in (evaluated, closed):
        office.evaluated(number, 10)
    office.do(HR, close_request, closed, office.key(), release_rest=True)
    assert office.now == PREPARED
    store.dispose()


class Work(RuleBasedStateMachine):
    """Random work of a whole company; what the engine refuses must change nothing."""

    make_store: ClassVar[Any]
    numbers: Bundle[str] = Bundle("numbers")
    # Those that were approved at some time.
    promised: Bundle[str] = Bundle("promised")

    @initialize(target=promised)
    def open(self) -> Any:
        self.store: Database = self.make_store()
        # The keys below were used to prepare the store.
        self.office = Office(self.store, PREPARED, _keys=count(1_000))
        self.scenarios = 0
        # By request and compared number; and by posting what stands of it.
        self.invoices: dict[tuple[str, str], int] = {}
        self.spent: dict[int, tuple[str, Decimal]] = {}
        return multiple(*(f"TR-{YEAR}-000{number}" for number in (1, 2, 3)))

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.dispose()

    def try_to(self, who: str, usecase: Any, *args: Any, **kwargs: Any) -> Any:
        """Do it twice with one key: the second time changes nothing more; a refusal neither."""
        before = self.office.deeds()
        try:
            result = self.office.do(who, usecase, *args, **kwargs)
        except EngineError:
            assert self.office.deeds() == before
            return None
        after = self.office.deeds()
        assert as_first(self.office.do(who, usecase, *args, **kwargs)) == result
        assert self.office.deeds() == after
        return result

    @rule(target=numbers, headcount=HEADCOUNTS, who=st.sampled_from([HEAD, OTHER_HEAD]))
    def submit(self, headcount: int, who: str) -> Any:
        made = self.try_to(who, submit_request, draft(headcount, period=LATER), self.office.key())
        return made.request.number if made else "TR-0000-0000"

    @rule(target=numbers, headcount=HEADCOUNTS)
    def keep_draft(self, headcount: int) -> Any:
        made = self.try_to(HEAD, draft_request, draft(headcount, period=LATER), self.office.key())
        return made.request.number if made else "TR-0000-0000"

    @rule(target=promised, headcount=st.integers(1, 30))
    def promise(self, headcount: int) -> Any:
        try:
            return self.office.approved(headcount, period=LATER)
        except EngineError:
            return multiple()

    @rule(number=numbers)
    def submit_again(self, number: str) -> None:
        self.try_to(HEAD, submit_draft, number, self.office.key())

    @rule(number=numbers, who=DECIDERS, together=st.booleans())
    def approve(self, number: str, who: str, together: bool) -> None:
        steps = self.shown(number, who) if together else []
        self.try_to(who, approve_request, number, self.office.key(), steps=steps)

    def shown(self, number: str, who: str) -> list[str]:
        """The steps that one yes of somebody would take."""
        try:
            waiting = self.office.do(who, request_status, number).requests[0].waiting
        except EngineError:
            return []
        return [step.key for step in waiting.steps] if waiting else []

    @rule(number=numbers, who=DECIDERS, how=st.sampled_from([return_request, reject_request]))
    def refuse(self, number: str, who: str, how: Any) -> None:
        self.try_to(who, how, number, self.office.key(), "why")

    @rule(number=numbers, headcount=HEADCOUNTS)
    def amend(self, number: str, headcount: int) -> None:
        change = LineChange(headcount=headcount)
        self.try_to(HEAD, amend_request, number, change, self.office.key())

    @rule(number=numbers)
    def withdraw(self, number: str) -> None:
        self.try_to(HEAD, withdraw_request, number, self.office.key())

    @rule(number=promised, attended=st.integers(0, 70), more_came=st.booleans())
    def hold(self, number: str, attended: int, more_came: bool) -> None:
        today = self.office.now.date()
        with suppress(EngineError):
            self.office.do(HR, schedule_request, number, today, today, self.office.key())
        self.try_to(HR, deliver_request, number, [attended], self.office.key(), more_came=more_came)

    @rule(number=promised, release_rest=st.sampled_from([True, True, False]))
    def close(self, number: str, release_rest: bool) -> None:
        given = ResultGiven(
            level="reaction",
            measure="satisfaction",
            after=Decimal("0.9"),
            n=1,
            day=self.office.now.date(),
        )
        with suppress(EngineError):
            self.office.do(HR, record_result, number, given, self.office.key())
            self.office.do(HR, measure_request, number, self.office.key())
        committed = self.office.held(number, "commit")
        ended = self.try_to(HR, close_request, number, self.office.key(), release_rest=release_rest)
        if ended:
            assert release_rest or not committed
            assert (ended.released.amount if ended.released else 0) == committed

    @rule(number=promised)
    def call_off(self, number: str) -> None:
        self.try_to(HR, call_off_request, number, "why", self.office.key())

    @rule(number=promised, amount=SUMS, final=st.booleans(), name=INVOICES)
    def invoice(self, number: str, amount: Money, final: bool, name: str) -> None:
        booked = self.try_to(
            FINANCE, post_invoice, number, name, amount, self.office.key(), final=final
        )
        if booked:
            assert (number, document_key(name)) not in self.invoices
            self.invoices[number, document_key(name)] = booked.posting
            self.spent[booked.posting] = (number, booked.booked.amount)

    @precondition(lambda self: self.invoices)
    @rule(data=st.data(), part=st.integers(1, 5), name=st.sampled_from(["CN-1", "CN-2"]))
    def credit(self, data: st.DataObject, part: int, name: str) -> None:
        number, of = data.draw(st.sampled_from(sorted(self.invoices)))
        amount = Money(self.spent[self.invoices[number, of]][1] * part / 4, "CNY")
        noted = self.try_to(FINANCE, post_credit_note, number, of, name, amount, self.office.key())
        if noted:
            assert noted.left.amount >= 0
            assert part < 5
            self.spent[noted.posting] = (number, -noted.credited.amount)

    @precondition(lambda self: self.spent)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        posting = data.draw(st.sampled_from(sorted(self.spent)))
        if self.try_to(FINANCE, reverse_posting, posting, "why", self.office.key()):
            del self.spent[posting]
            self.invoices = {key: one for key, one in self.invoices.items() if one != posting}

    @rule(
        unit=st.sampled_from(["U1", "U2", "U3"]),
        year=st.sampled_from([YEAR, YEAR + 1, YEAR + 1, YEAR + 1]),
        programme=st.sampled_from(["all", "all", "TC1"]),
        quarter=st.sampled_from([None, None, None, 1, 2]),
        amount=AMOUNTS,
    )
    def set_budget(
        self, unit: str, year: int, programme: str, quarter: int | None, amount: Money
    ) -> None:
        """Also where there was none."""
        key = self.office.key()
        self.try_to(DIRECTOR, set_budget, unit, year, amount, key, programme, quarter)

    @rule(amount=AMOUNTS, units=st.sampled_from([("U2", "U3"), ("U3", "U2")]))
    def transfer(self, amount: Money, units: tuple[str, str]) -> None:
        key = self.office.key()
        self.try_to(FINANCE, transfer_budget, *units, YEAR + 1, amount, key, "why")

    @rule(planned=AMOUNTS)
    def exchange_the_budget(self, planned: Money) -> None:
        """A scenario takes the place of the budget, and what is bound goes along."""
        self.scenarios += 1
        name = f"scenario {self.scenarios}"
        with self.store.transaction() as session:
            version = BudgetVersion(fiscal_year=YEAR + 1, scenario=name, status="draft")
            session.add(version)
            session.flush()
            for unit in (2, 3):
                session.add(
                    BudgetLine(
                        version_id=version.id,
                        org_unit_id=unit,
                        planned=planned.amount,
                        currency="CNY",
                    )
                )
        with suppress(EngineError):
            self.office.do(DIRECTOR, activate_scenario, YEAR + 1, name)

    @rule()
    def end_the_year(self) -> None:
        with suppress(EngineError):
            self.office.do(FINANCE, close_year, YEAR + 1)

    @rule(days=st.sampled_from([1, 3, 10, 70, 400]))
    def wait(self, days: int) -> None:
        self.office.later(days=days)
        keep_deadlines(self.office.engine)
        done = self.office.deeds()
        keep_deadlines(self.office.engine)
        assert self.office.deeds() == done

    @rule()
    def close_a_month(self) -> None:
        self.office.do(FINANCE, lock_month, f"{YEAR}-10")

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "store"):
            require_invariants(self.store)
            spent: dict[str, Decimal] = defaultdict(Decimal)
            for number, amount in self.spent.values():
                spent[number] += amount
            for number, amount in spent.items():
                assert self.office.held(number, "actual") == amount


def run(make_store: Any, examples: int) -> None:
    class OnStore(Work):
        pass

    OnStore.make_store = staticmethod(make_store)
    run_state_machine_as_test(
        OnStore,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_on_sqlite(empty_file: Path, tmp_path: Path) -> None:
    prepared = tmp_path / "prepared.sqlite"
    shutil.copy(empty_file, prepared)
    prepare(Database(f"sqlite:///{prepared}"))
    run(FileStore(prepared, tmp_path / "any_order.sqlite").again, examples=20)


def test_on_postgresql(postgres_server: str, postgres_template: str) -> None:
    recreate(postgres_server, "prepared", postgres_template)
    prepare(Database(database_url(postgres_server, "prepared")))
    run(ServerStore(postgres_server, "any_order", "prepared").again, examples=20)
