"""The sessions of a request's trainings: who is nominated for them, what they cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import Session

from engine.store.tables import CostLine, Employee, Participation, RequestLine, TrainingSession

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
# A cost of all who took part together. One that no file told is what was invoiced.
WHOLE_SESSION = "session"


def sessions_of_request(session: Session, request_id: int) -> Sequence[TrainingSession]:
    """In the order of its lines; a line whose training is none of the catalogue has none."""
    return session.scalars(
        select(TrainingSession)
        .join(RequestLine, RequestLine.id == TrainingSession.request_line_id)
        .where(RequestLine.request_id == request_id)
        .order_by(RequestLine.position_no)
    ).all()


def people_of_session(session: Session, session_id: int) -> dict[Employee, Participation]:
    """Who is nominated, or took part, by name."""
    rows = session.execute(
        select(Employee, Participation)
        .join(Participation, Participation.employee_id == Employee.id)
        .where(Participation.session_id == session_id)
        .order_by(Employee.name, Employee.emp_no)
    )
    return {row.Employee: row.Participation for row in rows}


def invoiced_cost() -> ColumnElement[bool]:
    """What invoices say that a session cost."""
    return (CostLine.reference == WHOLE_SESSION) & CostLine.source.is_(None)


def costs_told(session: Session, session_ids: Collection[int]) -> set[int]:
    """Those of the sessions of which a file told the cost."""
    told = select(CostLine.session_id).where(
        CostLine.session_id.in_(session_ids), not_(invoiced_cost())
    )
    return set(session.scalars(told))
