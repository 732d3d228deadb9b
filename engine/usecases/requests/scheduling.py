"""When and where an approved training takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.queries.catalogue import named
from engine.queries.request_sessions import PLANNED, people_of_session, sessions_of_request
from engine.store.tables import Course, Request, RequestLine, TrainingSession
from engine.usecases.context import Context
from engine.usecases.requests.running import run_training
from engine.usecases.requests.view import RequestReceipt, find, receipt
from engine.values.errors import InvalidInput
from engine.workflow.life import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Where, by whom, and how many can be nominated for it (as many as were approved, unless
    it is said); None for what was said before, or is not known."""

    place: str | None = None
    instructor: str | None = None
    seats: int | None = None


def schedule_request(
    context: Context,
    number: str,
    start: date,
    end: date,
    key: str,
    version: int | None = None,
    arranged: Arrangement | None = None,
) -> RequestReceipt:
    """Say when an approved training takes place, or that it is on other days. Who is nominated
    for it is told.

    Raises:
        InvalidInput: it ends before it starts, begins before it was asked for or later than
            the year after the one whose budget pays, or is not approved, or is held already; or
            was changed meanwhile; fewer seats than are taken.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    is_new = request.state != State.SCHEDULED
    run_training(context, request, unit, Event.SCHEDULE, version)
    if end < start:
        raise InvalidInput("period_ends_before_start", start=start, end=end)
    first = context.company.day_of(request.created_at)
    last = context.fiscal.last_day(request.fiscal_year + 1)
    if not first <= start <= last:
        raise InvalidInput("schedule_day", number=number, day=start, first=first, last=last)
    arranged = arranged or Arrangement()
    if arranged.seats is not None and arranged.seats < 1:
        raise InvalidInput("headcount_not_positive", headcount=arranged.seats)
    for line in request.lines:
        line.period_start, line.period_end = start, end
    _keep_sessions(context, request, arranged)
    context.notify(
        {request.requester_id},
        "request_scheduled" if is_new else "request_rescheduled",
        number=number,
        start=start,
        end=end,
    )
    context.record("schedule_request", number, key, start=start, end=end, **_said(arranged))
    return receipt(context, request)


def _said(arranged: Arrangement) -> dict[str, object]:
    said = {"place": arranged.place, "instructor": arranged.instructor, "seats": arranged.seats}
    return {name: value for name, value in said.items() if value is not None}


def _keep_sessions(context: Context, request: Request, arranged: Arrangement) -> None:
    """One for each line of which the course is known."""
    known = {one.request_line_id: one for one in sessions_of_request(context.session, request.id)}
    for line in request.lines:
        if line.course_id is None:
            continue
        held = known.get(line.id)
        if held is None:
            held = _new(context, request, line)
        else:
            _tell_nominated(context, request, held, line)
        held.start_date, held.end_date = line.period_start, line.period_end
        held.location = arranged.place or held.location
        held.instructor = arranged.instructor or held.instructor
        held.seats = arranged.seats or held.seats
        _require_seats(context, request, held)
    context.session.flush()


def _new(context: Context, request: Request, line: RequestLine) -> TrainingSession:
    assert line.course_id is not None
    code = request.number if len(request.lines) == 1 else f"{request.number}/{line.position_no}"
    held = TrainingSession(
        code=code,
        course_id=line.course_id,
        start_date=line.period_start,
        end_date=line.period_end,
        status=PLANNED,
        unnamed=0,
        request_line_id=line.id,
        seats=line.headcount,
    )
    context.session.add(held)
    return held


def _tell_nominated(
    context: Context, request: Request, held: TrainingSession, line: RequestLine
) -> None:
    if (held.start_date, held.end_date) == (line.period_start, line.period_end):
        return
    context.notify(
        {one.id for one in people_of_session(context.session, held.id)},
        "training_moved",
        number=request.number,
        course=named(context.session.get_one(Course, held.course_id)),
        start=line.period_start,
        end=line.period_end,
    )


def _require_seats(context: Context, request: Request, held: TrainingSession) -> None:
    if held.id is None or held.seats is None:
        return
    taken = len(people_of_session(context.session, held.id))
    if taken > held.seats:
        raise InvalidInput(
            "fewer_seats_than_taken", number=request.number, seats=held.seats, nominated=taken
        )
