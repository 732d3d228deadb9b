"""Who may see a request, and who may take its open step."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from engine.access import Right, scope
from engine.access.actor import Actor
from engine.access.deciders import DECIDERS, ESCALATES_TO, may_decide
from engine.queries.people import within
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
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


def authority(
    context: Context, request: Request, unit: OrgUnit, step: ApprovalStep
) -> Actor | None:
    """For whom the actor takes the step: None for himself, or whose delegate he is.

    Raises:
        NotPermitted: the request is his own (or his principal's); or it is others' to decide.
    """
    if request.requester_id == context.actor.employee_id:
        raise NotPermitted("own_request", who_has=_role(step))
    if _decides(context.actor, unit, step):
        return None
    for principal in context.actor.acting_for:
        if principal.employee_id != request.requester_id and _decides(principal, unit, step):
            return principal
    right = Right.VALIDATE_REQUESTS if step.duty == "validate" else Right.APPROVE_REQUESTS
    raise NotPermitted(right.value, who_has=_role(step))


def _decides(actor: Actor, unit: OrgUnit, step: ApprovalStep) -> bool:
    if may_decide(actor, step.role, unit.path):
        return True
    # Long overdue, and passed on to whoever comes next.
    return step.escalated_at is not None and may_decide(actor, ESCALATES_TO[step.role], unit.path)


def _role(step: ApprovalStep) -> str:
    return DECIDERS[step.role][0].value
