"""KPI results: a row for each target and actual, of people, or of units."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.queries.people import WORKING, in_units
from engine.query.subject import (
    COUNT,
    DATE,
    NUMBER,
    SHARE,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Expression,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.query.subjects.units import joins_of_units, of_units
from engine.store.tables import Employee, Kpi, KpiResult, OrgUnit

KPI, HIGHER = "kpi", "higher"
SHORT, REACHED, NO_TARGET = "short", "reached", "no_target"
YES, NO = "yes", "no"
_short = or_(
    and_(Kpi.direction == HIGHER, KpiResult.actual < KpiResult.target),
    and_(Kpi.direction != HIGHER, KpiResult.actual > KpiResult.target),
)


def results(asked: Asked) -> Subject:
    """Of people, in the KPIs that are kept of each."""
    return Subject(
        base=lambda: _base().join(Employee, Employee.id == KpiResult.employee_id),
        dimensions={**of_people(asked), **_dimensions(attribute=True)},
        measures={
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
            **_measures(),
        },
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time="began_on",
        right=Right.SEE_PERFORMANCE,
    )


def unit_results(asked: Asked) -> Subject:
    """Of units, in their own KPIs; a unit's says something of few where few are in it."""
    units = of_units(asked)
    return Subject(
        base=lambda: _base().where(KpiResult.org_unit_id.is_not(None)),
        dimensions={**units, **_dimensions(attribute=False)},
        measures=_measures(),
        joins=joins_of_units(asked, KpiResult.org_unit_id),
        scope=lambda paths, _: in_units(KpiResult.org_unit_id, paths),
        person=KpiResult.id,
        whom=func.min(_people_in()),
        time="began_on",
        right=Right.SEE_PERFORMANCE,
        guarded=True,
        things={UNIT: KpiResult.org_unit_id},
    )


def _dimensions(attribute: bool) -> dict[str, Dimension]:
    standing = case((KpiResult.target.is_(None), NO_TARGET), (_short, SHORT), else_=REACHED)
    of_kpi = select(func.max(_newest.period_start)).where(
        _newest.kpi_id == KpiResult.kpi_id,
        _newest.employee_id.is_not(None) == KpiResult.employee_id.is_not(None),
    )
    latest = KpiResult.period_start == of_kpi.correlate(KpiResult).scalar_subquery()
    return {
        KPI: Dimension(kind=THING, key=Kpi.code, names=(Kpi.name, Kpi.name_en), table=Kpi),
        "kpi_unit": Dimension(kind=WORDS, key=Kpi.unit),
        "direction": Dimension(kind=STATE, key=Kpi.direction, values=(HIGHER, "lower")),
        "began_on": Dimension(kind=DATE, key=KpiResult.period_start),
        "ended_on": Dimension(kind=DATE, key=KpiResult.period_end),
        "latest": Dimension(kind=STATE, key=case((latest, YES), else_=NO), values=(YES, NO)),
        "target_of": Dimension(kind=NUMBER, key=KpiResult.target, attribute=attribute),
        "actual_of": Dimension(kind=NUMBER, key=KpiResult.actual, attribute=attribute),
        "standing": Dimension(
            kind=STATE, key=standing, values=(SHORT, REACHED, NO_TARGET), attribute=attribute
        ),
    }


def _measures() -> dict[str, Measure]:
    """A KPI is told by itself: figures of several are of different things. `gap` is how far the
    actual is on the wrong side of the target, `attained` is 1 where that is just reached."""
    actual, target = KpiResult.actual, KpiResult.target
    aimed, higher = func.count(target), Kpi.direction == HIGHER
    missing = func.sum(case((_short, 1), else_=0))
    gap = case((higher, target - actual), else_=actual - target)
    reached = case((target.is_(None), None), (higher, actual), else_=target)
    wanted = case((target.is_(None), None), (higher, target), else_=actual)
    return {
        "results": Measure(kind=COUNT, value=func.count(KpiResult.id), adds=True),
        "periods": Measure(kind=COUNT, value=func.count(KpiResult.period_start.distinct())),
        "actual": _mean(actual),
        "target": _mean(target),
        "gap": _mean(gap),
        "attained": Measure(kind=SHARE, value=func.sum(reached), over=func.sum(wanted), one=KPI),
        "short": Measure(kind=COUNT, value=missing, adds=True),
        "share_short": Measure(kind=SHARE, value=missing, over=aimed),
    }


def _mean(figure: Expression) -> Measure:
    return Measure(kind=NUMBER, value=func.sum(figure), over=func.count(figure), one=KPI)


_newest = aliased(KpiResult)


def _people_in() -> Expression:
    """How many work in the unit, and below it."""
    mine, theirs = aliased(OrgUnit), aliased(OrgUnit)
    below = func.substr(theirs.path, 1, func.length(mine.path)) == mine.path
    return (
        select(func.count(Employee.id))
        .join(theirs, theirs.id == Employee.org_unit_id)
        .join(mine, below)
        .where(mine.id == KpiResult.org_unit_id, Employee.status.in_(WORKING))
        .correlate(KpiResult)
        .scalar_subquery()
    )


def _base() -> Select[Any]:
    return select().select_from(KpiResult).join(Kpi, Kpi.id == KpiResult.kpi_id)
