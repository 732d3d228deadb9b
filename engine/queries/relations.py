"""Two things measured of the same people, as the sums that a correlation is reckoned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Float, Select, Subquery, cast, func, literal, select
from sqlalchemy.orm import Session

from engine.analysis.pearson import NO_PAIRS, PairSums
from engine.queries.people import of_people_in
from engine.queries.performance import latest_period
from engine.queries.skills import is_latest
from engine.query.days import days_until
from engine.store.tables import (
    Employee,
    EmployeeSkill,
    KpiResult,
    Participation,
    TrainingSession,
)
from engine.store.types import as_double

DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Values:
    """One value each of people, in `rows` (employee_id, value); who has none has `otherwise`, or
    is left out where that is None."""

    rows: Subquery
    otherwise: float | None = None


def hours_taken(since: date, course_id: int | None = None) -> Values:
    """Hours in a course, or in all; 0 for those who never went."""
    return _taken(func.sum(as_double(Participation.hours)), since, course_id)


def taking_part(since: date, course_id: int | None = None) -> Values:
    """1 for those who took a course, or any; 0 for the others."""
    return _taken(cast(literal(1), Float), since, course_id)


def _taken(value: Any, since: date, course_id: int | None) -> Values:
    statement = (
        select(Participation.employee_id, value.label("value"))
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(TrainingSession.start_date >= since, Participation.attended)
        .group_by(Participation.employee_id)
    )
    if course_id is not None:
        statement = statement.where(TrainingSession.course_id == course_id)
    return Values(statement.subquery(), otherwise=0.0)


def levels_of(skill_id: int) -> Values:
    """The latest assessment of each."""
    statement = select(
        EmployeeSkill.employee_id, as_double(EmployeeSkill.level).label("value")
    ).where(EmployeeSkill.skill_id == skill_id, is_latest())
    return Values(statement.subquery())


def years_here(today: date) -> Values:
    """Since each was hired."""
    days = cast(days_until(Employee.hire_date, today), Float)
    statement = select(
        Employee.id.label("employee_id"), (days / DAYS_OF_A_YEAR).label("value")
    ).where(Employee.hire_date.is_not(None))
    return Values(statement.subquery())


def results_in(session: Session, kpi_id: int) -> Values:
    """Each one's result in the latest period."""
    statement = select(KpiResult.employee_id, as_double(KpiResult.actual).label("value")).where(
        KpiResult.kpi_id == kpi_id,
        KpiResult.employee_id.is_not(None),
        KpiResult.period_start == latest_period(session, kpi_id),
    )
    return Values(statement.subquery())


def pair_sums(session: Session, x: Values, y: Values, path: str) -> PairSums:
    """Of everybody under `path` who has both, each about the mean of his own position."""
    pairs = _pairs(x, y, path).subquery()
    means = (
        select(pairs.c.position_id, func.avg(pairs.c.x).label("x"), func.avg(pairs.c.y).label("y"))
        .group_by(pairs.c.position_id)
        .subquery()
    )
    away_x, away_y = pairs.c.x - means.c.x, pairs.c.y - means.c.y
    n, positions, *sums = session.execute(
        select(
            func.count(),
            func.count(pairs.c.position_id.distinct()),
            func.sum(away_x * away_x),
            func.sum(away_y * away_y),
            func.sum(away_x * away_y),
        ).join(means, means.c.position_id == pairs.c.position_id)
    ).one()
    return _sums(n, positions, sums)


def _sums(n: int, positions: int, sums: Sequence[float]) -> PairSums:
    if not n:
        return NO_PAIRS
    squares_x, squares_y, products = map(float, sums)
    return PairSums(
        n=n,
        squares_x=squares_x,
        squares_y=squares_y,
        products=products,
        positions=positions,
    )


def _pairs(x: Values, y: Values, path: str) -> Select[Any]:
    statement = select(
        _value(x).label("x"),
        _value(y).label("y"),
        func.coalesce(Employee.position_id, 0).label("position_id"),
    )
    # From those measured, and not from all of the company's people.
    first, *others = sorted((x, y), key=lambda one: one.otherwise is not None)
    statement = statement.select_from(Employee).join(
        first.rows, first.rows.c.employee_id == Employee.id
    )
    for one in others:
        statement = statement.join(
            one.rows, one.rows.c.employee_id == Employee.id, isouter=one.otherwise is not None
        )
    return statement.where(of_people_in(Employee.id, [path]))


def _value(values: Values) -> Any:
    value = values.rows.c.value
    return value if values.otherwise is None else func.coalesce(value, values.otherwise)


def sums_by_course(session: Session, kpi_id: int, path: str, since: date) -> dict[int, PairSums]:
    """The hours in each course that anybody with a result in the KPI took, beside that result.

    Who never went has 0 hours, so that only those who went are read: about the mean of a position
    Σ(x − x̄)² is Σx² − (Σx)²/n, and Σ(x − x̄)(y − ȳ) is Σx(y − ȳ).
    """
    results = results_in(session, kpi_id).rows
    position = func.coalesce(Employee.position_id, 0)
    people = (
        select(Employee.id, position.label("position_id"), results.c.value.label("y"))
        .join(results, results.c.employee_id == Employee.id)
        .where(of_people_in(Employee.id, [path]))
        .cte("people")
    )
    whole = (
        select(people.c.position_id, func.count().label("n"), func.avg(people.c.y).label("mean"))
        .group_by(people.c.position_id)
        .cte("whole")
    )
    away = people.c.y - whole.c.mean
    n, positions, squares = session.execute(
        select(func.count(), func.count(whole.c.position_id.distinct()), func.sum(away * away))
        .select_from(people)
        .join(whole, whole.c.position_id == people.c.position_id)
    ).one()
    hours = (
        select(
            TrainingSession.course_id,
            Participation.employee_id,
            func.sum(as_double(Participation.hours)).label("x"),
        )
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(TrainingSession.start_date >= since, Participation.attended)
        .group_by(TrainingSession.course_id, Participation.employee_id)
        .cte("hours")
    )
    parts = session.execute(
        select(
            hours.c.course_id,
            whole.c.n,
            func.sum(hours.c.x),
            func.sum(hours.c.x * hours.c.x),
            func.sum(hours.c.x * away),
        )
        .select_from(people)
        .join(whole, whole.c.position_id == people.c.position_id)
        .join(hours, hours.c.employee_id == people.c.id)
        .group_by(hours.c.course_id, whole.c.position_id, whole.c.n)
    )
    found: dict[int, list[float]] = {}
    for course_id, size, total, squared, product in parts:
        sums = found.setdefault(course_id, [0.0, 0.0])
        sums[0] += float(squared) - float(total) ** 2 / size
        sums[1] += float(product)
    return {
        course_id: PairSums(
            n=n, squares_x=x, squares_y=float(squares), products=xy, positions=positions
        )
        for course_id, (x, xy) in found.items()
    }
