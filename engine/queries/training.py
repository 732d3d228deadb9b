"""Trainings held: what they cost and how many took part, aggregated in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.access.paths import is_whole_company
from engine.analysis.training_history import CourseHeld
from engine.analysis.unit_cost import SessionCost
from engine.queries.belonging import ever_in, unit_then, with_former_unit
from engine.queries.people import in_units, within, working_in
from engine.store.tables import (
    CostLine,
    Course,
    CourseRating,
    CourseSkill,
    Employee,
    Evaluation,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.store.types import money_amount
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Named

# What prices were longer ago than this many sessions says nothing that these do not.
MOST_SESSIONS = 500


def course_history(session: Session, course_id: int, since: date) -> list[SessionCost]:
    """The sessions of a course held since `since`, oldest first; the newest 500 of more."""
    return _history(session, Course.id == course_id, since)


def category_history(session: Session, category: str, since: date) -> list[SessionCost]:
    """The same of all courses of a category."""
    return _history(session, Course.category == category, since)


def _history(session: Session, which: ColumnElement[bool], since: date) -> list[SessionCost]:
    rows = session.execute(_history_statement(which, since))
    history = [
        SessionCost(
            code=code,
            course=course,
            start_date=start,
            participants=people,
            total=Money(total, currency),
            fixed=Money(fixed, currency),
            per_learner=Money(per_learner, currency),
        )
        for code, course, start, currency, people, total, fixed, per_learner in rows
    ]
    return history[::-1]


def _history_statement(which: ColumnElement[bool], since: date) -> Select[Any]:
    wanted = (
        select(TrainingSession.id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(which, TrainingSession.status == "held", TrainingSession.start_date >= since)
        .order_by(TrainingSession.start_date.desc(), TrainingSession.id.desc())
        .limit(MOST_SESSIONS)
    )
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.session_id.in_(wanted), Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    # Learners' time is shown apart: it gives wages away, and no invoice is paid for it.
    cost = (
        select(
            CostLine.session_id,
            CostLine.currency,
            func.sum(CostLine.amount).label("total"),
            _sum_of("fixed").label("fixed"),
            _sum_of("per_learner").label("per_learner"),
        )
        .where(CostLine.session_id.in_(wanted), CostLine.category != "learner_time")
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    return (
        select(
            TrainingSession.code,
            Course.code,
            TrainingSession.start_date,
            cost.c.currency,
            people.c.people,
            cost.c.total,
            cost.c.fixed,
            cost.c.per_learner,
        )
        .join(Course, Course.id == TrainingSession.course_id)
        .join(cost, cost.c.session_id == TrainingSession.id)
        .join(people, people.c.session_id == TrainingSession.id)
        .order_by(TrainingSession.start_date.desc(), TrainingSession.code.desc())
    )


def _sum_of(behaviour: str) -> ColumnElement[Decimal]:
    part = case((CostLine.behaviour == behaviour, CostLine.amount))
    return func.coalesce(func.sum(part), literal(Decimal(0), money_amount()))


def course_teaching(session: Session, skill_id: int) -> list[Course]:
    """The courses that teach a skill, the one with the greatest expected gain first."""
    return list(
        session.scalars(
            select(Course)
            .join(CourseSkill, CourseSkill.course_id == Course.id)
            .where(CourseSkill.skill_id == skill_id)
            .order_by(CourseSkill.expected_gain.desc(), Course.code)
        )
    )


def skill_taught(session: Session, course_id: int) -> int | None:
    """The skill (id) that a course adds most to, if it is known."""
    return session.scalar(
        select(CourseSkill.skill_id)
        .where(CourseSkill.course_id == course_id)
        .order_by(CourseSkill.expected_gain.desc(), CourseSkill.skill_id)
        .limit(1)
    )


def courses_held(
    session: Session, path: str, first: date, last: date, course_id: int | None = None
) -> list[CourseHeld]:
    """What the people under `path` attended from `first` to `last`, by course."""
    found: dict[Named, list[tuple[int, int, Decimal]]] = defaultdict(list)
    for code, name, name_en, people, sessions, count, mine, common in session.execute(
        _held_statement(path, _during(first, last, course_id))
    ):
        share = (mine or Decimal(0)) + (common or Decimal(0)) / people
        found[Named(code, name, name_en)].append((sessions, int(count), share))
    currency = cost_currency(session)
    return [
        CourseHeld(
            course,
            sum(sessions for sessions, _, _ in parts),
            sum(count for _, count, _ in parts),
            Money(sum((amount for _, _, amount in parts), Decimal(0)), currency),
        )
        for course, parts in found.items()
    ]


def first_day_held(session: Session, path: str, course_id: int | None = None) -> date | None:
    """When the first session began that people under `path` attended."""
    attended = (
        select(TrainingSession.start_date)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(_during(date.min, date.max, course_id))
        .order_by(TrainingSession.start_date)
        .limit(1)
    )
    found: date | None = session.scalar(_theirs(attended, path))
    return found


def _held_statement(path: str, during: ColumnElement[bool]) -> Select[Any]:
    """Sessions by course and by how many share their cost: how many there are, how many of
    our people took part, their own costs, and Σ shared cost × our people."""
    sessions = _sessions_of(path, during)
    taken = (
        select(Participation.session_id, func.count().label("people"))
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(_among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
    )
    paid = (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .join(Employee, Employee.id == CostLine.employee_id)
        .join(TrainingSession, TrainingSession.id == CostLine.session_id)
        .where(CostLine.category != "learner_time", _among(CostLine.session_id, sessions))
        .group_by(CostLine.session_id)
    )
    ours, own = _theirs(taken, path).subquery(), _theirs(paid, path).subquery()
    shared, size = _shared_costs(sessions), _session_sizes(sessions)
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


def unit_prices(session: Session, since: date) -> dict[str, Price]:
    """Cost per participant of every course held since `since`, by code (the article's way)."""
    # Counted by session first: the planners then read each index once, in its own order.
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    spent = (
        select(CostLine.session_id, CostLine.currency, func.sum(CostLine.amount).label("amount"))
        .where(CostLine.category != "learner_time")
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    rows = session.execute(
        select(Course.code, spent.c.currency, func.sum(spent.c.amount), func.sum(people.c.people))
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(people, people.c.session_id == TrainingSession.id)
        .join(spent, spent.c.session_id == TrainingSession.id)
        .where(TrainingSession.status == "held", TrainingSession.start_date >= since)
        .group_by(Course.code, spent.c.currency)
    )
    return {code: Price(total, int(n), currency) for code, currency, total, n in rows}


def _during(first: date, last: date, course_id: int | None) -> ColumnElement[bool]:
    condition = TrainingSession.start_date.between(first, last)
    return condition if course_id is None else condition & (TrainingSession.course_id == course_id)


def cost_currency(session: Session) -> str:
    """The currency that trainings were paid in; XXX (ISO: none) while there are no costs."""
    return session.scalar(select(CostLine.currency).limit(1)) or "XXX"


def _theirs(statement: Select[*tuple[Any, ...]], path: str) -> Select[*tuple[Any, ...]]:
    """What is of somebody who was under `path` on the session's day, of a statement that has
    Employee and TrainingSession; former employees count, for what they attended was paid."""
    if is_whole_company(path):
        return statement.where(in_units(Employee.org_unit_id, [path]))
    units = select(OrgUnit.id).where(within([path]))
    return with_former_unit(statement).where(Employee.id.in_(ever_in(path)), unit_then().in_(units))


def _sessions_of(path: str, which: ColumnElement[bool]) -> Select[int] | None:
    """The sessions that people who are or were under `path` took part in; None for a whole
    company, where asking which would take longer than taking all."""
    if is_whole_company(path):
        return None
    return (
        select(Participation.session_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.employee_id.in_(ever_in(path)), which)
    )


def _shared_costs(sessions: Select[int] | None) -> Subquery:
    return (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .where(
            CostLine.employee_id.is_(None),
            CostLine.category != "learner_time",
            _among(CostLine.session_id, sessions),
        )
        .group_by(CostLine.session_id)
        .subquery()
    )


def _session_sizes(sessions: Select[int] | None) -> Subquery:
    return (
        select(Participation.session_id, func.count().label("people"))
        .where(_among(Participation.session_id, sessions))
        .group_by(Participation.session_id)
        .subquery()
    )


def _among(column: InstrumentedAttribute[int], sessions: Select[int] | None) -> ColumnElement[bool]:
    return true() if sessions is None else column.in_(sessions)


def outcomes(session: Session, path: str) -> dict[str, int]:
    """How participations of people under `path` ended."""
    ended = (
        select(Participation.outcome, func.count())
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.outcome.is_not(None))
        .group_by(Participation.outcome)
    )
    rows = session.execute(_theirs(ended, path))
    return {outcome: count for outcome, count in rows if outcome}


@dataclass(frozen=True, slots=True)
class TrainingTaken:
    """One participation of one person."""

    course: Named
    started_on: date
    hours: Decimal | None
    outcome: str | None


def trainings_of(session: Session, employee_id: int) -> list[TrainingTaken]:
    """What one person took part in, the newest first."""
    rows = session.execute(
        select(
            Course.code,
            Course.name,
            Course.name_en,
            TrainingSession.start_date,
            Participation.hours,
            Participation.outcome,
        )
        .join(TrainingSession, TrainingSession.course_id == Course.id)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .where(Participation.employee_id == employee_id, Participation.attended)
        .order_by(TrainingSession.start_date.desc(), Course.code)
    )
    return [
        TrainingTaken(Named(code, name, en), started_on, hours, outcome)
        for code, name, en, started_on, hours, outcome in rows
    ]


def expected_gain(session: Session, course_id: int, skill_id: int) -> Decimal | None:
    """The levels that a course is expected to add to a skill."""
    return session.scalar(
        select(CourseSkill.expected_gain).where(
            CourseSkill.course_id == course_id, CourseSkill.skill_id == skill_id
        )
    )


def people_trained_since(session: Session, course_id: int, path: str, today: date) -> int:
    """How many people of a unit took the course within the last year."""
    people = (
        select(func.count(Participation.employee_id.distinct()))
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(
            TrainingSession.course_id == course_id,
            TrainingSession.start_date > today - timedelta(days=365),
            TrainingSession.start_date <= today,
            Participation.attended,
            working_in([path]),
        )
    )
    return session.scalar(people) or 0


def measured_levels(
    session: Session, request_id: int, course_ids: Sequence[int], since_year: int, since: datetime
) -> list[str]:
    """The evaluation levels that were entered for a request, or measured of any of its courses
    as a whole from a fiscal year on; what those who took them said from the moment `since` on
    counts as their reaction."""
    of_course = Evaluation.request_id.is_(None) & (Evaluation.year >= since_year)
    levels = set(
        session.scalars(
            select(Evaluation.level)
            .where(
                Evaluation.course_id.in_(course_ids),
                of_course | (Evaluation.request_id == request_id),
            )
            .distinct()
        )
    )
    rated = select(CourseRating.id).where(
        CourseRating.course_id.in_(course_ids),
        CourseRating.created_at >= since,
        CourseRating.stars.is_not(None),
    )
    if session.scalar(rated.limit(1)) is not None:
        levels.add("reaction")
    return sorted(levels)
