"""Dropping some of several trainings: the others stay."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.needs import needs_dropped
from assistant.reading.answers import drops_all, is_stop
from assistant.requesting.lines import drop_line, is_several, lines_of, name_of
from assistant.requesting.several import OF_ALL, named_lines


def dropped(turn: Turn, asked: str) -> Sequence[int]:
    """The places of those that are dropped; none where it drops none, or all of them."""
    message = turn.message
    if not is_several(turn.slots):
        return []
    if which := needs_dropped(message.text, named_lines(turn), message.entities):
        return which
    if asked in OF_ALL or drops_all(message) or not is_stop(message, asked):
        return []
    return [int(turn.slots["place"])]


def drop(turn: Turn, places: Sequence[int]) -> None:
    """Which is said, and the others stay."""
    lines = lines_of(turn.slots)
    if any(place not in [one["place"] for one in lines] for place in places):
        turn.reply(turn.say("queue.not_so_many", count=len(lines)))
        return
    for place in places:
        name = name_of(turn, drop_line(turn, place))
        turn.reply(turn.say("queue.dropped", training=name))
