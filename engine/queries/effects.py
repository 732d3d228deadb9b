"""Trained people before and after, beside people of the same position who were not trained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from engine.analysis.effect import EffectCell
from engine.policy import EffectRules
from engine.store.tables import (
    Employee,
    Evaluation,
    Kpi,
    KpiResult,
    OrgUnit,
    Participation,
    Position,
    TrainingSession,
)
from engine.store.types import as_double


def evaluations(session: Session, year: int, course_id: int | None = None) -> list[Evaluation]:
    """What was measured of one course, or of all, in a year."""
    statement = select(Evaluation).where(Evaluation.year == year).order_by(Evaluation.id)
    if course_id is not None:
        statement = statement.where(Evaluation.course_id == course_id)
    return list(session.scalars(statement))


def cohort_months(session: Session, course_id: int, year: int) -> list[date]:
    """The months of a year in which sessions of a course began, as their first days."""
    starts = session.scalars(
        select(TrainingSession.start_date).where(
            TrainingSession.course_id == course_id,
            TrainingSession.status == "held",
            TrainingSession.start_date.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return sorted({start.replace(day=1) for start in starts})


def effect_cells(
    session: Session, course_id: int, kpi: Kpi, months: Sequence[date], rules: EffectRules
) -> list[EffectCell]:
    """For each month of training: how the KPI of the trained changed, and how that of people
    of the same units' positions who never took the course. Each one's months before are
    averaged, and those after; who has too few of either is left out."""
    cells = []
    for month in months:
        people = _people(course_id, month)
        rows = session.execute(_cell_statement(_changes(people, kpi.id, month, rules)))
        cells += [EffectCell(month, *_plain(row)) for row in rows]
    return cells


def shifted(month: date, by: int) -> date:
    """The first of the month `by` months later (or, negative, earlier)."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _plain(row: Any) -> tuple[Any, ...]:
    position, unit, trained, people, *sums = row
    return (position, unit, bool(trained), people, *(float(value) for value in sums))


def _people(course_id: int, month: date) -> Subquery:
    """Those trained in the month for the first time, and the untrained of their positions
    in the org units around them (their units' parents)."""
    trained = (
        select(Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.start_date.between(month, _last_day(month)),
            Participation.attended,
        )
        .distinct()
    )
    home = aliased(OrgUnit)
    around = (
        select(home.parent_id)
        .join(Employee, Employee.org_unit_id == home.id)
        .where(Employee.id.in_(trained))
    )
    positions = select(Employee.position_id).where(Employee.id.in_(trained))
    neighbours = select(OrgUnit.id).where(OrgUnit.parent_id.in_(around))
    ever = aliased(Participation)
    untrained = ~exists().where(
        ever.employee_id == Employee.id,
        ever.session_id.in_(
            select(TrainingSession.id).where(TrainingSession.course_id == course_id)
        ),
    )
    chosen = union_all(
        select(
            Employee.id, Employee.org_unit_id, Employee.position_id, literal(1).label("trained")
        ).where(Employee.id.in_(trained), ~_trained_before(course_id, month)),
        select(
            Employee.id, Employee.org_unit_id, Employee.position_id, literal(0).label("trained")
        ).where(
            Employee.org_unit_id.in_(neighbours), Employee.position_id.in_(positions), untrained
        ),
    )
    return chosen.subquery()


def _trained_before(course_id: int, month: date) -> ColumnElement[bool]:
    earlier = aliased(Participation)
    return exists().where(
        earlier.employee_id == Employee.id,
        earlier.session_id.in_(
            select(TrainingSession.id).where(
                TrainingSession.course_id == course_id, TrainingSession.start_date < month
            )
        ),
    )


def _last_day(month: date) -> date:
    return date.fromordinal(shifted(month, 1).toordinal() - 1)


def _changes(people: Subquery, kpi_id: int, month: date, rules: EffectRules) -> Subquery:
    """One row a person: mean before, change, and later less earlier half before."""
    first, middle = shifted(month, -rules.months_before), shifted(month, -rules.months_before // 2)
    last = shifted(month, rules.months_after)
    start, actual = KpiResult.period_start, as_double(KpiResult.actual)

    def mean(condition: ColumnElement[bool]) -> ColumnElement[float]:
        return func.avg(case((condition, actual)))

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    before, after = start < month, start > month
    statement = (
        select(
            people.c.id,
            people.c.org_unit_id,
            people.c.position_id,
            people.c.trained,
            mean(before).label("before"),
            (mean(after) - mean(before)).label("change"),
            func.coalesce(
                mean(and_(before, start >= middle)) - mean(start < middle), cast(0, Float)
            ).label("trend"),
        )
        .join(KpiResult, KpiResult.employee_id == people.c.id)
        .where(
            KpiResult.kpi_id == kpi_id,
            start >= literal(first, Date),
            start <= literal(last, Date),
        )
        .group_by(people.c.id, people.c.org_unit_id, people.c.position_id, people.c.trained)
        .having(and_(count(before) >= rules.fewest_periods_before, count(after) >= 1))
    )
    return statement.subquery()


def _cell_statement(changes: Subquery) -> Any:
    change, trend = changes.c.change, changes.c.trend
    return (
        select(
            func.coalesce(Position.code, ""),
            OrgUnit.code,
            changes.c.trained,
            func.count(),
            func.sum(changes.c.before),
            func.sum(changes.c.before * changes.c.before),
            func.sum(change),
            func.sum(change * change),
            func.sum(trend),
            func.sum(trend * trend),
        )
        .select_from(changes)
        .join(OrgUnit, OrgUnit.id == changes.c.org_unit_id)
        .outerjoin(Position, Position.id == changes.c.position_id)
        .group_by(Position.code, OrgUnit.code, changes.c.trained)
        .order_by(Position.code, OrgUnit.code, changes.c.trained)
    )
