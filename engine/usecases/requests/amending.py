"""Changing one's request, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from engine.queries.catalogue import named
from engine.queries.workflow import decided_steps
from engine.store.tables import Request
from engine.usecases.context import Context, reads
from engine.usecases.ledger.bookings import release, reserve, total_of
from engine.usecases.requests.changing import FieldChange, changed, differences
from engine.usecases.requests.draft import (
    LineChange,
    RequestDraft,
    RequestPreview,
    preview_of,
    price,
    write_lines,
)
from engine.usecases.requests.parts import AMEND_REQUEST
from engine.usecases.requests.steps import begin_round, require_deciders, void_steps
from engine.usecases.requests.view import (
    RequestReceipt,
    RequestView,
    find_own,
    receipt,
    require_version,
    view,
)
from engine.workflow.life import PENDING, Event, after

WITHDRAW_REQUEST = "withdraw_request"
Change = LineChange | RequestDraft


@dataclass(frozen=True, slots=True)
class AmendmentPreview:
    """The request as it is, as it would be, and everything in which they differ."""

    before: RequestView
    after: RequestPreview
    changes: tuple[FieldChange, ...]


@reads
def preview_amendment(context: Context, number: str, change: Change) -> AmendmentPreview:
    """The request as it would be after the change; nothing is stored.

    Raises:
        what `amend_request` raises, but for BudgetExceeded.
    """
    request, _ = find_own(context, number, lock=False)
    after(request.state, Event.AMEND, request.number)
    draft = _draft(context, request, change)
    priced, before = price(context, draft), view(context, request)
    changes = differences(before.lines, draft, priced)
    return AmendmentPreview(before, preview_of(context, priced), changes)


def amend_request(
    context: Context, number: str, change: Change, key: str, version: int | None = None
) -> RequestReceipt:
    """Change one line, or put all lines anew. What is being decided begins again with HR's
    check, and reserves the new sum in place of the old.

    Raises:
        BudgetExceeded: the new sum is more than is left; the request stays as it was.
        InvalidInput: nothing would change, it was changed meanwhile, or it is past changing.
        NotFound, NotPermitted: it is not the actor's to change.
    """
    request, _ = find_own(context, number)
    require_version(request, version)
    before = total_of(request)
    was_pending = request.state in PENDING
    request.state = after(request.state, Event.AMEND, request.number)
    draft = _draft(context, request, change)
    write_lines(context, request, draft, price(context, draft))
    request.version += 1
    context.record(
        AMEND_REQUEST,
        request.number,
        key,
        version=request.version,
        before=before,
        total=total_of(request),
        evidence=[line.explanation_id for line in request.lines],
        employee=context.actor.employee_id,
    )
    if was_pending:
        require_deciders(context, request)
        reserve(context, request)
        begin_round(context, request)
    return receipt(context, request)


@reads
def review_change(context: Context, number: str, event: Event) -> RequestView:
    """The request, for who is about to change it (`event` amend) or take it back (withdraw).

    Raises:
        what doing so would raise.
    """
    request, _ = find_own(context, number, lock=False)
    after(request.state, event, request.number)
    return view(context, request)


def withdraw_request(
    context: Context,
    number: str,
    key: str,
    comment: str | None = None,
    version: int | None = None,
) -> RequestReceipt:
    """Take a request back before it is approved; its reservation is given back.

    Raises:
        InvalidInput: it is approved already, or over; or was changed meanwhile.
        NotFound, NotPermitted: it is not the actor's to take back.
    """
    request, unit = find_own(context, number)
    require_version(request, version)
    request.state = after(request.state, Event.WITHDRAW, request.number)
    request.version += 1
    release(context, request, "withdrawn")
    void_steps(context, request)
    deciders = {step.decided_by_id for step in decided_steps(context.session, request.id)}
    context.notify(
        {one for one in (*deciders, request.requester_id) if one is not None},
        "request_withdrawn",
        number=request.number,
        unit=named(unit),
        by=context.actor.name,
    )
    context.record(WITHDRAW_REQUEST, request.number, key, comment=comment)
    return receipt(context, request)


def _draft(context: Context, request: Request, change: Change) -> RequestDraft:
    return changed(context, request, change) if isinstance(change, LineChange) else change
