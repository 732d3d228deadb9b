"""A request as people see it: what it asks for, where it stands, who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.access import Right, require
from engine.queries.budget import BudgetLineBalance
from engine.queries.catalogue import named
from engine.queries.rates import Conversion
from engine.queries.workflow import decided_steps, lock_request, open_step, request_by_number
from engine.store.tables import ApprovalStep, Course, Employee, OrgUnit, Request, RequestLine
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import held_by, line_for, total_of
from engine.usecases.requests.ahead import StepAhead, steps_ahead
from engine.usecases.requests.authority import visible
from engine.usecases.requests.takers import Roster, Taker, takers_of
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.results import Named
from engine.workflow.life import PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    position_no: int
    topic: Named | str
    headcount: int
    unit_cost: Money
    total: Money
    low: Money | None
    high: Money | None
    priced_by: str
    start: date
    end: date
    audience: str | None
    reason: str | None
    programme: str
    delivered: int | None
    explanation_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A decision that was taken, on that day at the company; `on_behalf_of` where a delegate
    took it."""

    duty: str
    role: str
    decision: str
    by: str
    on_behalf_of: str | None
    at: datetime
    on: date
    channel: str
    comment: str | None
    explanation_id: int | None


@dataclass(frozen=True, slots=True)
class Decider:
    """Who has a step; today, `delegates` may take it in his place."""

    name: str
    delegates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The step whose turn it is: who has it, and by when. `passed_to` has it as well, where
    those of its role let it lie, or there are none. `steps` are the actor's to take with one
    yes, the open one first; empty where it is not his."""

    duty: str
    role: str
    people: tuple[Decider, ...]
    passed_to: tuple[Decider, ...]
    due_at: datetime | None
    # The day it is then at the company.
    due_on: date | None
    escalated: bool
    steps: tuple[StepAhead, ...]

    @property
    def yours(self) -> bool:
        return bool(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """`version` goes with every change, so that nobody overwrites what he has not seen.

    `suspended`: the budget was lowered below what is asked, so nothing is reserved for it
    now; approval needs room again. `submitted_on` is the day it was first made.
    """

    number: str
    state: str
    version: int
    unit: Named
    requester: str
    lines: tuple[LineView, ...]
    total: Money
    fiscal_year: int
    submitted_on: date
    waiting: Waiting | None
    steps: tuple[StepView, ...]
    suspended: bool
    yours: bool
    # The total in the home currency where it is in another: by the rate of the day it was
    # asked for, then of the day it was approved.
    home: Conversion | None = None


@dataclass(frozen=True, slots=True)
class RequestReceipt:
    """What became of the request; `line` is the budget line that pays, after what was done;
    None where no budget is set. `repeated`: it had been done before, with the same key."""

    request: RequestView
    line: BudgetLineBalance | None
    repeated: bool


def find(context: Context, number: str, lock: bool = True) -> tuple[Request, OrgUnit]:
    """The request, locked until the transaction ends (unless only to look), if the actor may
    see it.

    Raises:
        NotFound: no such request, or none that he may see — the same answer for both.
    """
    request = (lock_request if lock else request_by_number)(context.session, number)
    if request is not None:
        unit = context.session.get_one(OrgUnit, request.org_unit_id)
        if visible(context, request, unit):
            return request, unit
    raise NotFound("unknown_request", number=number)


def find_own(context: Context, number: str, lock: bool = True) -> tuple[Request, OrgUnit]:
    """The same, for its requester or whoever else may request for its unit.

    Raises:
        NotPermitted: the actor only looks at it.
    """
    request, unit = find(context, number, lock)
    if request.requester_id != context.actor.employee_id:
        require(context.actor, Right.REQUEST_BUDGET, unit.path)
    return request, unit


def require_version(request: Request, version: int | None) -> None:
    """Refuse to change what the actor has not seen; None for who just looked.

    Raises:
        InvalidInput: somebody changed it meanwhile.
    """
    if version is not None and version != request.version:
        raise InvalidInput(
            "changed_meanwhile", number=request.number, seen=version, now=request.version
        )


def receipt(context: Context, request: Request) -> RequestReceipt:
    return RequestReceipt(view(context, request), line_for(context, request), False)


def view(context: Context, request: Request, known: Roster | None = None) -> RequestView:
    """`known` is who decides today, where it is asked for of many requests."""
    session = context.session
    unit = session.get_one(OrgUnit, request.org_unit_id)
    return RequestView(
        number=request.number,
        state=request.state,
        version=request.version,
        unit=named(unit),
        requester=session.get_one(Employee, request.requester_id).name,
        lines=tuple(_line(context, request, line) for line in request.lines),
        total=total_of(request),
        fiscal_year=request.fiscal_year,
        submitted_on=context.company.day_of(request.created_at),
        waiting=_waiting(context, request, unit, known),
        steps=tuple(_step(context, step) for step in decided_steps(session, request.id)),
        suspended=_is_suspended(context, request),
        yours=request.requester_id == context.actor.employee_id,
        home=_at_home(context, request),
    )


def _at_home(context: Context, request: Request) -> Conversion | None:
    total, rate, day = total_of(request), request.fx_rate, request.fx_date
    if total.currency == context.currency or rate is None or day is None:
        return None
    return Conversion(total, Money(total.amount * rate, context.currency), rate, day)


def _is_suspended(context: Context, request: Request) -> bool:
    if request.state not in PENDING or not request.total:
        return False
    return not held_by(context, request.id) and line_for(context, request) is not None


def topic_of(context: Context, line: RequestLine) -> Named | str:
    """The course in both languages, or the topic in the requester's words."""
    course = context.session.get(Course, line.course_id) if line.course_id else None
    return named(course) if course else line.topic


def _line(context: Context, request: Request, line: RequestLine) -> LineView:
    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, request.currency)

    return LineView(
        position_no=line.position_no,
        topic=topic_of(context, line),
        headcount=line.headcount,
        unit_cost=Money(line.unit_cost, request.currency),
        total=Money(line.total, request.currency),
        low=money(line.low),
        high=money(line.high),
        priced_by=line.priced_by,
        start=line.period_start,
        end=line.period_end,
        audience=line.audience,
        reason=line.reason,
        programme=line.programme,
        delivered=line.delivered,
        explanation_id=line.explanation_id,
    )


def _waiting(
    context: Context, request: Request, unit: OrgUnit, known: Roster | None
) -> Waiting | None:
    step = open_step(context.session, request.id)
    if step is None:
        return None
    takers = takers_of(context, request, unit, step, known)
    return Waiting(
        duty=step.duty,
        role=step.role,
        people=_deciders(takers.own),
        passed_to=_deciders(takers.passed_to),
        due_at=step.due_at,
        due_on=context.company.day_of(step.due_at) if step.due_at else None,
        escalated=step.escalated_at is not None,
        steps=_actors_steps(context, request, unit),
    )


def _deciders(takers: tuple[Taker, ...]) -> tuple[Decider, ...]:
    return tuple(
        Decider(one.name, tuple(delegate.name for delegate in one.delegates)) for one in takers
    )


def _actors_steps(context: Context, request: Request, unit: OrgUnit) -> tuple[StepAhead, ...]:
    try:
        return steps_ahead(context, request, unit)
    except NotPermitted:
        return ()


def _step(context: Context, step: ApprovalStep) -> StepView:
    def name(employee_id: int | None) -> str:
        return context.session.get_one(Employee, employee_id).name

    return StepView(
        duty=step.duty,
        role=step.role,
        decision=step.decision or "",
        by=name(step.decided_by_id),
        on_behalf_of=name(step.on_behalf_of_id) if step.on_behalf_of_id else None,
        at=step.decided_at or context.now,
        on=context.company.day_of(step.decided_at or context.now),
        channel=step.channel or "",
        comment=step.comment,
        explanation_id=step.explanation_id,
    )
