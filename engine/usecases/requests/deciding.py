"""Deciding a request: confirmed and approved step by step, returned, or rejected."""

from __future__ import annotations

from collections.abc import Sequence

from engine.queries.catalogue import named
from engine.queries.workflow import open_step
from engine.store.tables import ApprovalStep, Employee, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.ledger.bookings import commit, line_for, release, total_of
from engine.usecases.requests.ahead import steps_ahead
from engine.usecases.requests.authority import authority
from engine.usecases.requests.reviewing import (
    RequestReview,
    check_of,
    outlook_of,
    review_request,
)
from engine.usecases.requests.steps import (
    APPROVE,
    APPROVED,
    CONFIRMED,
    EVALUATE,
    REJECTED,
    RETURNED,
    VALIDATE,
    add_approvals,
    add_step,
    counted_amount,
    open_next,
    void_steps,
)
from engine.usecases.requests.view import RequestReceipt, find, receipt, require_version
from engine.values.errors import InvalidInput, NotEnoughData
from engine.workflow.life import Event, after

APPROVE_REQUEST, RETURN_REQUEST, REJECT_REQUEST = (
    "approve_request",
    "return_request",
    "reject_request",
)
LONGEST_COMMENT = 1_000


@reads
def review_decision(context: Context, number: str, event: Event) -> RequestReview:
    """The evidence, for who is about to decide (`event` approve, return or reject).

    Raises:
        what the decision itself would raise: better before it is confirmed than after.
    """
    request, unit = find(context, number, lock=False)
    _step_of_actor(context, request, unit, event)
    return review_request(context, number)


def approve_request(
    context: Context,
    number: str,
    key: str,
    comment: str | None = None,
    version: int | None = None,
    steps: Sequence[str] = (),
) -> RequestReceipt:
    """Take the open step with a yes: HR's check, HR's evaluation, or an approval. The last
    approval commits the money. `steps` are the keys of those that were shown (see `ahead`):
    exactly these are taken, all or none; without them, the open one alone.

    Raises:
        BudgetExceeded: there is no room any more; nothing changes.
        InvalidInput: nothing is to be decided, it was changed meanwhile, or the steps are not
            those that were shown.
        NotEnoughData: no budget is set that could pay.
        NotFound, NotPermitted: it is not the actor's to decide, or his own.
    """
    request, unit = find(context, number)
    require_version(request, version)
    _step_of_actor(context, request, unit, Event.APPROVE)
    mine = [one.key for one in steps_ahead(context, request, unit)]
    if list(steps) != mine[: len(steps)]:
        raise InvalidInput("steps_changed", number=request.number)
    for shown in steps or mine[:1]:
        _take(context, request, unit, _shown_step(context, request, unit, shown), comment)
    request.version += 1
    context.record(
        APPROVE_REQUEST,
        request.number,
        key,
        state=request.state,
        comment=comment,
        total=total_of(request),
        version=request.version,
    )
    return receipt(context, request)


def return_request(
    context: Context, number: str, key: str, comment: str, version: int | None = None
) -> RequestReceipt:
    """Give a request back to be changed; its reservation is given back until it comes again.

    Raises:
        InvalidInput: no comment that says what to change; nothing is to be decided; or it
            was changed meanwhile.
        NotFound, NotPermitted: it is not the actor's to decide, or his own.
    """
    return _refuse(context, number, key, comment, version, (RETURN_REQUEST, Event.RETURN, RETURNED))


def reject_request(
    context: Context, number: str, key: str, comment: str, version: int | None = None
) -> RequestReceipt:
    """Refuse a request for good; its reservation is given back.

    Raises:
        what `return_request` raises.
    """
    return _refuse(context, number, key, comment, version, (REJECT_REQUEST, Event.REJECT, REJECTED))


def _refuse(
    context: Context,
    number: str,
    key: str,
    comment: str,
    version: int | None,
    how: tuple[str, Event, str],
) -> RequestReceipt:
    action, event, decision = how
    request, unit = find(context, number)
    require_version(request, version)
    step = _step_of_actor(context, request, unit, event)
    if not comment or not comment.strip():
        raise InvalidInput("comment_missing", number=number)
    request.state = after(request.state, event, request.number)
    _decide(context, request, unit, step, decision, comment)
    void_steps(context, request)
    request.version += 1
    release(context, request, decision)
    context.notify(
        {request.requester_id},
        f"request_{decision}",
        number=request.number,
        comment=comment.strip(),
        **_who(context, step),
    )
    context.record(action, request.number, key, comment=comment, version=request.version)
    return receipt(context, request)


def _step_of_actor(context: Context, request: Request, unit: OrgUnit, event: Event) -> ApprovalStep:
    """The open step, if it is the actor's to take."""
    step = open_step(context.session, request.id)
    if step is None:
        raise InvalidInput(
            "not_in_this_state", number=request.number, state=request.state, event=event.value
        )
    authority(context, request, unit, step)
    return step


def _shown_step(context: Context, request: Request, unit: OrgUnit, key: str) -> ApprovalStep:
    """The open step, if it is the one that was shown.

    Raises:
        InvalidInput: it is another: what was decided before it has led elsewhere.
    """
    ahead = steps_ahead(context, request, unit)
    step = open_step(context.session, request.id)
    if step is None or not ahead or ahead[0].key != key:
        raise InvalidInput("steps_changed", number=request.number)
    return step


def _take(
    context: Context, request: Request, unit: OrgUnit, step: ApprovalStep, comment: str | None
) -> None:
    if step.duty == VALIDATE:
        check = check_of(context, request, unit)
        step.explanation_id = check.explanation_id
        _decide(context, request, unit, step, CONFIRMED, comment)
        request.state = after(request.state, Event.VALIDATE, request.number)
        add_step(context, request, EVALUATE, step.role)
    elif step.duty == EVALUATE:
        step.explanation_id = outlook_of(context, request, unit).explanation_id
        _decide(context, request, unit, step, CONFIRMED, comment)
        request.state = after(request.state, Event.EVALUATE, request.number)
        add_approvals(context, request)
    else:
        _decide(context, request, unit, step, APPROVED, comment)
    if open_next(context, request) is None:
        _approve(context, request, unit, step)


def _approve(context: Context, request: Request, unit: OrgUnit, last: ApprovalStep) -> None:
    request.state = after(request.state, Event.APPROVE, request.number)
    if line_for(context, request) is None:
        raise NotEnoughData("no_budget_to_approve", unit=unit.name, year=request.fiscal_year)
    commit(context, request)
    context.notify(
        {request.requester_id},
        "request_approved",
        number=request.number,
        total=total_of(request),
        **_who(context, last),
    )


def _who(context: Context, step: ApprovalStep) -> dict[str, str]:
    """Who took a step, and in whose place, as a notice tells it."""
    if step.on_behalf_of_id is None:
        return {"by": context.actor.name}
    principal = context.session.get_one(Employee, step.on_behalf_of_id)
    return {"by": context.actor.name, "on_behalf_of": principal.name}


def _decide(
    context: Context,
    request: Request,
    unit: OrgUnit,
    step: ApprovalStep,
    decision: str,
    comment: str | None,
) -> None:
    if comment and len(comment) > LONGEST_COMMENT:
        raise InvalidInput("comment_too_long", longest=LONGEST_COMMENT)
    principal = authority(context, request, unit, step).principal
    step.decision = decision
    step.decided_by_id = context.actor.employee_id
    step.on_behalf_of_id = principal.employee_id if principal else None
    step.decided_at = context.now
    step.channel = context.channel
    step.comment = comment.strip() if comment and comment.strip() else None
    context.record(
        f"{step.duty}_step",
        request.number,
        decision=decision,
        role=step.role,
        on_behalf_of=principal.emp_no if principal else None,
        evidence=step.explanation_id,
        counted=counted_amount(context, request) if step.duty == APPROVE else None,
    )
    if principal is not None:
        # Whose step it was learns of it, and by whom it was taken.
        context.notify(
            {principal.employee_id},
            f"{decision}_for_you",
            number=request.number,
            unit=named(unit),
            duty=step.duty,
            role=step.role,
            by=context.actor.name,
            comment=step.comment or "",
        )
    context.session.flush()
