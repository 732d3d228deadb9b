"""Whom somebody is referred to for what the assistant cannot do: never to himself."""

from __future__ import annotations

from assistant.base import Turn
from engine.access import Right
from engine.usecases.units import contacts, may
from engine.values.errors import NotPermitted


def people_of_hr(turn: Turn) -> tuple[str, ...]:
    """Those of HR who can help, by name; HR as a whole where none is known, and for the only one
    of HR whoever else there is."""
    known = turn.perform(contacts)
    return known.hr or (turn.say("small.alone_in_hr" if known.is_hr else "role.hr"),)


def leads(turn: Turn) -> bool:
    """Whether somebody stands for a unit, and states what it lacks."""
    try:
        turn.perform(may, Right.STATE_GOALS)
    except NotPermitted:
        return False
    return True
