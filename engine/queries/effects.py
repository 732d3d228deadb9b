"""Trained people before and after, beside people of the same position who were not trained."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    Row,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from engine.analysis.effect import EffectCell
from engine.policy import EffectRules
from engine.queries.request_sessions import HELD
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

# Ids in one statement; PostgreSQL takes 65,535 parameters at most.
CHUNK = 10_000


def evaluations(session: Session, year: int, course_id: int | None = None) -> list[Evaluation]:
    """What was measured of one course, or of all, in a year."""
    statement = select(Evaluation).where(Evaluation.year == year).order_by(Evaluation.id)
    if course_id is not None:
        statement = statement.where(Evaluation.course_id == course_id)
    return list(session.scalars(statement))


def cohort_months(session: Session, course_id: int, first: date, last: date) -> list[date]:
    """The months between two days in which sessions of a course began, as their first days."""
    starts = session.scalars(
        select(TrainingSession.start_date).where(
            TrainingSession.course_id == course_id,
            TrainingSession.status == HELD,
            TrainingSession.start_date.between(first, last),
        )
    )
    return sorted({start.replace(day=1) for start in starts})


def effect_cells(
    session: Session, course_id: int, kpi: Kpi, months: Sequence[date], rules: EffectRules
) -> list[EffectCell]:
    """For each month of training: how the KPI of those trained for the first time changed, and
    how that of people of their positions in the org units around them who never took the
    course. Each one's months before are averaged, and those after; who has too few of either
    is left out. Cells of the same people may come in parts."""
    first = _first_taken(session, course_id)
    cells: list[EffectCell] = []
    for month in months:
        went = [person for person, day in first.items() if day.replace(day=1) == month]
        trained = _measured(session, kpi.id, Employee.id, went)
        untrained = _peers(session, kpi.id, trained, first)
        for people, is_trained in ((trained, True), (untrained, False)):
            for chunk in _chunks([person.id for person in people]):
                changes = _changes(chunk, kpi.id, month, rules)
                cells += [
                    cell_of(row, month, is_trained)
                    for row in session.execute(_cell_statement(changes))
                ]
    return cells


def cell_of(row: Row[Any], month: date, trained: bool) -> EffectCell:
    """A row of `cell_sums`."""
    return EffectCell(
        cohort=month,
        position=row.position,
        unit=row.unit,
        trained=trained,
        people=row.people,
        before=float(row.before),
        before_squares=float(row.before_squares),
        change=float(row.change),
        change_squares=float(row.change_squares),
        trend=float(row.trend),
        trend_squares=float(row.trend_squares),
    )


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def shifted(month: date, by: int) -> date:
    """The first of the month `by` months later (or, negative, earlier)."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


class _Person(NamedTuple):
    id: int
    org_unit_id: int
    position_id: int | None


def _first_taken(session: Session, course_id: int) -> dict[int, date]:
    """Everybody who took the course, with the first day of the first time."""
    rows = session.execute(
        select(Participation.employee_id, func.min(TrainingSession.start_date))
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(TrainingSession.course_id == course_id, Participation.attended)
        .group_by(Participation.employee_id)
        .order_by(Participation.employee_id)
    )
    return {person: day for person, day in rows if day is not None}


def _measured(
    session: Session, kpi_id: int, column: InstrumentedAttribute[int], ids: Sequence[int]
) -> list[_Person]:
    """The people with results in the KPI whose `column` is among `ids`."""
    has_result = (
        select(KpiResult.id)
        .where(KpiResult.kpi_id == kpi_id, KpiResult.employee_id == Employee.id)
        .correlate(Employee)
        .exists()
    )
    statement = select(Employee.id, Employee.org_unit_id, Employee.position_id).where(has_result)
    found: list[_Person] = []
    for chunk in _chunks(ids):
        found += [_Person(*row) for row in session.execute(statement.where(column.in_(chunk)))]
    return sorted(found, key=lambda person: person.id)


def _peers(
    session: Session, kpi_id: int, trained: Sequence[_Person], took: Container[int]
) -> list[_Person]:
    """The same positions, in the units that have the same units above them, never trained."""
    home = sorted({person.org_unit_id for person in trained})
    units = set(home)
    for chunk in _chunks(home):
        parents = select(OrgUnit.parent_id).where(OrgUnit.id.in_(chunk))
        units |= set(session.scalars(select(OrgUnit.id).where(OrgUnit.parent_id.in_(parents))))
    positions = {person.position_id for person in trained}
    return [
        person
        for person in _measured(session, kpi_id, Employee.org_unit_id, sorted(units))
        if person.id not in took and person.position_id in positions
    ]


def _changes(people: Sequence[int], kpi_id: int, month: date, rules: EffectRules) -> Subquery:
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
            KpiResult.employee_id,
            mean(before).label("before"),
            (mean(after) - mean(before)).label("change"),
            func.coalesce(
                mean(and_(before, start >= middle)) - mean(start < middle), cast(0, Float)
            ).label("trend"),
        )
        .where(
            KpiResult.kpi_id == kpi_id,
            KpiResult.employee_id.in_(people),
            start >= literal(first, Date),
            start <= literal(last, Date),
        )
        .group_by(KpiResult.employee_id)
        .having(and_(count(before) >= rules.fewest_periods_before, count(after) >= 1))
    )
    return statement.subquery()


def cell_sums(changes: ReadOnlyColumnCollection[str, Any]) -> tuple[Any, ...]:
    """The columns of a cell, of rows of people with Position and OrgUnit joined."""
    before, change, trend = changes.before, changes.change, changes.trend
    return (
        func.coalesce(Position.code, "").label("position"),
        OrgUnit.code.label("unit"),
        func.count().label("people"),
        func.sum(before).label("before"),
        func.sum(before * before).label("before_squares"),
        func.sum(change).label("change"),
        func.sum(change * change).label("change_squares"),
        func.sum(trend).label("trend"),
        func.sum(trend * trend).label("trend_squares"),
    )


def _cell_statement(changes: Subquery) -> Any:
    return (
        select(*cell_sums(changes.c))
        .select_from(changes)
        .join(Employee, Employee.id == changes.c.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .group_by(Position.code, OrgUnit.code)
        .order_by(Position.code, OrgUnit.code)
    )
