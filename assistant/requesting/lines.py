"""The lines of a draft that asks for several trainings: each is a draft of its own. One is at
hand, in the slots where the only one of a draft lies; the others are kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.base import Turn
from assistant.draft import EMPTY, thing_of

Slots = Mapping[str, Any]
Line = dict[str, Any]
# What is of the draft as a whole; all else that a draft is made of is of a line.
OF_ALL = ("confirmed", "draft_key", "offer", "queue", "lines", "unplaced", "chosen")
LINE_SLOTS = tuple(name for name in EMPTY if name not in OF_ALL)


def is_several(slots: Slots) -> bool:
    return bool(slots.get("lines"))


def line_at_hand(slots: Slots) -> Line:
    return {name: slots[name] for name in LINE_SLOTS if slots.get(name) is not None}


def lines_of(slots: Slots) -> list[Line]:
    """All of them in the order in which they were said."""
    return sorted([line_at_hand(slots), *(slots.get("lines") or ())], key=_place)


def line_at(slots: Slots, place: int) -> Line:
    return next(one for one in lines_of(slots) if _place(one) == place)


def with_line(slots: Slots, line: Slots) -> dict[str, Any]:
    """The draft as if the line were its only one."""
    return {**slots, **dict.fromkeys(LINE_SLOTS), **line, "lines": None}


def put_lines(turn: Turn, lines: Sequence[Line], at_hand: int) -> None:
    """These are the lines from now on, the one at that place at hand."""
    first = next(one for one in lines if _place(one) == at_hand)
    others = [one for one in lines if _place(one) != at_hand]
    turn.set(**{**dict.fromkeys(LINE_SLOTS), **first}, lines=others or None)


def turn_to(turn: Turn, place: int) -> None:
    """Take the line at that place to hand."""
    if turn.slots.get("place") != place:
        put_lines(turn, lines_of(turn.slots), place)


def drop_line(turn: Turn, place: int) -> Line:
    """One line is dropped; the first of the others is at hand where it was that."""
    gone = line_at(turn.slots, place)
    left = [one for one in lines_of(turn.slots) if _place(one) != place]
    at_hand = turn.slots.get("place")
    put_lines(turn, left, _place(left[0]) if at_hand == place or at_hand is None else at_hand)
    return gone


def name_of(turn: Turn, line: Slots) -> str:
    """What the training of a line is called in the language spoken."""
    thing = thing_of(line)
    name = turn.speech.name(thing) if thing.get("name") else thing.get("topic")
    return str(name or "")


def names_of(line: Slots) -> tuple[str, ...]:
    """By what a line may be named: what was said, and what the catalogue calls it."""
    thing = thing_of(line)
    said = [line.get("called"), thing.get("name"), thing.get("name_en"), thing.get("topic")]
    return tuple(dict.fromkeys(str(one) for one in said if one))


def codes_of(line: Slots) -> tuple[str, ...]:
    things = (line.get("course") or {}, line.get("skill") or {})
    return tuple(one["code"] for one in things if one.get("code"))


def _place(line: Slots) -> int:
    return int(line.get("place") or 0)
