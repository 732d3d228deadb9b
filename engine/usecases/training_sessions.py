"""Single sessions that were held, and what each cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.queries.sessions import SessionHeld, sessions_held
from engine.store.tables import Course
from engine.usecases.context import Context, reads
from engine.usecases.units import unit_for
from engine.values.results import Named

# Of more, the newest.
MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsReport:
    """Oldest first; `count` is how many there are, where that is more."""

    unit: Named
    sessions: tuple[SessionHeld, ...]
    count: int


@reads
def training_sessions(
    context: Context,
    unit_code: str | None = None,
    course_code: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> SessionsReport:
    """The sessions that the people under a unit (the topmost the actor plans for, unless said)
    took part in between two days (over all time, unless said), with their part of its costs.

    Raises:
        NotPermitted: an employee asks, or somebody outside the unit.
        NotEnoughData: something was paid in a currency that had no rate on its day.
    """
    unit = unit_for(context, Right.SEE_COSTS, unit_code)
    course = by_code(context.session, Course, course_code) if course_code else None
    sessions, count = sessions_held(
        context.session,
        unit.path,
        first or date.min,
        last or context.today,
        context.rates(),
        course.id if course else None,
        MOST_SESSIONS,
    )
    return SessionsReport(unit=named(unit), sessions=tuple(sessions), count=count)
