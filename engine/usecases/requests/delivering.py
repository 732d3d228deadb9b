"""From approval to the end: scheduled, delivered, evaluated, closed; or called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.analysis.cost_variance import (
    COST_VARIANCE,
    CostVariance,
    Invoiced,
    VarianceInputs,
)
from engine.queries.training import measured_levels
from engine.store.tables import BudgetEntry, BudgetLine, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.explanations import explained
from engine.usecases.ledger.bookings import held_by, release
from engine.usecases.ledger.posting import ACTUAL
from engine.usecases.requests.view import RequestReceipt, find, receipt, require_version
from engine.values.errors import InvalidInput, NotEnoughData
from engine.workflow.life import Event, after


@dataclass(frozen=True, slots=True)
class ClosedRequest:
    """`variance` tells approved from actual cost; None where nothing was invoiced."""

    receipt: RequestReceipt
    variance: CostVariance | None
    explanation_id: int | None


def schedule_request(
    context: Context, number: str, start: date, end: date, key: str, version: int | None = None
) -> RequestReceipt:
    """Say when an approved training takes place.

    Raises:
        InvalidInput: it ends before it starts, or is not approved; or was changed meanwhile.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    if context.repeated("schedule_request", key):
        return receipt(context, request, repeated=True)
    _run(context, request, unit, Event.SCHEDULE, version)
    if end < start:
        raise InvalidInput("period_ends_before_start", start=start, end=end)
    for line in request.lines:
        line.period_start, line.period_end = start, end
    context.notify({request.requester_id}, "request_scheduled", number=number, start=start, end=end)
    context.record("schedule_request", number, key, start=start, end=end)
    return receipt(context, request)


def deliver_request(
    context: Context, number: str, attended: list[int], key: str, version: int | None = None
) -> RequestReceipt:
    """Say how many took part, line by line.

    Raises:
        InvalidInput: not one number for each line, or a negative one; not scheduled.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    if context.repeated("deliver_request", key):
        return receipt(context, request, repeated=True)
    _run(context, request, unit, Event.DELIVER, version)
    if len(attended) != len(request.lines) or min(attended, default=-1) < 0:
        raise InvalidInput("attendance_by_line", lines=len(request.lines))
    for line, count in zip(request.lines, attended, strict=True):
        line.delivered = count
    context.record("deliver_request", number, key, attended=attended)
    return receipt(context, request)


def measure_request(
    context: Context, number: str, key: str, version: int | None = None
) -> RequestReceipt:
    """Confirm that the effect of a delivered training was evaluated.

    Raises:
        NotEnoughData: no evaluation of any of its courses is stored since it was delivered.
        InvalidInput: it is not delivered.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    if context.repeated("measure_request", key):
        return receipt(context, request, repeated=True)
    _run(context, request, unit, Event.MEASURE, version)
    courses = [line.course_id for line in request.lines if line.course_id is not None]
    levels = measured_levels(context.session, courses, request.fiscal_year)
    if courses and not levels:
        raise NotEnoughData("not_evaluated_yet", number=number, year=request.fiscal_year)
    context.record("measure_request", number, key, levels=levels)
    return receipt(context, request)


def close_request(
    context: Context, number: str, key: str, version: int | None = None
) -> ClosedRequest:
    """End a request: what is still committed is given back, and the cost compared.

    Raises:
        InvalidInput: its effect was not evaluated yet.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    if context.repeated("close_request", key):
        return ClosedRequest(receipt(context, request, repeated=True), None, None)
    _run(context, request, unit, Event.CLOSE, version)
    release(context, request, "closed")
    context.record("close_request", number, key)
    found = _variance_inputs(context, request)
    if found is None:
        return ClosedRequest(receipt(context, request), None, None)
    answer = explained(context, COST_VARIANCE, found, request.org_unit_id)
    return ClosedRequest(receipt(context, request), answer.result, answer.explanation_id)


def call_off_request(
    context: Context, number: str, comment: str, key: str, version: int | None = None
) -> RequestReceipt:
    """An approved training does not take place: its commitment is given back.

    Raises:
        InvalidInput: no reason, or it is delivered already.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    if context.repeated("call_off_request", key):
        return receipt(context, request, repeated=True)
    _run(context, request, unit, Event.CALL_OFF, version)
    if not comment.strip():
        raise InvalidInput("comment_missing", number=number)
    release(context, request, "called off")
    context.notify(
        {request.requester_id},
        "request_called_off",
        number=number,
        by=context.actor.name,
        comment=comment.strip(),
    )
    context.record("call_off_request", number, key, comment=comment)
    return receipt(context, request)


def _run(
    context: Context, request: Request, unit: OrgUnit, event: Event, version: int | None
) -> None:
    require(context.actor, Right.RUN_TRAINING, unit.path)
    require_version(request, version)
    request.state = after(request.state, event, request.number)
    request.version += 1


def _variance_inputs(context: Context, request: Request) -> VarianceInputs | None:
    """None where nobody came, or nothing was invoiced."""
    invoices = _invoices(context, request)
    came = sum(line.delivered or 0 for line in request.lines)
    if request.fx_rate is None or not came or not invoices:
        return None
    planned = sum(line.headcount for line in request.lines)
    held = held_by(context, request.id, (ACTUAL,))
    currency = context.session.get_one(BudgetLine, held[0].line_id).currency
    return VarianceInputs(
        number=request.number,
        currency=currency,
        planned_headcount=planned,
        planned_price=request.total / planned,
        planned_rate=request.fx_rate,
        headcount=came,
        rows=invoices,
    )


def _invoices(context: Context, request: Request) -> tuple[Invoiced, ...]:
    """What was booked and not reversed; what came in the line's own currency is taken by the
    approved rate, so that it counts as price."""
    entries = context.session.scalars(
        select(BudgetEntry)
        .where(BudgetEntry.request_id == request.id, BudgetEntry.kind == ACTUAL)
        .order_by(BudgetEntry.id)
    ).all()
    reversed_ids = {entry.reverses_id for entry in entries}
    rate = request.fx_rate or Decimal(1)
    return tuple(
        Invoiced(
            entry.original_amount
            if entry.original_amount is not None and entry.original_currency == request.currency
            else entry.amount / rate,
            entry.amount,
        )
        for entry in entries
        if entry.reverses_id is None and entry.id not in reversed_ids
    )
