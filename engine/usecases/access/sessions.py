"""Sessions of the page, seen and ended by whose they are, and by HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from engine.store.tables import Employee, PageSession
from engine.trust.sessions import is_open
from engine.usecases.access.whose import in_reach, one_in_reach
from engine.usecases.context import Context, reads
from engine.values.errors import NotFound
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """Whose session it is, and how it began; `own` says whether it is the asker's."""

    id: int
    person: Named
    own: bool
    began: str
    since: datetime
    last_seen: datetime
    until: datetime


@reads
def open_sessions(context: Context, idle: timedelta) -> tuple[SessionView, ...]:
    """The actor's own, the latest first, and HR's people's; those not used for `idle` are over."""
    own = Employee.id == context.actor.employee_id
    rows = context.session.execute(
        select(PageSession, Employee, own)
        .join(Employee, Employee.id == PageSession.employee_id)
        .where(in_reach(context), is_open(context.now, idle))
        .order_by(own.desc(), Employee.emp_no, PageSession.id.desc())
    )
    return tuple(
        SessionView(
            id=row.id,
            person=Named(person.emp_no, person.name),
            own=bool(mine),
            began=row.began,
            since=row.since,
            last_seen=row.last_seen,
            until=row.until,
        )
        for row, person, mine in rows
    )


def end_session(context: Context, session_id: int) -> None:
    """One of them ends at once, wherever its cookie is.

    Raises:
        NotFound: there is none that is open and that the actor may end.
    """
    found = context.session.execute(
        select(PageSession, Employee.emp_no)
        .join(Employee, Employee.id == PageSession.employee_id)
        .where(PageSession.id == session_id, PageSession.ended_at.is_(None), in_reach(context))
    ).one_or_none()
    if found is None:
        raise NotFound("no_such_session")
    row, person = found
    row.ended_at = context.now
    context.record("end_session", person, session=row.id)


def end_sessions(context: Context, person: str | None = None) -> None:
    """All of somebody's: the actor's own, or of one of HR's people.

    Raises:
        NotFound: nobody has that number whose sessions the actor may end.
    """
    employee = one_in_reach(context, person)
    context.session.execute(
        update(PageSession)
        .where(PageSession.employee_id == employee.id, PageSession.ended_at.is_(None))
        .values(ended_at=context.now)
    )
    context.record("end_sessions", employee.emp_no)
