"""What trainings earned: correlation with an outcome, return on investment, effect per money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.correlation import CORRELATION, Correlation, CorrelationInputs
from engine.analysis.efficiency import EFFICIENCY, Efficiency, EfficiencyInputs, YearOfEffect
from engine.analysis.roi import ROI, Roi, RoiInputs
from engine.queries.budget import line_balances
from engine.queries.catalogue import by_code, named
from engine.queries.performance import kpi_figure_between
from engine.queries.relations import hours_taken, pair_sums, results_in
from engine.queries.spending import spent_on
from engine.store.tables import Course, Evaluation, Kpi, OrgUnit
from engine.usecases.context import Context, reads, reads_columns
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import anywhere, over
from engine.usecases.training_effect import ROI_LEVEL
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@reads_columns
def course_correlation(
    context: Context,
    course_code: str,
    kpi_code: str,
    unit_code: str | None = None,
    year: int | None = None,
) -> Explained[Correlation]:
    """How hours in a course go together with people's results in a KPI; a cut is only ever
    proposed. `year` is the one from which on hours count, and whose costs a cut releases.

    Raises:
        NotPermitted: an employee asks, or somebody outside the unit.
        NotEnoughData: too few people have results, or nothing varies.
    """
    unit = unit_for(context, Right.SEE_EFFECTS, unit_code)
    course, kpi = by_code(context.session, Course, course_code), _kpi(context, kpi_code)
    year = year or context.fiscal_year - 1
    rules = context.policy.effect
    costs = spent_on(context.session, course.id, *context.fiscal.days(year), context.rates())
    inputs = CorrelationInputs(
        course=named(course),
        kpi=named(kpi),
        direction=kpi.direction,
        level=rules.interval_level,
        significance=rules.significance,
        worth_keeping=rules.worth_keeping,
        spent=sum(costs[1:], costs[0]) if costs else Money.zero(context.currency),
        rows=pair_sums(
            context.session,
            hours_taken(context.fiscal.first_day(year), course.id),
            results_in(context.session, kpi.id),
            unit.path,
        ),
    )
    return explained(context, CORRELATION, inputs, over(unit, Right.SEE_EFFECTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoiAsked:
    """What is not given is taken from the course's evaluation on the level roi, whose value is
    in the home currency. A benefit in another one is converted by the rate of the fiscal year's
    last day."""

    course: str
    year: int | None = None
    benefit: Money | None = None
    isolation: Decimal | None = None
    confidence: Decimal | None = None


@reads
def training_roi(context: Context, asked: RoiAsked) -> Explained[Roi]:
    """(benefit × isolation × confidence − cost) / cost.

    Raises:
        NotPermitted: an employee asks.
        NotEnoughData: no benefit in money is known, or nothing was spent.
    """
    require(context.actor, Right.SEE_EFFECTS)
    course = by_code(context.session, Course, asked.course)
    year = asked.year or context.fiscal_year - 1
    known = context.session.scalar(
        select(Evaluation).where(
            Evaluation.course_id == course.id,
            Evaluation.year == year,
            Evaluation.level == ROI_LEVEL,
        )
    )
    rates = context.rates()
    benefit = Money(known.value, context.currency) if known else None
    if asked.benefit is not None:
        benefit = rates.convert(asked.benefit, min(context.fiscal.last_day(year), context.today))
    inputs = RoiInputs(
        course=named(course),
        year=year,
        benefit=benefit,
        isolation=_first(asked.isolation, known.isolation if known else None),
        confidence=_first(asked.confidence, known.confidence if known else None),
        rows=tuple(
            spent_on(context.session, course.id, *context.fiscal.days(year), context.rates())
        ),
    )
    return explained(context, ROI, inputs, anywhere(Right.SEE_EFFECTS))


def _first(asked: Decimal | None, known: Decimal | None) -> Decimal | None:
    return known if asked is None else asked


@reads
def budget_efficiency(
    context: Context, kpi_code: str, before: int, after: int, unit_code: str | None = None
) -> Explained[Efficiency]:
    """What a unit's budget brought per unit of money in two years, by one of its KPIs.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: no budget or no result in one of the years.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    require(context.actor, Right.SEE_EFFECTS, unit.path)
    kpi = _kpi(context, kpi_code)
    rows = (_year(context, kpi, unit, before), _year(context, kpi, unit, after))
    inputs = EfficiencyInputs(named(kpi), kpi.direction, rows)
    return explained(context, EFFICIENCY, inputs, over(unit, Right.SEE_BUDGET, Right.SEE_EFFECTS))


def _kpi(context: Context, code: str) -> Kpi:
    return by_code(context.session, Kpi, code)


def _year(context: Context, kpi: Kpi, unit: OrgUnit, year: int) -> YearOfEffect:
    lines = line_balances(context.session, year, [unit.path])
    if not lines:
        raise NotEnoughData("no_budget", unit=named(unit), year=year, paid_by=None)
    figure = kpi_figure_between(context.session, kpi.id, unit.id, *context.fiscal.days(year))
    if figure is None:
        raise NotEnoughData("kpi_has_no_result", kpi=named(kpi), unit=named(unit))
    amounts = [line.balance.allocated for line in lines]
    return YearOfEffect(year, sum(amounts[1:], amounts[0]), figure.actual)
