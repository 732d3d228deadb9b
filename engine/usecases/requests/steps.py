"""The steps of a request: opened one after the other, each with its deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.access.deciders import ESCALATES_TO, HR
from engine.queries.budget_programmes import all_programmes, wanted_by
from engine.queries.catalogue import named
from engine.queries.rates import convert
from engine.queries.workflow import (
    asked_besides,
    last_sequence,
    round_began,
    undecided_steps,
)
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import total_of
from engine.usecases.requests.levels import approvers_of
from engine.usecases.requests.parts import parts_in
from engine.usecases.requests.takers import Taker, require_parted, require_takers, takers_of
from engine.values.money import Money

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
    """Give the next step its turn, and tell those whose it is; None after the last. Where
    nobody is left to take it, it goes at once to whoever comes next."""
    left = undecided_steps(context.session, request.id)
    if not left:
        return None
    step = left[0]
    step.opened_at = context.now
    step.due_at = context.now + timedelta(days=context.policy.approval.days_for(step.duty))
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    parts = parts_in(context, request)
    require_takers(context, [step.role], unit, parts)
    later = approvals_wanted(context, request) if step.duty != APPROVE else ()
    require_parted(context, [*(one.role for one in left), *later], unit, parts)
    found = takers_of(context, request, unit, step)
    if found.own:
        tell(context, request, step, found.own, "request_waits")
    else:
        pass_on(context, request, step, "step_vacant")
    context.session.flush()
    return step


def pass_on(context: Context, request: Request, step: ApprovalStep, code: str) -> bool:
    """Let whoever comes next take the step as well, and tell them so by a notice of `code`;
    whether there is anybody."""
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    step.escalated_at = context.now
    found = takers_of(context, request, unit, step)
    tell(context, request, step, found.passed_to, code)
    context.record("escalate_step", request.number, duty=step.duty, to=ESCALATES_TO[step.role])
    return bool(found.own or found.passed_to)


def tell(
    context: Context,
    request: Request,
    step: ApprovalStep,
    people: Iterable[Taker],
    code: str,
    but: Collection[int] = (),
    **more: Any,
) -> None:
    """A notice about a step to those who may take it and to their delegates, who are told in
    whose place; none to those of `but`. `more` is what else it tells."""
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    args: dict[str, Any] = {
        "number": request.number,
        "unit": named(unit),
        "total": total_of(request),
        "duty": step.duty,
        "role": step.role,
        "due": context.company.day_of(step.due_at or context.now),
        **more,
    }
    takers = list(people)
    own = {one.employee_id for one in takers}
    context.notify(own - set(but), code, **args)
    places: dict[int, list[str]] = {}
    for one in takers:
        for delegate in one.delegates:
            places.setdefault(delegate.employee_id, []).append(one.name)
    for delegate_id, names in places.items():
        if delegate_id not in own and delegate_id not in but:
            context.notify({delegate_id}, code, **args, in_place_of=names)


def approvals_wanted(context: Context, request: Request) -> tuple[str, ...]:
    """Who has to approve by the policy, in order, for the sum of the request's programmes."""
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    wanted = wanted_by(context.session, request.lines)
    programmes = all_programmes(context.session, wanted)
    amount = counted_amount(context, request).amount
    # Whom HR has taken the unit from meanwhile asked by its word all the same.
    requester = request.requester_id if request.by_word_of_hr else None
    return approvers_of(context, amount, unit, programmes, requester)


def require_deciders(context: Context, request: Request) -> None:
    """Refuse to ask for what could never be decided.

    Raises:
        InvalidInput: nobody could take one of the steps it needs, or somebody would have to take
            steps of two roles.
    """
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    roles = (HR, *approvals_wanted(context, request))
    parts = parts_in(context, request)
    require_takers(context, roles, unit, parts)
    require_parted(context, roles, unit, parts)


def add_approvals(context: Context, request: Request) -> None:
    """The steps that the policy wants."""
    for role in approvals_wanted(context, request):
        add_step(context, request, APPROVE, role)


def counted_amount(context: Context, request: Request) -> Money:
    """The request's sum with what else is asked for the same programmes in its year, and by the
    same person for the same unit within some days (the policy's `split_days`), in the home
    currency: asking in several parts gains nothing."""
    own = convert(context.session, total_of(request), context.currency, context.today)
    amount: Decimal = own.converted.amount
    began = round_began(context.session, request) or context.now
    since = began - timedelta(days=context.policy.approval.split_days)
    for currency, rate, total in asked_besides(context.session, request, since):
        if rate is not None:
            amount += total * rate
        else:
            other = Money(total, currency)
            found = convert(context.session, other, context.currency, context.today)
            amount += found.converted.amount
    return Money(amount, context.currency)
