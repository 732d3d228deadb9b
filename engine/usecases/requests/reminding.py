"""Reminding those whose turn it is of what is due of an approved training, once each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from engine.access import Role
from engine.queries.catalogue import named
from engine.queries.people import grants
from engine.queries.request_sessions import people_of_session
from engine.store.tables import (
    Course,
    CourseRating,
    OrgUnit,
    Request,
    RequestLine,
    RequestReminder,
)
from engine.usecases.context import Context
from engine.usecases.requests.due import (
    FINANCE,
    HR,
    REQUESTER,
    STEPS,
    Step,
    due_since,
    what_is_due,
)
from engine.usecases.requests.running import lines_with_sessions

ROLES = {HR: Role.HR, FINANCE: Role.FINANCE}


def requests_due(session: Session, today: date) -> list[str]:
    """The numbers of approved requests of which somebody is to be told that a step is due."""
    found = {number for step in STEPS for number in _due(session, step, today)}
    return sorted(found)


def _due(session: Session, step: Step, today: date) -> Collection[str]:
    """Those whose step it is now, and of which nobody was told on these days."""
    ahead = step.days < 0
    day = func.min(RequestLine.period_start) if ahead else func.max(RequestLine.period_end)
    lines = (
        select(RequestLine.request_id, day.label("day")).group_by(RequestLine.request_id).subquery()
    )
    told = exists().where(
        RequestReminder.request_id == Request.id,
        RequestReminder.what == step.what,
        RequestReminder.day == lines.c.day,
    )
    statement = (
        select(Request.number)
        .join(lines, lines.c.request_id == Request.id)
        .where(
            Request.state.in_([state.value for state in step.states]),
            lines.c.day <= today - timedelta(days=step.days),
            ~told,
        )
    )
    return session.scalars(statement).all()


def remind_of_training(context: Context, request: Request) -> bool:
    """Tell whoever has to do what is due of it; what was told of these days is not told again.
    Whether anybody was."""
    open_steps = {one.what for one in what_is_due(context, request)}
    told = False
    for step in STEPS:
        if request.state not in step.states or due_since(request, step) > context.today:
            continue
        if not _mark(context, request, step) or step.what not in open_steps:
            continue
        told = _tell(context, request, step) or told
    return told


def _mark(context: Context, request: Request, step: Step) -> bool:
    """Whether it is the first time for these days."""
    day = due_since(request, step) - timedelta(days=step.days)
    known = select(RequestReminder.id).where(
        RequestReminder.request_id == request.id,
        RequestReminder.what == step.what,
        RequestReminder.day == day,
    )
    if context.session.scalar(known) is not None:
        return False
    context.session.add(
        RequestReminder(request_id=request.id, what=step.what, day=day, told_at=context.now)
    )
    context.session.flush()
    return True


def _tell(context: Context, request: Request, step: Step) -> bool:
    """Of each training to those who have a part in it; of the request to whose turn it is."""
    if step.what == "training_soon" and _is_over(context, request):
        return False
    if step.whose in ROLES or step.whose == REQUESTER:
        people = _people_of(context, request, step.whose)
        context.notify(people, step.what, number=request.number, **_days(request))
    else:
        people = _tell_each(context, request, step)
    if people:
        context.record("remind_of_training", request.number, what=step.what, people=len(people))
    return bool(people)


def _is_over(context: Context, request: Request) -> bool:
    return min(one.period_start for one in request.lines) < context.today


def _days(request: Request) -> dict[str, date]:
    lines = request.lines
    return {
        "start": min(one.period_start for one in lines),
        "end": max(one.period_end for one in lines),
    }


def _people_of(context: Context, request: Request, whose: str) -> set[int]:
    if whose == REQUESTER:
        return {request.requester_id}
    path = context.session.get_one(OrgUnit, request.org_unit_id).path
    held = grants(context.session, ROLES[whose], context.today)
    return {person for person, _, over in held if path.startswith(over)}


def _tell_each(context: Context, request: Request, step: Step) -> set[int]:
    """Those who are nominated for a training, or took part and have not said what they think."""
    every: set[int] = set()
    for _, held in lines_with_sessions(context, request):
        taken = people_of_session(context.session, held.id)
        people = {one.id for one in taken}
        if step.what == "rating_due":
            came = {one.id for one, part in taken.items() if part.attended}
            people = came - _rated(context, held.course_id, came)
        at = {"place": held.location} if held.location else {}
        context.notify(
            people,
            f"{step.what}_at" if at and step.what == "training_soon" else step.what,
            number=request.number,
            course=named(context.session.get_one(Course, held.course_id)),
            start=held.start_date,
            end=held.end_date,
            **at,
        )
        every |= people
    return every


def _rated(context: Context, course_id: int, people: Collection[int]) -> set[int]:
    found = select(CourseRating.employee_id).where(
        CourseRating.course_id == course_id,
        CourseRating.year == context.fiscal_year,
        CourseRating.employee_id.in_(people),
    )
    return set(context.session.scalars(found))
