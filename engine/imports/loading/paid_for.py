"""What an invoice is for that names neither a request nor a unit: what was trained about then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access.paths import codes_in
from engine.queries.belonging import unit_then, with_former_unit
from engine.store.tables import (
    Employee,
    OrgUnit,
    Participation,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.workflow.life import BOUND, State

# An invoice comes so long before a training begins at most, or after it has ended.
EARLY, LATE = timedelta(days=60), timedelta(days=180)


def requests_for(session: Session, course: int, day: date) -> Sequence[Request]:
    """The approved requests for a course at about that time."""
    about = (
        select(RequestLine.request_id)
        .where(
            RequestLine.course_id == course,
            RequestLine.period_start <= day + EARLY,
            RequestLine.period_end >= day - LATE,
        )
        .distinct()
    )
    states = [state.value for state in (*BOUND, State.CLOSED)]
    found = select(Request).where(Request.id.in_(about), Request.state.in_(states))
    return session.scalars(found.order_by(Request.id)).all()


def unit_trained(session: Session, course: int, day: date) -> int | None:
    """The unit of all who took part in the course at about that time; none where they have none
    in common below the company."""
    units = with_former_unit(
        select(unit_then())
        .select_from(Participation)
        .join(TrainingSession, TrainingSession.id == Participation.session_id)
        .join(Employee, Employee.id == Participation.employee_id)
        .where(
            TrainingSession.course_id == course,
            TrainingSession.start_date <= day + EARLY,
            TrainingSession.end_date >= day - LATE,
        )
        .distinct()
    )
    paths = session.scalars(select(OrgUnit.path).where(OrgUnit.id.in_(units))).all()
    common = _common(paths)
    if common is None or len(codes_in(common)) < 2:
        return None
    return session.scalar(select(OrgUnit.id).where(OrgUnit.path == common))


def _common(paths: Sequence[str]) -> str | None:
    """The path of the nearest unit above all of them.

    >>> _common(["/C/P/1/", "/C/P/2/"])
    '/C/P/'
    """
    same: list[str] = []
    for codes in zip(*map(codes_in, paths), strict=False):
        if len(set(codes)) > 1:
            break
        same.append(codes[0])
    return f"/{'/'.join(same)}/" if same else None
