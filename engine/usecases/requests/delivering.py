"""From its days to the end of a training: delivered, evaluated, closed; or called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right
from engine.analysis.cost_variance import (
    COST_VARIANCE,
    CostVariance,
    Invoiced,
    VarianceInputs,
)
from engine.queries.teaching import measured_levels
from engine.store.tables import BudgetEntry, BudgetLine, BudgetPosting, Request
from engine.usecases.context import Context
from engine.usecases.explanations import explained
from engine.usecases.ledger.bookings import held_by, release, sum_held
from engine.usecases.ledger.documents import CREDIT_NOTE, INVOICE, is_reversed
from engine.usecases.ledger.posting import ACTUAL, COMMIT
from engine.usecases.needed import over
from engine.usecases.requests.holding import (
    cancel_sessions,
    hold_sessions,
    keep_invoiced_cost,
)
from engine.usecases.requests.running import run_training
from engine.usecases.requests.view import RequestReceipt, find, receipt
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.workflow.life import Event


@dataclass(frozen=True, slots=True)
class ClosedRequest:
    """`released` is what was committed and given back. `variance` tells approved from actual
    cost; None where nothing was invoiced."""

    receipt: RequestReceipt
    released: Money | None
    variance: CostVariance | None
    explanation_id: int | None


def deliver_request(
    context: Context,
    number: str,
    attended: list[int],
    key: str,
    version: int | None = None,
    delivered_on: date | None = None,
    more_came: bool = False,
    absent: Sequence[str] = (),
) -> RequestReceipt:
    """Say how many took part, line by line, and when it was held (`delivered_on`, today if it
    is not said). More than were planned, within the policy's bound, must be meant: `more_came`.
    Of those who were nominated all took part but the `absent` (employee numbers).

    Raises:
        InvalidInput: not one number for each line, or a negative one; a day to come, or
            earlier than the policy lets a training be before it was to begin; more people
            than were planned, or than can be; not scheduled; fewer than were nominated, and
            nobody, or not so many, or somebody else, was absent.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    run_training(context, request, unit, Event.DELIVER, version)
    day = delivered_on or context.today
    _require_day_of_delivery(context, request, day)
    _require_plausible_counts(context, request, attended, more_came)
    for line, count in zip(request.lines, attended, strict=True):
        line.delivered = count
    hold_sessions(context, request, delivered_on, absent)
    keep_invoiced_cost(context, request)
    context.record("deliver_request", number, key, attended=attended, on=day, **_absent(absent))
    return receipt(context, request)


def measure_request(
    context: Context, number: str, key: str, version: int | None = None
) -> RequestReceipt:
    """Confirm that the effect of a delivered training was evaluated. What HR entered for its
    courses counts, and what those who took them said of them.

    Raises:
        NotEnoughData: no result of any of its courses is stored since it was delivered.
        InvalidInput: it is not delivered.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    run_training(context, request, unit, Event.MEASURE, version)
    courses = [line.course_id for line in request.lines if line.course_id is not None]
    levels = _measured(context, request, courses)
    if courses and not levels:
        raise NotEnoughData("not_evaluated_yet", number=number, year=request.fiscal_year)
    context.record("measure_request", number, key, levels=levels)
    return receipt(context, request)


def close_request(
    context: Context,
    number: str,
    key: str,
    version: int | None = None,
    release_rest: bool = False,
) -> ClosedRequest:
    """End a request, and compare the cost. What is still committed waits for its invoice;
    with `release_rest` none is expected any more, and it is given back.

    Raises:
        InvalidInput: its effect was not evaluated yet.
        NotEnoughData: something is committed and not invoiced.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    run_training(context, request, unit, Event.CLOSE, version)
    released = sum_held(context, request.id, COMMIT)
    if released is not None and not release_rest:
        raise NotEnoughData("invoice_awaited", number=number, committed=released)
    release(context, request, "closed")
    keep_invoiced_cost(context, request)
    context.record("close_request", number, key, released=released)
    found = _variance_inputs(context, request)
    if found is None:
        return ClosedRequest(receipt(context, request), released, None, None)
    answer = explained(context, COST_VARIANCE, found, over(unit, Right.RUN_TRAINING))
    return ClosedRequest(receipt(context, request), released, answer.result, answer.explanation_id)


def call_off_request(
    context: Context, number: str, comment: str, key: str, version: int | None = None
) -> RequestReceipt:
    """An approved training does not take place: its commitment is given back.

    Raises:
        InvalidInput: no reason, or it is delivered already.
        NotFound, NotPermitted: HR alone runs trainings.
    """
    request, unit = find(context, number)
    run_training(context, request, unit, Event.CALL_OFF, version)
    if not comment.strip():
        raise InvalidInput("comment_missing", number=number)
    release(context, request, "called off")
    cancel_sessions(context, request, comment.strip())
    context.notify(
        {request.requester_id},
        "request_called_off",
        number=number,
        by=context.actor.name,
        comment=comment.strip(),
    )
    context.record("call_off_request", number, key, comment=comment)
    return receipt(context, request)


def _absent(absent: Sequence[str]) -> dict[str, object]:
    return {"absent": list(absent)} if absent else {}


def _require_day_of_delivery(context: Context, request: Request, day: date) -> None:
    if day > context.today:
        raise InvalidInput("delivery_day_to_come", number=request.number, day=day)
    planned = min(line.period_start for line in request.lines)
    if day < planned - timedelta(days=context.policy.delivery.days_early):
        raise InvalidInput("delivery_too_early", number=request.number, day=day, planned=planned)


def _require_plausible_counts(
    context: Context, request: Request, attended: list[int], more_came: bool
) -> None:
    if len(attended) != len(request.lines) or min(attended, default=-1) < 0:
        raise InvalidInput("attendance_by_line", lines=len(request.lines))
    for line, count in zip(request.lines, attended, strict=True):
        if count <= line.headcount:
            continue
        share = 1 + context.policy.delivery.most_beyond_plan
        most = max(int(line.headcount * share), line.headcount + 1)
        if count > most:
            raise InvalidInput(
                "attendance_implausible",
                line=line.position_no,
                planned=line.headcount,
                came=count,
                most=most,
            )
        if not more_came:
            raise InvalidInput(
                "attendance_beyond_plan",
                line=line.position_no,
                planned=line.headcount,
                came=count,
            )


def _measured(context: Context, request: Request, courses: list[int]) -> list[str]:
    """Since it can have been held."""
    early = timedelta(days=context.policy.delivery.days_early)
    since = context.company.start_of(min(line.period_start for line in request.lines) - early)
    return measured_levels(context.session, request.id, courses, request.fiscal_year, since)


def _variance_inputs(context: Context, request: Request) -> VarianceInputs | None:
    """None where nobody came, or nothing was invoiced, or all of it credited."""
    invoices = _invoices(context, request)
    came = sum(line.delivered or 0 for line in request.lines)
    held = held_by(context, request.id, (ACTUAL,))
    if request.fx_rate is None or not came or not held or not invoices:
        return None
    planned = sum(line.headcount for line in request.lines)
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
    """What was booked and not reversed, credit notes as less than nothing; what came in the
    line's own currency is taken by the approved rate, so that it counts as price."""
    entries = context.session.scalars(
        select(BudgetEntry)
        .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
        .where(
            BudgetEntry.request_id == request.id,
            BudgetEntry.kind == ACTUAL,
            BudgetPosting.kind.in_((INVOICE, CREDIT_NOTE)),
        )
        .order_by(BudgetEntry.id)
    )
    rate = request.fx_rate or Decimal(1)
    return tuple(
        Invoiced(
            entry.original_amount
            if entry.original_amount is not None and entry.original_currency == request.currency
            else entry.amount / rate,
            entry.amount,
        )
        for entry in entries
        if not is_reversed(context, entry.posting_id)
    )
