"""What people took part in, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.queries.session_sizes import of_unit
from engine.store.tables import (
    Course,
    Employee,
    Participation,
    TrainingSession,
)
from engine.values.results import Named


def outcomes(session: Session, path: str) -> dict[str, int]:
    """How participations of people under `path` ended."""
    ended = (
        select(Participation.outcome, func.count())
        .join(Employee, Employee.id == Participation.employee_id)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .where(Participation.outcome.is_not(None))
        .group_by(Participation.outcome)
    )
    rows = session.execute(of_unit(ended, path))
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
