"""Which of several that were offered is meant, where it is said by its place: "the second"."""

from __future__ import annotations

from assistant.base import Turn
from assistant.reading import read_mentions
from assistant.reading.mention import Pointer


def place_said(turn: Turn, offered: int) -> int | None:
    """The place, from 0, among so many that were offered."""
    placed = [one for one in turn.message.entities if one.get("start") is not None]
    for one in read_mentions(turn.message.text, placed, turn.today):
        if not isinstance(one.value, Pointer) or one.value.to != "ordinal":
            continue
        number = one.value.number or 0
        if number == -1 and offered:
            return offered - 1
        if 1 <= number <= offered:
            return number - 1
    return None
