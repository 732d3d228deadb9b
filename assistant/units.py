"""Which unit a message names, and what to say where the company has none of that name."""

from __future__ import annotations

from assistant.base import Turn
from assistant.message import Unknown
from engine.values.errors import NotFound


def unit_code(turn: Turn) -> str | None:
    """The code of the unit named; None where none is named.

    Raises:
        NotFound: one is named that is not there; the likeliest are told.
    """
    facts = turn.message.facts
    if facts.department:
        return facts.department["code"]
    if unknown := unknown_unit(turn):
        raise NotFound("unknown_unit", words=unknown.words, candidates=did_you_mean(turn, unknown))
    return None


def unknown_unit(turn: Turn) -> Unknown | None:
    """The first unit named that the company does not have."""
    named = turn.message.facts.unknown
    return next((one for one in named if one.kind == "department"), None)


def did_you_mean(turn: Turn, unknown: Unknown) -> str:
    names = [one["name"] for one in unknown.candidates]
    return turn.say("small.did_you_mean", names=names) if names else ""
