"""How training, skill, tenure and KPIs go together among a unit's people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.kpi import SHARE
from engine.analysis.pearson import PairSums
from engine.analysis.relation import RELATION, Measure, Relation, RelationInputs
from engine.queries.catalogue import by_code, named
from engine.queries.relations import (
    Values,
    hours_taken,
    levels_of,
    pair_sums,
    results_in,
    taking_part,
    years_here,
)
from engine.store.tables import Course, Kpi, KpiResult, OrgUnit, Skill
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import require_tellable, sees_people
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import over_people
from engine.usecases.units import unit_for
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.results import Named

HOURS, PART, LEVEL, TENURE, KPI = "hours", "participation", "level", "tenure", "kpi"
KINDS = (HOURS, PART, LEVEL, TENURE, KPI)
# Of these one has to be named: a level is one of a skill.
_NAMED = (LEVEL, KPI)


@dataclass(frozen=True, slots=True)
class Side:
    """What is measured of people; `code` is that of the course (of all, where none), the skill or
    the KPI."""

    kind: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAsked:
    """`year` is the fiscal year from which on trainings count: last year, unless said."""

    x: Side
    y: Side
    unit: str | None = None
    year: int | None = None


@reads
def relate(context: Context, asked: RelationAsked) -> Explained[Relation]:
    """r, interval and p of two things, of the people of a unit who have both; each within his
    own position.

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: fewer people than may be told of, or than it takes; or nobody has a result of
            his own in the KPI.
        InvalidInput: both sides are the same, or one is none.
    """
    unit = unit_for(context, Right.SEE_EFFECTS, asked.unit)
    require(context.actor, Right.SEE_PERFORMANCE, unit.path)
    require_tellable(context, unit)
    if asked.x == asked.y:
        raise InvalidInput("relation_with_itself")
    year = asked.year or context.fiscal_year - 1
    (x, of_x), (y, of_y) = (_side(context, one, year) for one in (asked.x, asked.y))
    rows = pair_sums(context.session, of_x, of_y, unit.path)
    _require_told(context, unit, rows, (x, y))
    rules = context.policy.effect
    inputs = RelationInputs(
        group=named(unit),
        x=x,
        y=y,
        level=rules.interval_level,
        significance=rules.significance,
        rows=rows,
    )
    needed = over_people(context, unit, Right.SEE_EFFECTS, Right.SEE_PERFORMANCE)
    return explained(context, RELATION, inputs, needed)


@reads
def kpis_of_people(context: Context) -> tuple[Named, ...]:
    """The KPIs in which people have results of their own."""
    of_people = select(KpiResult.kpi_id).where(KpiResult.employee_id.is_not(None))
    found = context.session.scalars(select(Kpi).where(Kpi.id.in_(of_people)).order_by(Kpi.code))
    return tuple(named(one) for one in found)


def _side(context: Context, side: Side, year: int) -> tuple[Measure, Values]:
    if side.kind not in KINDS or (side.kind in _NAMED and side.code is None):
        raise InvalidInput("relation_side_unknown", kind=side.kind)
    session, since = context.session, context.fiscal.first_day(year)
    if side.kind == TENURE:
        return Measure(kind=TENURE, of=None, unit="years"), years_here(context.today)
    if side.kind == LEVEL:
        skill = by_code(session, Skill, side.code or "")
        return Measure(kind=LEVEL, of=named(skill), unit=LEVEL), levels_of(skill.id)
    if side.kind == KPI:
        return _kpi(context, side.code or "")
    course = by_code(session, Course, side.code) if side.code else None
    of, course_id = (named(course), course.id) if course else (None, None)
    if side.kind == HOURS:
        return Measure(kind=HOURS, of=of, unit=HOURS), hours_taken(since, course_id)
    return Measure(kind=PART, of=of, unit=SHARE), taking_part(since, course_id)


def _kpi(context: Context, code: str) -> tuple[Measure, Values]:
    kpi = by_code(context.session, Kpi, code)
    measure = Measure(kind=KPI, of=named(kpi), unit=kpi.unit, direction=kpi.direction)
    return measure, results_in(context.session, kpi.id)


def _require_told(
    context: Context, unit: OrgUnit, rows: PairSums, measures: tuple[Measure, ...]
) -> None:
    if rows.n == 0:
        kpi = next((one.of for one in measures if one.kind == KPI), None)
        if kpi is not None:
            raise NotEnoughData("kpi_not_of_people", kpi=kpi, unit=named(unit))
        raise NotEnoughData("nobody_has_both", unit=named(unit))
    smallest = context.policy.need.smallest_group
    if rows.n < smallest and not sees_people(context, unit.path):
        raise NotEnoughData("group_withheld", smallest=smallest)
