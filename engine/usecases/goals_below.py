"""A goal of a unit whose KPI is kept further down: it is worked out where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from engine.access import Right
from engine.analysis.goals import GoalPlan
from engine.analysis.kpi import SHARE
from engine.analysis.kpi_tree import RELATIVE
from engine.queries.catalogue import by_code, named
from engine.queries.people import within
from engine.queries.performance import kpi_figure
from engine.store.tables import Kpi, KpiResult, OrgUnit
from engine.usecases.context import Context, reads
from engine.usecases.explanations import Explained
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.units import unit_for
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class PlanThere:
    """The plan of one unit; `below` where it was worked out further down than it was asked for."""

    unit: Named
    below: bool
    plan: Explained[GoalPlan]


@reads
def goal_plans(context: Context, asked: GoalAsked) -> tuple[PlanThere, ...]:
    """Of the unit, where the KPI has a result there; else of the topmost units below that have one.
    A sum to be reached by several is the same relative change of each.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData, InvalidInput: what a plan from a goal refuses.
    """
    unit = unit_for(context, Right.PLAN_GOALS, asked.unit)
    kpi = by_code(context.session, Kpi, asked.kpi)
    places = [unit]
    if kpi_figure(context.session, kpi, unit) is None:
        places = _below(context, kpi, unit) or places
    each = _for_each(context, asked, kpi, places)
    return tuple(
        PlanThere(
            named(place),
            place.id != unit.id,
            plan_from_goal(context, replace(each, unit=place.code)),
        )
        for place in places
    )


def _below(context: Context, kpi: Kpi, unit: OrgUnit) -> list[OrgUnit]:
    """The topmost units under `unit` that have a result of their own."""
    with_result = select(KpiResult.org_unit_id).where(KpiResult.kpi_id == kpi.id)
    units = context.session.scalars(
        select(OrgUnit)
        .where(within([unit.path]), OrgUnit.id.in_(with_result))
        .order_by(OrgUnit.path)
    )
    found: list[OrgUnit] = []
    for one in units:
        if not any(one.path.startswith(above.path) for above in found):
            found.append(one)
    return found


def _for_each(context: Context, asked: GoalAsked, kpi: Kpi, places: Sequence[OrgUnit]) -> GoalAsked:
    if asked.to is None or asked.start is not None or kpi.unit == SHARE or len(places) < 2:
        return asked
    figures = [kpi_figure(context.session, kpi, place) for place in places]
    whole = sum(one.actual for one in figures if one is not None)
    if not whole:
        return asked
    return replace(asked, to=None, change=asked.to / whole - 1, reading=RELATIVE)
