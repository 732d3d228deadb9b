"""What people do in the story: each word of it is one use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.queries.people import find_employee
from engine.store.tables import ServiceAgreement
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.estimate_cost import Training
from engine.usecases.ledger.credit_notes import post_credit_note
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.notices import notices_seen
from engine.usecases.ratings import Rating, rate_course
from engine.usecases.report_need import report_need
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.delivering import (
    call_off_request,
    close_request,
    deliver_request,
    measure_request,
)
from engine.usecases.requests.draft import LineChange, LineDraft, RequestDraft
from engine.usecases.requests.results import ResultGiven, record_result
from engine.usecases.requests.scheduling import schedule_request
from engine.usecases.requests.submitting import draft_request, submit_draft
from engine.usecases.surveys import GoalSaid, SurveyAsked, launch_survey, state_goal
from engine.usecases.withdraw_need import withdraw_need
from engine.values.money import Money
from engine.values.months import month_end
from engine.values.period import Period
from engine.values.quotation import Quotation

CHANNEL = "story"
PLAN = "plan"
CURRENCY = "CNY"
# Later than any notice that there is.
ALL_NOTICES = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A step while it is played: what is said of it, `by` whom among it, and about which request
    (its number). Days are counted from `today`."""

    engine: BudgetEngine
    today: date
    said: Mapping[str, Any]
    number: str
    key: str

    def do(self, usecase: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.engine.perform(usecase, self.said["by"], CHANNEL, *args, **kwargs)

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def get(self, name: str) -> Any:
        return self.said.get(name)

    def day(self, name: str) -> date:
        return self.today + timedelta(days=self.said[name])

    def money(self, name: str) -> Money:
        return Money(Decimal(self.said[name]), CURRENCY)

    def decimal(self, name: str) -> Decimal | None:
        return Decimal(self.said[name]) if name in self.said else None


def _plan(it: Scene) -> Any:
    quotation = Quotation.per_head(it.money("quoted")) if it.get("quoted") else None
    line = LineDraft(
        training=Training(course=it["course"], quotation=quotation),
        headcount=it["people"],
        period=_month_of_this_year(it.today, it.day("held")),
        audience=it["audience"],
        reason=it["reason"],
    )
    return it.do(draft_request, RequestDraft((line,)), it.key)


def _month_of_this_year(today: date, day: date) -> Period:
    """The month of `day`; of another year's, this year's nearest: this year's budget pays."""
    nearest = min(max(day, date(today.year, 1, 1)), date(today.year, 12, 31))
    return Period(nearest.replace(day=1), month_end(nearest))


def _result(it: Scene) -> Any:
    given = ResultGiven(
        level=it["level"],
        measure=it["measure"],
        before=it.decimal("before"),
        after=Decimal(it["after"]),
        n=it["of"],
        day=it.day("day"),
        kpi=it.get("kpi"),
    )
    return it.do(record_result, it.number, given, it.key)


def _survey(it: Scene) -> Any:
    asked = SurveyAsked(audience=it["audience"], unit=it["unit"], closes_on=it.day("closes"))
    return it.do(launch_survey, asked, it.key)


def _goal(it: Scene) -> Any:
    said = GoalSaid(statement=it["statement"], skill=it["skill"])
    return it.do(state_goal, said, it.key)


def _transfer(it: Scene) -> Any:
    amount, year = it.money("amount"), it.today.year
    return it.do(transfer_budget, it["from"], it["to"], year, amount, it.key, it["reason"])


def _sign_agreement(
    context: Context, emp_no: str, cost: Money, months: int, starts_on: date
) -> None:
    """As a file would bring it, which a sample company takes none of."""
    person = find_employee(context.session, emp_no)
    assert person is not None, "the story's people are the sample's"
    context.session.add(
        ServiceAgreement(
            employee_id=person.id,
            session_id=None,
            agreed_cost=cost.amount,
            currency=cost.currency,
            months=months,
            starts_on=starts_on,
            special_fund=True,
        )
    )
    context.record("sign_agreement", emp_no, cost=cost, months=months)


ACTS: dict[str, Callable[[Scene], Any]] = {
    PLAN: _plan,
    "submit": lambda it: it.do(submit_draft, it.number, it.key),
    "amend": lambda it: it.do(amend_request, it.number, LineChange(headcount=it["people"]), it.key),
    "withdraw": lambda it: it.do(withdraw_request, it.number, it.key, it["comment"]),
    "approve": lambda it: it.do(approve_request, it.number, it.key, it.get("comment")),
    "return": lambda it: it.do(return_request, it.number, it.key, it["comment"]),
    "reject": lambda it: it.do(reject_request, it.number, it.key, it["comment"]),
    "schedule": lambda it: it.do(
        schedule_request, it.number, it.day("start"), it.day("end"), it.key
    ),
    "deliver": lambda it: it.do(
        deliver_request, it.number, [it["came"]], it.key, more_came=bool(it.get("more"))
    ),
    "result": _result,
    "measure": lambda it: it.do(measure_request, it.number, it.key),
    "close": lambda it: it.do(close_request, it.number, it.key),
    "call_off": lambda it: it.do(call_off_request, it.number, it["comment"], it.key),
    "invoice": lambda it: it.do(
        post_invoice, it.number, it["document"], it.money("amount"), it.key
    ),
    "credit": lambda it: it.do(
        post_credit_note, it.number, it["document"], it["note"], it.money("amount"), it.key
    ),
    "transfer": _transfer,
    "delegate": lambda it: it.do(
        delegate_decisions, it["to"], it.day("first"), it.day("last"), it.key
    ),
    "agreement": lambda it: it.do(
        _sign_agreement, it["person"], it.money("cost"), it["months"], it.day("start")
    ),
    "survey": _survey,
    "goal": _goal,
    "need": lambda it: it.do(
        report_need, Training(skill=it.get("skill"), topic=it["topic"]), it.get("reason"), it.key
    ),
    "no_need": lambda it: it.do(withdraw_need, None, it.key),
    "rate": lambda it: it.do(
        rate_course, Rating(it["course"], Decimal(it["stars"]), it["comment"]), it.key
    ),
    "look": lambda it: it.do(notices_seen, ALL_NOTICES),
}
