"""What a proof of who somebody is still counts for."""

from __future__ import annotations

from engine.access.actor import Actor, Role

# How it was proved: by a code that went to him alone; by one that HR saw, or that went where HR
# had it go just before; by the first one of the set-up; by one that the operator printed.
SENT, BY_HR, FIRST, PRINTED = "sent_code", "by_hr", "first_code", "operator_code"
# What counts only for as long as he has no more power than that.
PASSING = frozenset((BY_HR, FIRST))


def stands(actor: Actor, proof: str) -> bool:
    """Whether what was proved so counts for `actor` as he is now. What somebody else could have
    used as well never opens a power, but that of HR, who often heads a unit, to begin with."""
    if proof == BY_HR:
        return not actor.powers
    if proof == FIRST:
        return actor.powers <= {Role.HR, Role.HEAD}
    return True
