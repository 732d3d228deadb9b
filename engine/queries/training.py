"""Trainings held: what they cost and how many took part, aggregated in SQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.analysis.unit_cost import SessionCost
from engine.queries.people import within
from engine.store.tables import (
    CostLine,
    Course,
    CourseSkill,
    Employee,
    OrgUnit,
    Participation,
    TrainingSession,
)
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class CostTotal:
    """What the participations of one course, or of one unit's people, cost."""

    name: str
    participations: int
    total: Money


def course_history(session: Session, course_id: int, since: date) -> list[SessionCost]:
    """The sessions of a course held since `since`, oldest first."""
    return _history(session, Course.id == course_id, since)


def category_history(session: Session, category: str, since: date) -> list[SessionCost]:
    """The sessions of all courses of a category held since `since`, oldest first."""
    return _history(session, Course.category == category, since)


def _history(session: Session, which: ColumnElement[bool], since: date) -> list[SessionCost]:
    return [
        SessionCost(code, course, start, people, Money(total, currency))
        for code, course, start, currency, people, total in session.execute(
            _history_statement(which, since)
        )
    ]


def _history_statement(which: ColumnElement[bool], since: date) -> Select[Any]:
    wanted = (
        select(TrainingSession.id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(which, TrainingSession.status == "held", TrainingSession.start_date >= since)
    )
    people = (
        select(Participation.session_id, func.count().label("people"))
        .where(Participation.session_id.in_(wanted), Participation.attended)
        .group_by(Participation.session_id)
        .subquery()
    )
    # Learners' time is shown apart: it gives wages away, and no invoice is paid for it.
    cost = (
        select(CostLine.session_id, CostLine.currency, func.sum(CostLine.amount).label("total"))
        .where(CostLine.session_id.in_(wanted), CostLine.category != "learner_time")
        .group_by(CostLine.session_id, CostLine.currency)
        .subquery()
    )
    return (
        select(
            TrainingSession.code,
            Course.name,
            TrainingSession.start_date,
            cost.c.currency,
            people.c.people,
            cost.c.total,
        )
        .join(Course, Course.id == TrainingSession.course_id)
        .join(cost, cost.c.session_id == TrainingSession.id)
        .join(people, people.c.session_id == TrainingSession.id)
        .order_by(TrainingSession.start_date, TrainingSession.code)
    )


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


def costs_by_course(session: Session, path: str) -> list[CostTotal]:
    """Participations of people under `path`, and what their sessions cost, by course."""
    return _totals(session, path, Course.name)


def costs_by_unit(session: Session, path: str) -> list[CostTotal]:
    """The same by the participants' own org unit."""
    return _totals(session, path, OrgUnit.name)


def _totals(session: Session, path: str, group: InstrumentedAttribute[str]) -> list[CostTotal]:
    """Each participation bears the costs that are its own, and an equal share of the rest."""
    shared, size = _shared_costs(), _session_sizes()
    own = (
        select(CostLine.session_id, CostLine.employee_id, func.sum(CostLine.amount).label("amount"))
        .where(CostLine.employee_id.is_not(None), CostLine.category != "learner_time")
        .group_by(CostLine.session_id, CostLine.employee_id)
        .subquery()
    )
    # Summed by how many share a session's cost, so that the division is made here, exactly.
    statement = (
        select(
            group, size.c.people, func.count(), func.sum(own.c.amount), func.sum(shared.c.amount)
        )
        .select_from(Participation)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .join(Employee, Employee.id == Participation.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .join(size, size.c.session_id == Participation.session_id)
        .outerjoin(shared, shared.c.session_id == Participation.session_id)
        .outerjoin(
            own,
            (own.c.session_id == Participation.session_id)
            & (own.c.employee_id == Participation.employee_id),
        )
        .where(within([path]))
        .group_by(group, size.c.people)
        .order_by(group)
    )
    counts: dict[str, int] = defaultdict(int)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for name, people, count, mine, common in session.execute(statement):
        counts[name] += count
        amounts[name] += (mine or Decimal(0)) + (common or Decimal(0)) / people
    currency = session.scalar(select(CostLine.currency).limit(1)) or "XXX"
    return [CostTotal(name, counts[name], Money(amounts[name], currency)) for name in counts]


def _shared_costs() -> Subquery:
    return (
        select(CostLine.session_id, func.sum(CostLine.amount).label("amount"))
        .where(CostLine.employee_id.is_(None), CostLine.category != "learner_time")
        .group_by(CostLine.session_id)
        .subquery()
    )


def _session_sizes() -> Subquery:
    return (
        select(Participation.session_id, func.count().label("people"))
        .group_by(Participation.session_id)
        .subquery()
    )


def outcomes(session: Session, path: str) -> dict[str, int]:
    """How participations of people under `path` ended."""
    rows = session.execute(
        select(Participation.outcome, func.count())
        .join(Employee, Employee.id == Participation.employee_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(within([path]), Participation.outcome.is_not(None))
        .group_by(Participation.outcome)
    )
    return {outcome: count for outcome, count in rows if outcome}
