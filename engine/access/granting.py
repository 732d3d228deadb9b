"""Who may give a role, and take it away: one rule for pages, files and programs."""

from __future__ import annotations

from engine.access.actor import Actor, Role
from engine.access.rights import Right, require, scope


def may_grant(actor: Actor, role: Role, path: str) -> bool:
    """Who heads a unit is no secret power: whoever sets the company up says it. Any other role
    is given by those who decide about authority alone: who has it could otherwise give it to
    somebody of his own making, and be two people in one request."""
    return path.startswith(scope(actor, _right(role)))


def vouches(actor: Actor) -> bool:
    """Whether who heads a unit needs nobody else's word when `actor` says it. That of HR does,
    whatever else he is: HR alone approves small sums, and would approve those of a head of its
    own making."""
    is_person = bool(actor.employee_id)
    return not is_person or (Role.MANAGEMENT in actor.roles and Role.HR not in actor.roles)


def require_grant(actor: Actor, role: Role, path: str) -> None:
    """Pass when `actor` may give and take `role` over the unit at `path`.

    Raises:
        NotPermitted: naming the role to turn to.
    """
    if not may_grant(actor, role, path):
        require(actor, _right(role), path)


def _right(role: Role) -> Right:
    return Right.SET_UP if role is Role.HEAD else Right.SET_AUTHORITY
