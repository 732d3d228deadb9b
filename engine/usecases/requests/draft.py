"""What a request says, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right
from engine.queries.budget import BudgetLineBalance, line_paying_for
from engine.queries.catalogue import named
from engine.queries.rates import convert
from engine.store.tables import Course, OrgUnit, Request, RequestLine
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.period import Period
from engine.values.results import Named

MOST_LINES = 50
# How a price that was agreed for all goes on when the number of people changes.
FOR_ALL, BY_HEAD = "total", "per_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One training asked for; `audience` tells in words who goes."""

    training: Training
    headcount: int
    period: Period
    audience: str | None = None
    reason: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """Everything a request must say; its lines are approved together."""

    lines: tuple[LineDraft, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A draft with its unit, the cost of each line, and their sum."""

    unit: OrgUnit
    costs: tuple[CostEstimate, ...]
    total: Money
    fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPreview:
    """What would be stored: the prices, and the line that would pay, before any reservation.
    `charged` is the total in the line's currency, at today's rate."""

    unit: Named
    costs: tuple[CostEstimate, ...]
    total: Money
    line: BudgetLineBalance | None
    charged: Money


@reads
def preview_request(context: Context, draft: RequestDraft) -> RequestPreview:
    """The request as it would be submitted; nothing of it is stored.

    Raises:
        what `submit_request` raises, but for BudgetExceeded.
    """
    return preview_of(context, price(context, draft))


def preview_of(context: Context, priced: Priced) -> RequestPreview:
    """What is priced, with the line that would pay for it."""
    line = line_paying_for(context.session, priced.fiscal_year, priced.unit.path)
    charged = priced.total
    if line is not None:
        currency = line.balance.available.currency
        charged = convert(context.session, charged, currency, context.today).converted
    return RequestPreview(
        unit=named(priced.unit), costs=priced.costs, total=priced.total, line=line, charged=charged
    )


def price(context: Context, draft: RequestDraft) -> Priced:
    """The draft's costs.

    Raises:
        InvalidInput: no lines, a past period, several years or currencies, an impossible
            headcount or amount.
        NotEnoughData: a training without history or quotation.
        NotPermitted: the actor may not ask for that unit.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, draft.unit)
    if not 1 <= len(draft.lines) <= MOST_LINES:
        raise InvalidInput("request_lines", most=MOST_LINES)
    years = sorted({context.fiscal.year_of(line.period.start) for line in draft.lines})
    if len(years) > 1:
        raise InvalidInput("request_of_two_years", first=years[0], second=years[1])
    for line in draft.lines:
        line.period.require_not_past(context.today)
    costs = tuple(estimate_cost(context, one.training, one.headcount) for one in draft.lines)
    total = costs[0].total
    for cost in costs[1:]:
        total = total + cost.total
    check_amount(context, total, years)
    return Priced(unit, costs, total, years[0])


def write_lines(context: Context, request: Request, draft: RequestDraft, priced: Priced) -> None:
    """Put the draft's lines into the request in place of those it has."""
    request.lines.clear()
    context.session.flush()
    request.total, request.currency = priced.total.amount, priced.total.currency
    request.fiscal_year = priced.fiscal_year
    payer = line_paying_for(context.session, priced.fiscal_year, priced.unit.path)
    paid_by = payer.unit.code if payer else priced.unit.code
    for number, (line, cost) in enumerate(zip(draft.lines, priced.costs, strict=True), 1):
        request.lines.append(_line(context, number, line, cost, paid_by))
    context.session.flush()


def _line(
    context: Context, number: int, line: LineDraft, cost: CostEstimate, paid_by: str
) -> RequestLine:
    course = cost.course and context.session.scalar(
        select(Course).where(Course.code == cost.course.code)
    )
    # Without a programme, the same training paid from the same budget is one.
    programme = line.programme or f"{course.code if course else cost.topic}@{paid_by}"
    return RequestLine(
        position_no=number,
        course_id=course.id if course else None,
        topic=cost.topic,
        audience=line.audience,
        headcount=line.headcount,
        unit_cost=cost.unit_cost.amount,
        total=cost.total.amount,
        low=cost.interval.low.amount if cost.interval else None,
        high=cost.interval.high.amount if cost.interval else None,
        priced_by=cost.priced_by,
        period_start=line.period.start,
        period_end=line.period.end,
        reason=line.reason,
        programme=programme[:200],
        explanation_id=cost.explanation_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """What is to be different in one line; what is None stays. A quotation is an outside
    price for the training it has, or gets.

    `headcount_add` and `headcount_times` are said against the number there is, and
    `later_months` and `later_days` against the time (negative for earlier). `quotation` says
    how a price agreed for all goes on for another number of people: `total` as it is, or
    `per_head` in proportion.
    """

    position_no: int = 1
    headcount: int | None = None
    period: Period | None = None
    training: Training | None = None
    audience: str | None = None
    reason: str | None = None
    quoted_per_head: Decimal | None = None
    quoted_total: Decimal | None = None
    headcount_add: int | None = None
    headcount_times: Decimal | None = None
    later_months: int = 0
    later_days: int = 0
    quotation: str | None = None
