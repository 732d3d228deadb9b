"""What the engine finds about a request, for whoever has to decide it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.access import Right
from engine.analysis.need_evidence import LevelCount, enough, mean_level, means_of
from engine.analysis.request_check import REQUEST_CHECK, CheckInputs, CheckResult, LineFacts
from engine.analysis.request_outlook import (
    REQUEST_OUTLOOK,
    KpiFacts,
    LineOutlookFacts,
    Outlook,
    OutlookInputs,
)
from engine.analysis.unit_cost import attended, unit_cost
from engine.queries.budget import BudgetLineBalance
from engine.queries.catalogue import named
from engine.queries.people import headcount
from engine.queries.performance import kpi_figure, kpis_moved_by, skills_behind
from engine.queries.rates import convert
from engine.queries.skills import level_counts
from engine.queries.teaching import expected_gain, people_trained_since, skill_taught
from engine.queries.training_prices import course_history
from engine.queries.workflow import other_requests
from engine.store.tables import BudgetLine, OrgUnit, Request, RequestLine, Skill
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import is_tellable
from engine.usecases.estimate_cost import first_day_of_history
from engine.usecases.explanations import Explained, explained
from engine.usecases.ledger.bookings import held_by, line_for, total_of
from engine.usecases.ledger.posting import RESERVE
from engine.usecases.needed import Needed, over_people
from engine.usecases.requests.steps import counted_amount
from engine.usecases.requests.view import RequestView, find, view
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReview:
    """`counted` is what decides who approves: the sum of the request's programmes in the home
    currency. `line` is the budget line that pays; None where no budget is set."""

    request: RequestView
    check: CheckResult
    outlook: Outlook
    counted: Money
    line: BudgetLineBalance | None
    check_explanation: int
    outlook_explanation: int


@reads
def review_request(context: Context, number: str) -> RequestReview:
    """The evidence for and against a request.

    Raises:
        NotFound: no such request, or none that the actor may see.
    """
    request, unit = find(context, number, lock=False)
    check, ahead = check_of(context, request, unit), outlook_of(context, request, unit)
    return RequestReview(
        request=view(context, request),
        check=check.result,
        outlook=ahead.result,
        counted=counted_amount(context, request),
        line=line_for(context, request),
        check_explanation=check.explanation_id,
        outlook_explanation=ahead.explanation_id,
    )


def check_of(context: Context, request: Request, unit: OrgUnit) -> Explained[CheckResult]:
    """HR's validation, as the engine sees it."""
    rules = context.policy.approval
    inputs = CheckInputs(
        number=request.number,
        asked=total_of(request),
        reserved=_reserved(context, request),
        smallest_group=context.policy.need.smallest_group,
        high_price=rules.high_price,
        short_notice=rules.short_notice,
        rows=tuple(_facts(context, request, unit, line) for line in request.lines),
    )
    return explained(context, REQUEST_CHECK, inputs, _needed(context, unit))


def outlook_of(context: Context, request: Request, unit: OrgUnit) -> Explained[Outlook]:
    """What the trainings would move."""
    rows = tuple(_outlook_facts(context, request, unit, line) for line in request.lines)
    inputs = OutlookInputs(request.number, rows)
    return explained(context, REQUEST_OUTLOOK, inputs, _needed(context, unit))


def _needed(context: Context, unit: OrgUnit) -> Needed:
    return over_people(context, unit, Right.SEE_REQUESTS)


def _reserved(context: Context, request: Request) -> Money | None:
    line = line_for(context, request)
    if line is None:
        return None
    currency = context.session.get_one(BudgetLine, line.line_id).currency
    held = held_by(context, request.id, (RESERVE,))
    return Money(sum((one.amount for one in held), Decimal(0)), currency)


def _facts(context: Context, request: Request, unit: OrgUnit, line: RequestLine) -> LineFacts:
    levels = _levels(context, unit, line)
    unit_price, usual = _prices(context, request, line)
    recent = 0
    if line.course_id is not None:
        recent = people_trained_since(context.session, line.course_id, unit.path, context.today)
    return LineFacts(
        line=line.position_no,
        headcount=line.headcount,
        roster=headcount(context.session, unit.path),
        assessed=sum(count.people for count in levels) if levels is not None else None,
        short=_short(context, levels)[0] if levels is not None else None,
        unit_cost=unit_price,
        usual=usual,
        recent=recent,
        others=tuple(other_requests(context.session, request, line.programme)),
        days_left=(line.period_start - context.today).days,
    )


def _prices(context: Context, request: Request, line: RequestLine) -> tuple[Money, Money | None]:
    """Per head: what is asked, and what was usual; both in the home currency where they were
    in different ones. No usual one without a history, or a rate."""
    asked = Money(line.unit_cost, request.currency)
    if line.course_id is None:
        return asked, None
    since = first_day_of_history(context)
    try:
        history = course_history(context.session, line.course_id, since, context.rates())
        if not attended(history):
            return asked, None
        if history[0].total.currency == asked.currency:
            return asked, unit_cost(history).value
        history = course_history(context.session, line.course_id, since, context.rates(), True)
        at_home = convert(context.session, asked, context.currency, context.today).converted
        return at_home, unit_cost(history).value
    except NotEnoughData:
        return asked, None


def _levels(context: Context, unit: OrgUnit, line: RequestLine) -> list[LevelCount] | None:
    """None where the course teaches no known skill, or the actor may not be told of so few."""
    skill_id = skill_taught(context.session, line.course_id) if line.course_id else None
    if skill_id is None or not is_tellable(context, unit):
        return None
    return level_counts(context.session, unit.path, skill_id)


def _short(context: Context, levels: list[LevelCount]) -> tuple[int, float]:
    """How many are below what is required (where nothing is: below the mean of their
    position), and by how much in the mean."""
    if not levels:
        return 0, 0.0
    means = means_of(levels, context.policy.need.smallest_group)
    below = [(count.people, enough(count, means) - count.level) for count in levels]
    short = [(people, by) for people, by in below if by > 0]
    number = sum(people for people, _ in short)
    return number, float(sum(people * by for people, by in short)) / number if number else 0.0


def _outlook_facts(
    context: Context, request: Request, unit: OrgUnit, line: RequestLine
) -> LineOutlookFacts:
    skill_id = skill_taught(context.session, line.course_id) if line.course_id else None
    levels = _levels(context, unit, line) or []
    short, shortfall = _short(context, levels)
    return LineOutlookFacts(
        line=line.position_no,
        headcount=line.headcount,
        total=Money(line.total, request.currency),
        skill=named(context.session.get_one(Skill, skill_id)) if skill_id else None,
        assessed=sum(count.people for count in levels),
        short=short,
        shortfall=shortfall,
        mean=float(mean_level(levels)) if levels else 0.0,
        gain=expected_gain(context.session, line.course_id, skill_id)
        if skill_id and line.course_id
        else None,
        kpi=_kpi_facts(context, unit, skill_id) if skill_id and levels else None,
    )


def _kpi_facts(context: Context, unit: OrgUnit, skill_id: int) -> KpiFacts | None:
    """The first KPI of the skill that has a figure in the unit."""
    for kpi in kpis_moved_by(context.session, skill_id):
        figure = kpi_figure(context.session, kpi, unit)
        if figure is None:
            continue
        links = skills_behind(context.session, [kpi.id])
        link = next(link for link in links if link.skill_id == skill_id)
        return KpiFacts(
            kpi=named(kpi),
            unit=kpi.unit,
            actual=figure.actual,
            target=figure.target,
            coefficient=link.coefficient,
            coefficient_unit=link.coefficient_unit,
        )
    return None
