"""Making a request: stored once, with its sum reserved on the budget line that pays."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from engine.access import Right, Role
from engine.queries.budget import BudgetLineBalance, line_paying_for
from engine.queries.catalogue import named
from engine.queries.people import holders_of
from engine.store.tables import BudgetEntry, BudgetLine, Course, OrgUnit, Request, RequestLine
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.units import unit_for
from engine.values.errors import BudgetExceeded
from engine.values.money import Money
from engine.values.period import Period
from engine.values.results import Named

SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """Everything a request must say; `audience` tells in words who goes."""

    training: Training
    headcount: int
    period: Period
    unit: str | None = None
    audience: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RequestReceipt:
    """`line` is the budget line after the reservation; None where no budget is set yet.

    `next_people` have to act next: HR, who check the request.
    """

    number: str
    unit: Named
    topic: Named | str
    headcount: int
    total: Money
    line: BudgetLineBalance | None
    next_people: tuple[str, ...]
    already_submitted: bool


@dataclass(frozen=True, slots=True)
class RequestPreview:
    """What would be stored: the price, and the line that would pay, before any reservation."""

    unit: Named
    cost: CostEstimate
    line: BudgetLineBalance | None


@reads
def preview_request(context: Context, draft: RequestDraft) -> RequestPreview:
    """The request as it would be submitted; nothing of it is stored.

    Raises:
        what `submit_request` raises, but for BudgetExceeded.
    """
    unit, cost = _priced(context, draft)
    line = line_paying_for(context.session, draft.period.fiscal_year, unit.path)
    return RequestPreview(named(unit), cost, line)


def _priced(context: Context, draft: RequestDraft) -> tuple[OrgUnit, CostEstimate]:
    unit = unit_for(context, Right.REQUEST_BUDGET, draft.unit)
    draft.period.require_not_past(context.today)
    cost = estimate_cost(context, draft.training, draft.headcount)
    check_amount(context, cost.total, [draft.period.fiscal_year])
    return unit, cost


def submit_request(context: Context, draft: RequestDraft, key: str) -> RequestReceipt:
    """Store the request and reserve its sum; the same `key` again gives the first receipt.

    Raises:
        BudgetExceeded: the line that pays has less left; nothing is stored.
        InvalidInput: a past period, an impossible headcount or amount.
        NotPermitted: the actor may not ask for that unit.
    """
    known = context.session.scalar(select(Request).where(Request.idempotency_key == key))
    if known is not None:
        return _receipt(context, known, already=True)
    unit, cost = _priced(context, draft)
    request = _store(context, unit, draft, cost, key)
    _reserve(context, unit, request)
    return _receipt(context, request, already=False)


def _store(
    context: Context, unit: OrgUnit, draft: RequestDraft, cost: CostEstimate, key: str
) -> Request:
    course = cost.course and context.session.scalar(
        select(Course).where(Course.code == cost.course.code)
    )
    request = Request(
        number=_next_number(context),
        requester_id=context.actor.employee_id,
        org_unit_id=unit.id,
        cost_centre=unit.cost_centre,
        fiscal_year=draft.period.fiscal_year,
        state=SUBMITTED,
        total=cost.total.amount,
        currency=cost.total.currency,
        channel=context.channel,
        idempotency_key=key,
        created_at=context.now,
    )
    request.lines.append(
        RequestLine(
            position_no=1,
            course_id=course.id if course else None,
            topic=cost.topic,
            audience=draft.audience,
            headcount=draft.headcount,
            unit_cost=cost.unit_cost.amount,
            total=cost.total.amount,
            low=cost.interval.low.amount if cost.interval else None,
            high=cost.interval.high.amount if cost.interval else None,
            priced_by=cost.priced_by,
            period_start=draft.period.start,
            period_end=draft.period.end,
            reason=draft.reason,
            explanation_id=cost.explanation_id,
        )
    )
    context.session.add(request)
    context.session.flush()
    return request


def _next_number(context: Context) -> str:
    """TR-<year>-<four digits>; the unique column catches two who count at once."""
    prefix = f"TR-{context.today.year}-"
    last = context.session.scalar(
        select(func.max(Request.number)).where(Request.number.startswith(prefix))
    )
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"


def _reserve(context: Context, unit: OrgUnit, request: Request) -> None:
    line = line_paying_for(context.session, request.fiscal_year, unit.path)
    if line is None or request.total == 0:
        return
    # Locked before summing again, so that two requests cannot both take the last of it.
    context.session.execute(
        select(BudgetLine.id).where(BudgetLine.id == line.line_id).with_for_update()
    )
    line = line_paying_for(context.session, request.fiscal_year, unit.path) or line
    total = Money(request.total, request.currency)
    if line.balance.available < total:
        raise BudgetExceeded(
            "budget_exceeded",
            unit=line.unit,
            available=line.balance.available,
            asked=total,
            year=request.fiscal_year,
        )
    context.session.add(
        BudgetEntry(
            line_id=line.line_id,
            kind="reserve",
            amount=request.total,
            request_id=request.id,
            note=None,
            idempotency_key=f"reserve-{request.number}",
            created_at=context.now,
        )
    )
    context.session.flush()


def topic_of(context: Context, line: RequestLine) -> Named | str:
    """The course in both languages, or the topic in the requester's words."""
    course = context.session.get(Course, line.course_id) if line.course_id else None
    return named(course) if course else line.topic


def _receipt(context: Context, request: Request, already: bool) -> RequestReceipt:
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    line = line_paying_for(context.session, request.fiscal_year, unit.path)
    return RequestReceipt(
        request.number,
        named(unit),
        topic_of(context, request.lines[0]),
        request.lines[0].headcount,
        Money(request.total, request.currency),
        line,
        tuple(holders_of(context.session, Role.HR, unit.path)),
        already,
    )
