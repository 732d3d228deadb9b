"""What a message does, as our flows take it: what belongs together in one, and nothing idle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.retelling.told import Told

# What gives values to the thing in hand; a yes beside it is none to the summary that follows.
VALUES = ("start", "fill", "change")
_ASSENTS = ("yes", "no")
# What only says how to go on, and is idle beside something that is to be done.
_IDLE = ("resume", "social", "unclear")


def ordered(told: Sequence[Told]) -> tuple[Told, ...]:
    """Values for the same thing in one sentence; without what is idle beside something else."""
    gives = any(one.act in VALUES for one in told)
    kept = [one for one in told if not (gives and one.act in _ASSENTS)]
    busy = [one for one in kept if one.act not in _IDLE] or kept[:1]
    return tuple(_one(list(same)) for _, same in groupby(busy, key=_belongs))


def _belongs(told: Told) -> tuple[str, str | None, str]:
    """Equal for neighbours that are one thing."""
    if told.act in VALUES:
        return "values" if told.act != "start" else "start", told.capability, ""
    return told.act, told.capability, told.text


def _one(same: Sequence[Told]) -> Told:
    first, *others = same
    if not others:
        return first
    return first._replace(text="\n".join(one.text for one in same))
