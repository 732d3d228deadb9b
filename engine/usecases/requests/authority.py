"""Who may see a request, and who may take its open step."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from engine.access import Right, scope
from engine.access.actor import Actor
from engine.access.deciders import DECIDERS, ESCALATES_TO, may_decide
from engine.queries.people import within
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.requests.parts import parts_in
from engine.values.errors import NotPermitted


def paths_seen(context: Context) -> tuple[str, ...]:
    """The subtrees whose requests the actor may see, for himself or as a delegate."""
    actors = (context.actor, *context.actor.acting_for)
    return tuple(path for actor in actors for path in scope(actor, Right.SEE_REQUESTS))


def visible(context: Context, request: Request, unit: OrgUnit) -> bool:
    own = request.requester_id == context.actor.employee_id
    return own or unit.path.startswith(paths_seen(context))


def which_visible(context: Context) -> ColumnElement[bool]:
    """The same as a condition on Request joined with its OrgUnit."""
    mine = Request.requester_id == context.actor.employee_id
    return or_(mine, within(paths_seen(context)))


@dataclass(frozen=True, slots=True)
class Authority:
    """By what right a step is taken: for himself, or in the place of `principal`; and as which
    decider: the step's own, or one it was passed on to."""

    principal: Actor | None
    taken_as: str


def authority(context: Context, request: Request, unit: OrgUnit, step: ApprovalStep) -> Authority:
    """By what right the actor takes the step.

    Raises:
        NotPermitted: he (or his principal) asked for it or changed it, or took a step of another
            role; or it is others' to decide.
    """
    if request.requester_id == context.actor.employee_id:
        raise NotPermitted("own_request", who_has=_role(step))
    parts, me = parts_in(context, request), context.actor.employee_id
    if me in parts.asked:
        raise NotPermitted("own_change", who_has=_role(step))
    barred, other = parts.barred(step.role), None
    for actor in (context.actor, *context.actor.acting_for):
        taken_as = None if actor.employee_id in parts.asked else _decides_as(actor, unit, step)
        if taken_as is None:
            continue
        if not barred & {me, actor.employee_id}:
            return Authority(None if actor is context.actor else actor, taken_as)
        other = other or parts.other_role({me, actor.employee_id}, step.role)
    if other is not None:
        raise NotPermitted("second_part", who_has=_role(step), taken=other.value)
    right = Right.VALIDATE_REQUESTS if step.duty == "validate" else Right.APPROVE_REQUESTS
    raise NotPermitted(right.value, who_has=_role(step))


def _decides_as(actor: Actor, unit: OrgUnit, step: ApprovalStep) -> str | None:
    """The step's own role, or one that it was passed on to; None for neither."""
    passed_to = ESCALATES_TO[step.role] if step.escalated_at is not None else ()
    roles = (step.role, *passed_to)
    return next((role for role in roles if may_decide(actor, role, unit.path)), None)


def _role(step: ApprovalStep) -> str:
    return DECIDERS[step.role][0].value
