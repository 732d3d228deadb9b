"""Trainings held: what they cost and how many took part, aggregated in SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from engine.analysis.unit_cost import SessionCost
from engine.store.tables import CostLine, Course, CourseSkill, Participation, TrainingSession
from engine.values.money import Money


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
