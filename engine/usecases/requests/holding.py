"""The sessions of a request, once they were held or called off: who took part, what they cost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from engine.queries.catalogue import named
from engine.queries.request_sessions import (
    CANCELLED,
    HELD,
    PLANNED,
    WHOLE_SESSION,
    costs_told,
    invoiced_cost,
    people_of_session,
    sessions_of_request,
)
from engine.store.tables import (
    CostLine,
    Course,
    Employee,
    Request,
    RequestLine,
    TrainingSession,
)
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import held_by, sum_held
from engine.usecases.ledger.posting import ACTUAL, COMMIT
from engine.usecases.requests.running import lines_with_sessions
from engine.values.errors import InvalidInput
from engine.values.money import Money


def hold_sessions(
    context: Context, request: Request, day: date | None, absent: Sequence[str]
) -> None:
    """They were held on `day`, on their own days if it is not said: who was nominated and not
    `absent` took part.

    Raises:
        InvalidInput: who was absent is not clear.
    """
    unknown = set(absent)
    for line, held in lines_with_sessions(context, request):
        taken = people_of_session(context.session, held.id)
        unknown -= {one.emp_no for one in taken}
        came = _came(request, line, taken, absent)
        for person, participation in taken.items():
            participation.attended = person in came
        held.status = HELD
        _move(held, day or min(held.end_date, context.today))
        held.unnamed = (line.delivered or 0) - len(came)
    if unknown:
        raise InvalidInput("not_nominated", number=request.number, people=sorted(unknown))
    context.session.flush()


def _came(
    request: Request,
    line: RequestLine,
    taken: Collection[Employee],
    absent: Sequence[str],
) -> set[Employee]:
    came = {one for one in taken if one.emp_no not in absent}
    if len(came) > (line.delivered or 0):
        raise InvalidInput(
            "who_was_absent",
            number=request.number,
            nominated=len(taken),
            came=line.delivered or 0,
            absent=len(taken) - len(came),
        )
    return came


def _move(held: TrainingSession, day: date) -> None:
    if not held.start_date <= day <= held.end_date:
        held.start_date = held.end_date = day


def cancel_sessions(context: Context, request: Request, comment: str) -> None:
    """They do not take place; who was nominated is told."""
    for held in sessions_of_request(context.session, request.id):
        if held.status != PLANNED:
            continue
        held.status = CANCELLED
        context.notify(
            {one.id for one in people_of_session(context.session, held.id)},
            "training_called_off",
            number=request.number,
            course=named(context.session.get_one(Course, held.course_id)),
            start=held.start_date,
            comment=comment,
        )


def keep_invoiced_cost(context: Context, request: Request) -> None:
    """What was invoiced is what the sessions cost, as soon as nothing more is expected: from then
    on the price of the course is reckoned with it. Where a file tells the cost, that stands."""
    lines = [one for one in lines_with_sessions(context, request) if one[1].status == HELD]
    ids = [held.id for _, held in lines]
    # One by one, so that undoing an import knows of them.
    before = select(CostLine).where(CostLine.session_id.in_(ids), invoiced_cost())
    for one in context.session.scalars(before).all():
        context.session.delete(one)
    context.session.flush()
    spent = sum_held(context, request.id, ACTUAL)
    if spent is None or spent.amount <= 0 or held_by(context, request.id, (COMMIT,)):
        return
    told = costs_told(context.session, ids)
    parts = _by_line(request, spent)
    for line, held in lines:
        if held.id not in told and parts[line.id].amount:
            context.session.add(_cost(held, parts[line.id]))
    context.session.flush()


def _by_line(request: Request, spent: Money) -> dict[int, Money]:
    """In proportion to what was approved for each."""
    weights = [line.total for line in request.lines]
    parts = spent.split(weights if any(weights) else [1] * len(weights))
    return {line.id: part for line, part in zip(request.lines, parts, strict=True)}


def _cost(held: TrainingSession, part: Money) -> CostLine:
    """Of one sum nobody knows what of it is for each head."""
    return CostLine(
        session_id=held.id,
        employee_id=None,
        reference=WHOLE_SESSION,
        category="other",
        behaviour="per_session",
        amount=part.amount,
        currency=part.currency,
        tax_eligible=True,
        is_cash=True,
    )
