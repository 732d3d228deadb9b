"""Making a request: kept as a draft, or submitted with its sum reserved."""

from __future__ import annotations

from engine.queries.numbers import next_number
from engine.store.tables import OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import reserve, total_of
from engine.usecases.requests.draft import RequestDraft, price, write_lines
from engine.usecases.requests.levels import asks_by_others_word
from engine.usecases.requests.steps import begin_round, require_deciders
from engine.usecases.requests.view import (
    RequestReceipt,
    find_own,
    receipt,
    require_version,
)
from engine.workflow.life import Event, State, after

DRAFT_REQUEST, SUBMIT_REQUEST = "draft_request", "submit_request"


def draft_request(context: Context, draft: RequestDraft, key: str) -> RequestReceipt:
    """Store a request that is not yet asked for; nothing is reserved.

    Raises:
        what `submit_request` raises, but for BudgetExceeded.
    """
    request = _store(context, draft)
    context.record(DRAFT_REQUEST, request.number, key, total=total_of(request))
    return receipt(context, request)


def submit_request(context: Context, draft: RequestDraft, key: str) -> RequestReceipt:
    """Store a request, reserve its sum and hand it to HR; the same `key` again gives the
    first one.

    Raises:
        BudgetExceeded: the line that pays has less left; nothing is stored.
        InvalidInput: a past period, an impossible headcount or amount; or nobody in the
            company could decide it.
        NotPermitted: the actor may not ask for that unit.
    """
    request = _store(context, draft)
    _submit(context, request, key)
    return receipt(context, request)


def submit_draft(
    context: Context, number: str, key: str, version: int | None = None
) -> RequestReceipt:
    """Submit a draft, or again what was returned.

    Raises:
        BudgetExceeded: the line that pays has less left; it stays as it is.
        InvalidInput: it is being decided, or over; or was changed meanwhile.
        NotFound, NotPermitted: it is not the actor's to submit.
    """
    request, _ = find_own(context, number)
    require_version(request, version)
    request.version += 1
    _submit(context, request, key)
    return receipt(context, request)


def _store(context: Context, draft: RequestDraft) -> Request:
    priced = price(context, draft)
    request = Request(
        number=next_number(context.session, Request.number, f"TR-{context.today.year}-"),
        requester_id=context.actor.employee_id,
        org_unit_id=priced.unit.id,
        cost_centre=priced.unit.cost_centre,
        fiscal_year=priced.fiscal_year,
        state=State.DRAFT.value,
        version=1,
        round=0,
        total=priced.total.amount,
        currency=priced.total.currency,
        channel=context.channel,
        created_at=context.now,
    )
    context.session.add(request)
    write_lines(context, request, draft, priced)
    return request


def _submit(context: Context, request: Request, key: str) -> None:
    request.state = after(request.state, Event.SUBMIT, request.number)
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    request.by_word_of_hr = not asks_by_others_word(context, request.requester_id, unit)
    require_deciders(context, request)
    reserve(context, request)
    begin_round(context, request)
    context.record(
        SUBMIT_REQUEST,
        request.number,
        key,
        total=total_of(request),
        version=request.version,
        evidence=[line.explanation_id for line in request.lines],
    )
