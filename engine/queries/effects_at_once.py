"""What trainings moved, of many courses and KPIs in one statement: for the copy by columns, which
reads a table once as fast as a few rows of it. The same cells as `engine.queries.effects` finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Float,
    Integer,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from engine.analysis.effect import EffectCell
from engine.policy import EffectRules
from engine.queries.effects import cell_of, cell_sums, shifted
from engine.queries.request_sessions import HELD
from engine.store.tables import (
    Employee,
    KpiResult,
    OrgUnit,
    Participation,
    Position,
    TrainingSession,
)
from engine.store.types import DUCKDB, as_double
from engine.values.months import month_end

# A course and a KPI, by their ids.
Pair = tuple[int, int]
# What tells groups of people apart: course, KPI, month of training.
_GROUP = ("course_id", "kpi_id", "month")


def cells_at_once(
    session: Session, pairs: Sequence[Pair], first: date, last: date, rules: EffectRules
) -> Mapping[Pair, list[EffectCell]]:
    """Of those trained between two days, and of those whom they are compared with."""
    found: dict[Pair, list[EffectCell]] = defaultdict(list)
    if pairs:
        for row in session.execute(_statement(pairs, first, last, rules)):
            cell = cell_of(row, row.month, bool(row.trained))
            found[row.course_id, row.kpi_id].append(cell)
    return found


def _statement(pairs: Sequence[Pair], first: date, last: date, rules: EffectRules) -> Any:
    asked, months = _pairs(pairs), _months(first, last, rules)
    courses = sorted({course for course, _ in pairs})
    taken = _first_taken(courses)
    measured = _measured(sorted({kpi for _, kpi in pairs}))
    trained = _trained(asked, _held(courses, months, first, last), taken, measured)
    people = _people(trained, _peers(trained, taken, measured))
    changes = _changes(people, months, rules)
    keys = (changes.c.course_id, changes.c.kpi_id, changes.c.month, changes.c.trained)
    return (
        select(*keys, *cell_sums(changes.c))
        .select_from(changes)
        .join(OrgUnit, OrgUnit.id == changes.c.org_unit_id)
        .outerjoin(Position, Position.id == changes.c.position_id)
        .group_by(*keys, Position.code, OrgUnit.code)
        .order_by(*keys, Position.code, OrgUnit.code)
    )


def _pairs(pairs: Sequence[Pair]) -> CTE:
    rows = (
        select(
            cast(literal(course), Integer).label("course_id"),
            cast(literal(kpi), Integer).label("kpi_id"),
        )
        for course, kpi in pairs
    )
    return union_all(*rows).cte("pairs")


def _months(first: date, last: date, rules: EffectRules) -> CTE:
    """Each with its last day, and the days between which its people's results count."""
    month, rows = first.replace(day=1), []
    while month <= last:
        days = {
            "month": month,
            "ends": month_end(month),
            "since": shifted(month, -rules.months_before),
            "middle": shifted(month, -rules.months_before // 2),
            "until": shifted(month, rules.months_after),
        }
        rows.append(select(*(literal(day, Date).label(name) for name, day in days.items())))
        month = shifted(month, 1)
    return union_all(*rows).cte("months")


def _held(courses: Sequence[int], months: CTE, first: date, last: date) -> CTE:
    start = TrainingSession.start_date
    return (
        select(TrainingSession.course_id, months.c.month, months.c.ends)
        .join(months, start.between(months.c.month, months.c.ends))
        .where(
            TrainingSession.course_id.in_(courses),
            TrainingSession.status == HELD,
            start.between(first, last),
        )
        .distinct()
        .cte("held")
    )


def _first_taken(courses: Sequence[int]) -> CTE:
    return (
        select(
            TrainingSession.course_id,
            Participation.employee_id,
            func.min(TrainingSession.start_date).label("day"),
        )
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(TrainingSession.course_id.in_(courses), Participation.attended)
        .group_by(TrainingSession.course_id, Participation.employee_id)
        # Who was only ever in sessions without a day is not known to have taken it.
        .having(func.min(TrainingSession.start_date).is_not(None))
        .cte("first_taken")
    )


def _measured(kpis: Sequence[int]) -> CTE:
    return (
        select(KpiResult.kpi_id, KpiResult.employee_id)
        .where(KpiResult.kpi_id.in_(kpis), KpiResult.employee_id.is_not(None))
        .distinct()
        .cte("measured")
    )


def _trained(asked: CTE, held: CTE, taken: CTE, measured: CTE) -> CTE:
    return (
        select(
            asked.c.course_id,
            asked.c.kpi_id,
            held.c.month,
            Employee.id.label("employee_id"),
            Employee.org_unit_id,
            Employee.position_id,
        )
        .select_from(asked)
        .join(held, held.c.course_id == asked.c.course_id)
        .join(
            taken,
            and_(
                taken.c.course_id == asked.c.course_id,
                taken.c.day.between(held.c.month, held.c.ends),
            ),
        )
        .join(
            measured,
            and_(
                measured.c.kpi_id == asked.c.kpi_id, measured.c.employee_id == taken.c.employee_id
            ),
        )
        .join(Employee, Employee.id == taken.c.employee_id)
        .cte("trained")
    )


def _peers(trained: CTE, taken: CTE, measured: CTE) -> Any:
    """The same positions, in the units that have the same units above them, never trained."""
    group = [trained.c[name] for name in _GROUP]
    homes = select(*group, trained.c.org_unit_id).distinct().cte("homes")
    home, beside = aliased(OrgUnit), aliased(OrgUnit)
    near = union(
        select(*homes.c),
        select(*(homes.c[name] for name in _GROUP), beside.id)
        .select_from(homes)
        .join(home, home.id == homes.c.org_unit_id)
        .join(beside, beside.parent_id == home.parent_id),
    ).cte("near")
    held = select(*group, trained.c.position_id).distinct().cte("positions")
    same = [held.c[name] == near.c[name] for name in _GROUP]
    never = ~exists().where(
        taken.c.course_id == near.c.course_id, taken.c.employee_id == Employee.id
    )
    return (
        select(
            *(near.c[name] for name in _GROUP),
            Employee.id.label("employee_id"),
            Employee.org_unit_id,
            Employee.position_id,
        )
        .select_from(near)
        .join(Employee, Employee.org_unit_id == near.c.org_unit_id)
        .join(
            held,
            and_(*same, held.c.position_id.is_not_distinct_from(Employee.position_id)),
        )
        .join(
            measured,
            and_(measured.c.kpi_id == near.c.kpi_id, measured.c.employee_id == Employee.id),
        )
        .where(never)
    )


def _people(trained: CTE, peers: Any) -> CTE:
    others = peers.cte("peers")
    return union_all(
        select(*trained.c, literal(1).label("trained")),
        select(*others.c, literal(0)),
    ).cte("people")


def _changes(people: CTE, months: CTE, rules: EffectRules) -> CTE:
    """One row a person and group: mean before, change, and later less earlier half before."""
    start, actual = KpiResult.period_start, as_double(KpiResult.actual)
    # By itself: else DuckDB sets each result beside each month before it looks whose it is.
    people = (
        select(*people.c, months.c.since, months.c.middle, months.c.until)
        .join(months, months.c.month == people.c.month)
        .cte("people_then")
        .prefix_with("MATERIALIZED", dialect=DUCKDB)
    )
    month, middle = people.c.month, people.c.middle

    def mean(condition: ColumnElement[bool]) -> ColumnElement[float]:
        return func.avg(case((condition, actual)))

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    before, after = start < month, start > month
    trend = mean(and_(before, start >= middle)) - mean(start < middle)
    return (
        select(
            *people.c,
            mean(before).label("before"),
            (mean(after) - mean(before)).label("change"),
            func.coalesce(trend, cast(0, Float)).label("trend"),
        )
        .join(
            KpiResult,
            and_(
                KpiResult.kpi_id == people.c.kpi_id,
                KpiResult.employee_id == people.c.employee_id,
                start.between(people.c.since, people.c.until),
            ),
        )
        .group_by(*people.c)
        .having(and_(count(before) >= rules.fewest_periods_before, count(after) >= 1))
        .cte("changes")
    )
