"""The steps of a request: opened one after the other, each with its deadline."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from engine.access.deciders import HR
from engine.access.paths import codes_in
from engine.queries.catalogue import named
from engine.queries.people import deciders_of
from engine.queries.rates import convert
from engine.queries.workflow import last_sequence, others_of_programmes, undecided_steps
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import total_of
from engine.values.money import Money
from engine.workflow.approval import approvers

VALIDATE, EVALUATE, APPROVE = "validate", "evaluate", "approve"
CONFIRMED, APPROVED, RETURNED, REJECTED = "confirmed", "approved", "returned", "rejected"
VOID = "void"


def add_step(context: Context, request: Request, duty: str, role: str) -> None:
    context.session.add(
        ApprovalStep(
            request_id=request.id,
            round=request.round,
            sequence=last_sequence(context.session, request) + 1,
            duty=duty,
            role=role,
            policy_version=context.policy.version,
        )
    )
    context.session.flush()


def begin_round(context: Context, request: Request) -> None:
    """HR checks the request first, whatever was decided about it before."""
    void_steps(context, request)
    request.round += 1
    add_step(context, request, VALIDATE, HR)
    open_next(context, request)


def void_steps(context: Context, request: Request) -> None:
    """What was still to be decided need not be any more."""
    for step in undecided_steps(context.session, request.id):
        step.decision, step.decided_at = VOID, context.now
    context.session.flush()


def open_next(context: Context, request: Request) -> ApprovalStep | None:
    """Give the next step its turn, and tell those whose it is; None after the last."""
    step = next(iter(undecided_steps(context.session, request.id)), None)
    if step is None:
        return None
    step.opened_at = context.now
    step.due_at = context.now + timedelta(days=context.policy.approval.days_for(step.duty))
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    people = set(deciders_of(context.session, step.role, unit.path)) - {request.requester_id}
    context.notify(
        people,
        "request_waits",
        number=request.number,
        unit=named(unit),
        total=total_of(request),
        duty=step.duty,
        due=step.due_at.date(),
    )
    context.session.flush()
    return step


def add_approvals(context: Context, request: Request) -> None:
    """The steps that the policy wants for the sum of the request's programmes."""
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    programmes = {line.programme for line in request.lines}
    amount = counted_amount(context, request)
    for role in approvers(context.policy.approval, amount.amount, codes_in(unit.path), programmes):
        add_step(context, request, APPROVE, role)


def counted_amount(context: Context, request: Request) -> Money:
    """The request's sum with what else is asked for the same programmes in its year, in the
    home currency: asking in several parts gains nothing."""
    programmes = {line.programme for line in request.lines}
    own = convert(context.session, total_of(request), context.currency, context.today)
    amount: Decimal = own.converted.amount
    for currency, rate, total in others_of_programmes(context.session, request, programmes):
        if rate is not None:
            amount += total * rate
        else:
            other = Money(total, currency)
            found = convert(context.session, other, context.currency, context.today)
            amount += found.converted.amount
    return Money(amount, context.currency)
