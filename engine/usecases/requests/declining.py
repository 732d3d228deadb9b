"""What one is nominated for oneself, and saying that one cannot come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from engine.queries.catalogue import named
from engine.queries.request_sessions import PLANNED
from engine.queries.workflow import lock_request
from engine.store.tables import (
    Course,
    Employee,
    OrgUnit,
    Participation,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.usecases.context import Context, reads
from engine.values.errors import InvalidInput, NotFound
from engine.values.results import Named

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNomination:
    """A training to come that one is nominated for; `tells` are those who are told of a refusal."""

    number: str
    course: Named
    start: date
    end: date
    place: str | None
    instructor: str | None
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """What somebody will not come to."""

    number: str
    course: Named
    start: date
    repeated: bool


@reads
def own_nominations(context: Context) -> tuple[OwnNomination, ...]:
    """What the actor is nominated for and is still to come, the next first."""
    rows = context.session.execute(_own(context).order_by(TrainingSession.start_date)).all()
    return tuple(_told(context, request, held) for request, held, _ in rows)


def decline_training(context: Context, number: str, reason: str, key: str) -> Declined:
    """Say that oneself cannot come to what one is nominated for. Who asked for it is told, and
    one's own head, who may nominate somebody else.

    Raises:
        InvalidInput: no reason, or a very long one.
        NotFound: one is not nominated for a training of that number that is still to come.
    """
    request = lock_request(context.session, number)
    own = _of_request(context, request) if request is not None else None
    if request is None or own is None:
        raise NotFound("not_nominated_yourself", number=number)
    if not reason.strip():
        raise InvalidInput("comment_missing", number=number)
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput("comment_too_long", longest=LONGEST_REASON)
    held, taken = own
    course = named(context.session.get_one(Course, held.course_id))
    context.session.delete(taken)
    context.session.flush()
    context.notify(
        _told_of_it(context, request),
        "training_declined",
        number=number,
        by=context.actor.name,
        course=course,
        start=held.start_date,
        comment=reason.strip(),
    )
    context.record("decline_training", number, key, comment=reason.strip())
    return Declined(number=number, course=course, start=held.start_date, repeated=False)


def _told_of_it(context: Context, request: Request) -> set[int]:
    """Who asked for it, and one's own head; not oneself."""
    person = context.session.get_one(Employee, context.actor.employee_id)
    head = context.session.get_one(OrgUnit, person.org_unit_id).head_employee_id
    found = {request.requester_id, *([head] if head is not None else [])}
    return found - {person.id}


def _told(context: Context, request: Request, held: TrainingSession) -> OwnNomination:
    ids = _told_of_it(context, request)
    people = context.session.scalars(
        select(Employee.name).where(Employee.id.in_(ids)).order_by(Employee.id)
    )
    return OwnNomination(
        number=request.number,
        course=named(context.session.get_one(Course, held.course_id)),
        start=held.start_date,
        end=held.end_date,
        place=held.location,
        instructor=held.instructor,
        tells=tuple(people),
    )


def _own(context: Context) -> Select[Request, TrainingSession, Participation]:
    return (
        select(Request, TrainingSession, Participation)
        .join(RequestLine, RequestLine.request_id == Request.id)
        .join(TrainingSession, TrainingSession.request_line_id == RequestLine.id)
        .join(Participation, Participation.session_id == TrainingSession.id)
        .where(
            Participation.employee_id == context.actor.employee_id,
            TrainingSession.status == PLANNED,
        )
    )


def _of_request(context: Context, request: Request) -> tuple[TrainingSession, Participation] | None:
    found = context.session.execute(
        _own(context).where(Request.id == request.id).order_by(TrainingSession.id)
    ).first()
    return None if found is None else (found[1], found[2])
