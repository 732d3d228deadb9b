"""Who may see and do what: one table, enforced on the object and the org subtree."""

from engine.access.actor import Actor, Role
from engine.access.rights import Right, require, scope

__all__ = ["Actor", "Right", "Role", "require", "scope"]
