"""What a request says, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import TypeAdapter
from sqlalchemy import select

from engine.access import Right
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.cost_estimate import QUOTATION
from engine.queries.budget import BudgetLineBalance, line_paying_for
from engine.queries.budget_programmes import Wanted, fitting_programmes
from engine.queries.catalogue import named
from engine.queries.rates import Conversion, convert
from engine.store.tables import Course, Explanation, OrgUnit, Request, RequestLine
from engine.usecases.budgets.phases import ShortQuarter, short_quarters
from engine.usecases.ceilings import fit_of
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.units import unit_for
from engine.values.ceiling import Ceiling
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation
from engine.values.results import Named

MOST_LINES = 50
QUOTATIONS = TypeAdapter(Quotation)
# How a price that was agreed for all goes on when the number of people changes.
FOR_ALL, BY_HEAD = "total", "per_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One training asked for; `audience` tells in words who goes. The `ceiling` is for the
    requester to see whether he stays below it; it is not stored."""

    training: Training
    headcount: int
    period: Period
    audience: str | None = None
    reason: str | None = None
    programme: str | None = None
    ceiling: Ceiling | None = None


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """Everything a request must say; its lines are approved together. `agreed` is what the
    requester was shown that it costs, in the home currency, where he was."""

    lines: tuple[LineDraft, ...]
    unit: str | None = None
    agreed: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A draft with its unit, the cost of each line and what it is for, and their sum: as it was
    asked for, and in the home currency by today's rate."""

    unit: OrgUnit
    costs: tuple[CostEstimate, ...]
    total: Money
    home: Conversion
    fiscal_year: int
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPreview:
    """What would be stored: the prices, and the line that would pay, before any reservation.
    `home` is the total in the home currency and `charged` in the line's, by today's rate;
    `short` are the line's quarters that have less left."""

    unit: Named
    costs: tuple[CostEstimate, ...]
    total: Money
    home: Conversion
    line: BudgetLineBalance | None
    charged: Money
    fits: tuple[CeilingFit | None, ...] = ()
    short: tuple[ShortQuarter, ...] = ()


@reads
def preview_request(context: Context, draft: RequestDraft) -> RequestPreview:
    """The request as it would be submitted; nothing of it is stored.

    Raises:
        what `submit_request` raises, but for BudgetExceeded.
    """
    priced = price(context, draft)
    fits = tuple(
        fit_of(context, cost, one.ceiling, one.training) if one.ceiling else None
        for one, cost in zip(draft.lines, priced.costs, strict=True)
    )
    preview = preview_of(context, priced)
    return replace(preview, fits=fits, short=_short(context, draft, preview))


def _short(
    context: Context, draft: RequestDraft, preview: RequestPreview
) -> tuple[ShortQuarter, ...]:
    """The quarters of the line that do not have enough."""
    if preview.line is None:
        return ()
    costs = zip(draft.lines, preview.costs, strict=True)
    parts = [(line.period.start, cost.at_home.amount) for line, cost in costs]
    return short_quarters(context, preview.line.line_id, preview.charged, parts)


def preview_of(context: Context, priced: Priced) -> RequestPreview:
    """What is priced, with the line that would pay for it."""
    line = _paying(context, priced, priced.wanted)
    charged = priced.total
    if line is not None:
        currency = line.balance.available.currency
        charged = convert(context.session, charged, currency, context.today).converted
    return RequestPreview(
        unit=named(priced.unit),
        costs=priced.costs,
        total=priced.total,
        home=priced.home,
        line=line,
        charged=charged,
    )


def price(context: Context, draft: RequestDraft) -> Priced:
    """The draft's costs.

    Raises:
        InvalidInput: no lines, a past period, several years, an impossible headcount or
            amount; another price than the one agreed to.
        NotEnoughData: a training without history or quotation, or without a rate.
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
    total = _sum(costs)
    check_amount(context, total, years)
    home = convert(context.session, total, context.currency, context.today)
    if draft.agreed is not None and home.converted != draft.agreed:
        raise InvalidInput("price_changed", before=draft.agreed, now=home.converted)
    return Priced(
        unit=unit,
        costs=costs,
        total=total,
        home=home,
        fiscal_year=years[0],
        wanted=tuple(
            wanted(cost, line.programme) for cost, line in zip(costs, draft.lines, strict=True)
        ),
    )


def wanted(cost: CostEstimate, programme: str | None = None) -> Wanted:
    """What something that is priced is for."""
    return Wanted(programme, cost.course.code if cost.course else None, cost.topic)


def _paying(context: Context, priced: Priced, what: Sequence[Wanted]) -> BudgetLineBalance | None:
    programmes = fitting_programmes(context.session, what)
    return line_paying_for(context.session, priced.fiscal_year, priced.unit.path, programmes)


def _sum(costs: Sequence[CostEstimate]) -> Money:
    """What the lines cost together: in their currency where they have one, else in the home
    currency."""
    if len({cost.total.currency for cost in costs}) == 1:
        totals = [cost.total for cost in costs]
    else:
        totals = [cost.at_home for cost in costs]
    return sum(totals[1:], totals[0])


def write_lines(context: Context, request: Request, draft: RequestDraft, priced: Priced) -> None:
    """Put the draft's lines into the request in place of those it has."""
    request.lines.clear()
    context.session.flush()
    request.total, request.currency = priced.total.amount, priced.total.currency
    foreign = priced.total.currency != context.currency
    request.fx_rate = priced.home.rate if foreign else None
    request.fx_date = priced.home.rate_date if foreign else None
    request.fiscal_year = priced.fiscal_year
    lines = zip(draft.lines, priced.costs, priced.wanted, strict=True)
    for number, (line, cost, what) in enumerate(lines, 1):
        payer = _paying(context, priced, [what])
        paid_by = payer.unit.code if payer else priced.unit.code
        request.lines.append(_line(context, request, number, line, cost, paid_by))
    context.session.flush()


def _line(
    context: Context,
    request: Request,
    number: int,
    line: LineDraft,
    cost: CostEstimate,
    paid_by: str,
) -> RequestLine:
    total = cost.total if cost.total.currency == request.currency else cost.at_home
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
        unit_cost=total.per(line.headcount).amount,
        total=total.amount,
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
    """What is to be different in one line; what is None stays. A quotation (`quoted`) is an
    outside price for the training it has, or gets.

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
    quoted: Quotation | None = None
    headcount_add: int | None = None
    headcount_times: Decimal | None = None
    later_months: int = 0
    later_days: int = 0
    quotation: str | None = None


def quotation_of(context: Context, line: RequestLine) -> Quotation | None:
    """The quotation a line was priced by, as it was given: the line's explanation has it.
    What was stored before quotations were kept whole is taken as a price per head."""
    if line.priced_by != QUOTATION:
        return None
    kept = context.session.get(Explanation, line.explanation_id) if line.explanation_id else None
    given = kept.inputs.get("quotation") if kept else None
    if given is not None:
        return QUOTATIONS.validate_python(given)
    request = context.session.get_one(Request, line.request_id)
    return Quotation.per_head(Money(line.unit_cost, request.currency))
