"""Who may give a role, and take it away: one rule for pages, files and programs."""

from __future__ import annotations

from engine.access.actor import Actor, Role
from engine.access.rights import Right, require, scope


def may_grant(actor: Actor, role: Role, path: str) -> bool:
    """Who heads a unit is no secret power: whoever sets the company up says it. Any other role
    is given by who has it there himself, and by those who decide about authority."""
    held = () if role is Role.HEAD else actor.paths.get(role, ())
    return path.startswith((*held, *scope(actor, _right(role))))


def require_grant(actor: Actor, role: Role, path: str) -> None:
    """Pass when `actor` may give and take `role` over the unit at `path`.

    Raises:
        NotPermitted: naming the role to turn to.
    """
    if not may_grant(actor, role, path):
        require(actor, _right(role), path)


def _right(role: Role) -> Right:
    return Right.SET_UP if role is Role.HEAD else Right.SET_AUTHORITY
