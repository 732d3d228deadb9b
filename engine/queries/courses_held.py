"""Which courses were held when, for how many and for how much."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from engine.analysis.training_history import CourseHeld
from engine.queries.rates import Rates
from engine.queries.session_sizes import (
    among,
    held_between,
    of_unit,
    our_people,
    session_sizes,
    sessions_of,
    shared_costs,
)
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    Participation,
    TrainingSession,
)
from engine.values.money import Money
from engine.values.results import Named


def courses_held(
    session: Session,
    path: str,
    first: date,
    last: date,
    rates: Rates,
    course_id: int | None = None,
) -> list[CourseHeld]:
    """What the people under `path` attended from `first` to `last`, by course.

    Raises:
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    during = held_between(first, last, course_id)
    counts: dict[Named, list[int]] = defaultdict(lambda: [0, 0])
    amounts: dict[Named, Decimal] = defaultdict(Decimal)
    for code, name, name_en, people, sessions, count, mine, common in session.execute(
        _held_statement(path, during, rates.quote)
    ):
        course = Named(code, name, name_en)
        counts[course][0] += sessions
        counts[course][1] += int(count)
        amounts[course] += (mine or Decimal(0)) + (common or Decimal(0)) / people
    for statement in _held_abroad(path, during, rates.quote):
        for code, name, name_en, currency, day, people, amount in session.execute(statement):
            amounts[Named(code, name, name_en)] += rates.exact(amount, currency, day) / people
    return [
        CourseHeld(course, sessions, count, Money(amounts[course], rates.quote))
        for course, (sessions, count) in counts.items()
    ]


def _held_abroad(path: str, during: ColumnElement[bool], home: str) -> list[Select[Any]]:
    """What `_held_statement` leaves out: costs in other currencies, by course, currency, day
    and how many share them. First what is shared (times our people), then our people's own."""
    sessions = sessions_of(path, during)
    ours, size = our_people(path, sessions), session_sizes(sessions)
    abroad = (CostLine.currency != home) & (CostLine.category != "learner_time") & during
    keys = (Course.code, Course.name, Course.name_en, CostLine.currency, TrainingSession.start_date)
    shared = (
        select(*keys, size.c.people, func.sum(CostLine.amount * ours.c.people))
        .select_from(CostLine)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(ours, ours.c.session_id == TrainingSession.id)
        .join(size, size.c.session_id == TrainingSession.id)
        .where(abroad, CostLine.employee_id.is_(None))
        .group_by(*keys, size.c.people)
    )
    own = (
        select(*keys, literal(1), func.sum(CostLine.amount))
        .select_from(CostLine)
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(abroad)
        .group_by(*keys)
    )
    return [shared, of_unit(own, path)]


def first_day_held(session: Session, path: str, course_id: int | None = None) -> date | None:
    """When the first session began that people under `path` attended."""
    attended = (
        select(TrainingSession.start_date)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(held_between(date.min, date.max, course_id))
        .order_by(TrainingSession.start_date)
        .limit(1)
    )
    found: date | None = session.scalar(of_unit(attended, path))
    return found


def _held_statement(path: str, during: ColumnElement[bool], home: str) -> Select[Any]:
    """Sessions by course and by how many share their cost: how many there are, how many of
    our people took part, their own costs, and Σ shared cost × our people; costs in the
    currency `home` alone."""
    sessions = sessions_of(path, during)
    paid = (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(
            CostLine.currency == home,
            CostLine.category != "learner_time",
            among(CostLine.session_id, sessions),
        )
        .group_by(CostLine.session_id)
    )
    ours, own = our_people(path, sessions), of_unit(paid, path).subquery()
    shared, size = shared_costs(sessions, home), session_sizes(sessions)
    keys = (Course.code, Course.name, Course.name_en, size.c.people)
    return (
        select(
            *keys,
            func.count(),
            func.sum(ours.c.people),
            func.sum(own.c.amount),
            func.sum(shared.c.amount * ours.c.people),
        )
        .select_from(TrainingSession)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(ours, ours.c.session_id == TrainingSession.id)
        .join(size, size.c.session_id == TrainingSession.id)
        .outerjoin(own, own.c.session_id == TrainingSession.id)
        .outerjoin(shared, shared.c.session_id == TrainingSession.id)
        .where(during)
        .group_by(*keys)
        .order_by(Course.code)
    )
