"""What a request says, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import select

from engine.access import Right
from engine.analysis.ceiling_fit import CeilingFit
from engine.analysis.cost_estimate import QUOTATION
from engine.queries.budget import BudgetLineBalance, line_paying_for
from engine.queries.catalogue import named
from engine.queries.rates import Conversion, convert
from engine.store.tables import Course, Explanation, OrgUnit, Request, RequestLine
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
    """A draft with its unit, the cost of each line, and their sum: as it was asked for, and
    in the home currency by today's rate."""

    unit: OrgUnit
    costs: tuple[CostEstimate, ...]
    total: Money
    home: Conversion
    fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPreview:
    """What would be stored: the prices, and the line that would pay, before any reservation.
    `home` is the total in the home currency and `charged` in the line's, by today's rate."""

    unit: Named
    costs: tuple[CostEstimate, ...]
    total: Money
    home: Conversion
    line: BudgetLineBalance | None
    charged: Money
    fits: tuple[CeilingFit | None, ...] = ()


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
    line = line_paying_for(context.session, priced.fiscal_year, priced.unit.path)
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
        fits=fits,
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
    years = sorted({line.period.fiscal_year for line in draft.lines})
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
    return Priced(unit=unit, costs=costs, total=total, home=home, fiscal_year=years[0])


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
    payer = line_paying_for(context.session, priced.fiscal_year, priced.unit.path)
    paid_by = payer.unit.code if payer else priced.unit.code
    for number, (line, cost) in enumerate(zip(draft.lines, priced.costs, strict=True), 1):
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
    outside price for the training it has, or gets."""

    position_no: int = 1
    headcount: int | None = None
    period: Period | None = None
    training: Training | None = None
    audience: str | None = None
    reason: str | None = None
    quoted: Quotation | None = None


def changed(context: Context, request: Request, change: LineChange) -> RequestDraft:
    """The request's own draft with one line changed. A quotation stays what it was: a price
    per head, by the session or for everything together.

    Raises:
        InvalidInput: nothing would change.
        NotFound: it has no such line.
    """
    lines = [_draft_of(context, line) for line in request.lines]
    if not 1 <= change.position_no <= len(lines):
        raise InvalidInput("no_such_line", line=change.position_no, lines=len(lines))
    values = {
        name: getattr(change, name)
        for name in ("headcount", "period", "training", "audience", "reason")
        if getattr(change, name) is not None
    }
    old = lines[change.position_no - 1]
    new = _quoted(replace(old, **values), change)
    if (new.training.course, new.training.topic) != (old.training.course, old.training.topic):
        new = replace(new, programme=None)
    if new == old:
        raise InvalidInput("nothing_changes", number=request.number)
    lines[change.position_no - 1] = new
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    return RequestDraft(tuple(lines), unit.code)


def _quoted(line: LineDraft, change: LineChange) -> LineDraft:
    if change.quoted is None:
        return line
    return replace(line, training=replace(line.training, quotation=change.quoted))


def _draft_of(context: Context, line: RequestLine) -> LineDraft:
    course = context.session.get(Course, line.course_id) if line.course_id else None
    return LineDraft(
        training=Training(
            course=course.code if course else None,
            topic=None if course else line.topic,
            quotation=quotation_of(context, line),
        ),
        headcount=line.headcount,
        period=Period(line.period_start, line.period_end),
        audience=line.audience,
        reason=line.reason,
        programme=line.programme,
    )


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
