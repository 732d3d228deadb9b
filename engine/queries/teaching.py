"""What courses teach, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.queries.people import working_in
from engine.store.tables import (
    Course,
    CourseRating,
    CourseSkill,
    Employee,
    Evaluation,
    Participation,
    TrainingSession,
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


def is_teaching_known(session: Session) -> bool:
    """Whether it is known of any course which skills it teaches."""
    return session.scalar(select(CourseSkill.course_id).limit(1)) is not None


def skill_taught(session: Session, course_id: int) -> int | None:
    """The skill (id) that a course adds most to, if it is known."""
    return session.scalar(
        select(CourseSkill.skill_id)
        .where(CourseSkill.course_id == course_id)
        .order_by(CourseSkill.expected_gain.desc(), CourseSkill.skill_id)
        .limit(1)
    )


def skills_taught(session: Session) -> dict[int, int]:
    """The same of all courses."""
    rows = session.execute(
        select(CourseSkill.course_id, CourseSkill.skill_id).order_by(
            CourseSkill.course_id, CourseSkill.expected_gain, CourseSkill.skill_id.desc()
        )
    )
    # The last one stays.
    return {course: skill for course, skill in rows}  # noqa: C416 - rows


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
