"""Who decides a step of a request: the step's role, said in the roles people hold."""

from __future__ import annotations

from engine.access.actor import Actor, Role
from engine.access.paths import is_whole_company

HR, HR_HEAD, FINANCE, MANAGEMENT = "hr", "hr_head", "finance", "management"
# The role to hold over the request's unit; and whether over the whole company, no less.
DECIDERS: dict[str, tuple[Role, bool]] = {
    HR: (Role.HR, False),
    HR_HEAD: (Role.HR, True),
    FINANCE: (Role.FINANCE, False),
    MANAGEMENT: (Role.MANAGEMENT, False),
}
# Who may decide as well, in this order, once a step is long overdue or nobody is left to take
# it. Never finance's for HR, or HR's for finance: each is there to look over the other's work.
ESCALATES_TO: dict[str, tuple[str, ...]] = {
    HR: (HR_HEAD, MANAGEMENT),
    HR_HEAD: (MANAGEMENT,),
    FINANCE: (MANAGEMENT,),
    MANAGEMENT: (HR_HEAD,),
}


def covers(decider: str, held: str, path: str) -> bool:
    """Whether a grant over the subtree `held` is one for deciding on the unit at `path`."""
    _, everywhere = DECIDERS[decider]
    return path.startswith(held) and (not everywhere or is_whole_company(held))


def paths_as(actor: Actor, decider: str) -> list[str]:
    """The subtrees in which `actor` is a `decider`."""
    held = actor.paths.get(DECIDERS[decider][0], ())
    return [path for path in held if covers(decider, path, path)]


def may_decide(actor: Actor, decider: str, path: str) -> bool:
    """Whether `actor` is a `decider` for requests of the unit at `path`."""
    return any(path.startswith(held) for held in paths_as(actor, decider))
