"""The role table: which role has which right, within which subtree."""

from __future__ import annotations

from enum import StrEnum

from engine.access.actor import Actor, Role
from engine.values.errors import NotPermitted


class Right(StrEnum):
    SEE_COSTS = "see_costs"
    SEE_GAPS = "see_gaps"
    SEE_BUDGET = "see_budget"
    SEE_PRIORITIES = "see_priorities"
    SEE_REQUESTS = "see_requests"
    REQUEST_BUDGET = "request_budget"
    REPORT_NEED = "report_need"
    SEE_EXPLANATIONS = "see_explanations"


_PLANNERS = (Role.HEAD, Role.HR, Role.MANAGEMENT)
ROLES: dict[Right, tuple[Role, ...]] = {
    Right.SEE_COSTS: (*_PLANNERS, Role.FINANCE),
    Right.SEE_GAPS: _PLANNERS,
    Right.SEE_BUDGET: (*_PLANNERS, Role.FINANCE, Role.AUDITOR),
    Right.SEE_PRIORITIES: (*_PLANNERS, Role.FINANCE),
    Right.SEE_REQUESTS: (*_PLANNERS, Role.FINANCE, Role.AUDITOR),
    Right.REQUEST_BUDGET: _PLANNERS,
    Right.REPORT_NEED: (Role.EMPLOYEE,),
    Right.SEE_EXPLANATIONS: (Role.HR, Role.MANAGEMENT, Role.AUDITOR),
}


def scope(actor: Actor, right: Right) -> tuple[str, ...]:
    """The subtrees (path prefixes) in which `actor` has `right`; empty for nowhere."""
    return tuple(path for role in ROLES[right] for path in actor.paths.get(role, ()))


def require(actor: Actor, right: Right, path: str | None = None) -> None:
    """Pass when `actor` has `right` on the unit at `path` (anywhere, without a path).

    Raises:
        NotPermitted: naming the role to turn to, and nothing about the object.
    """
    held = scope(actor, right)
    if not held or (path is not None and not path.startswith(held)):
        raise NotPermitted(right.value, who_has=_who_has(actor, right))


def _who_has(actor: Actor, right: Right) -> str:
    """Whom to turn to: one's own head, or HR for somebody who is head elsewhere."""
    is_head = Role.HEAD in actor.paths
    return Role.HEAD.value if Role.HEAD in ROLES[right] and not is_head else Role.HR.value
