"""What a message says of a goal: a value to reach, or a change, in points or relative."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import parse_number
from assistant.understanding.taken import took
from engine.analysis.kpi_tree import POINTS, RELATIVE

_SAID = Patterns(__file__)

TO = _SAID.compiled("to")
BARE_TO = _SAID.compiled("bare_to")
FROM = _SAID.compiled("from")
POINT = _SAID.compiled("point")
CHANGE = _SAID.compiled("change")
LOWER = _SAID.compiled("lower")
RELATIVELY = _SAID.compiled("relatively")
TENTHS = _SAID.compiled("tenths")
PARTS = _SAID.each("parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSaid:
    """`change` 0.1 for "10 %"; negative for a goal that is to fall. `reading` only where it
    was said; `start` is the value it begins from, where that is said beside the one to reach.
    `at` is where the figure stands."""

    change: float | None = None
    to: float | None = None
    reading: str | None = None
    start: float | None = None
    at: int | None = field(default=None, compare=False)


def read_goal_words(text: str) -> GoalSaid:
    """The goal's figures; neither change nor value where none is said."""
    if found := took(TO.search(text)):
        return _reaching(found, text)
    sign = -1 if took(LOWER.search(text)) else 1
    if found := took(POINT.search(text)):
        return GoalSaid(
            change=sign * _number(found["points"]) / 100, reading=POINTS, at=found.start()
        )
    if found := took(CHANGE.search(text)):
        reading = RELATIVE if took(RELATIVELY.search(text)) else None
        return GoalSaid(
            change=sign * float(found["change"]) / 100, reading=reading, at=found.start()
        )
    if part := _part(text):
        share, at = part
        return GoalSaid(change=sign * share, reading=RELATIVE, at=at)
    if found := took(BARE_TO.search(text)):
        return _reaching(found, text)
    return GoalSaid()


def _part(text: str) -> tuple[float, int] | None:
    """A tenth of it, half of it: always of what it is."""
    if found := took(TENTHS.search(text)):
        return _number(found["tenths"]) / 10, found.start()
    for share, pattern in PARTS:
        if found := took(pattern.search(text)):
            return float(share), found.start()
    return None


def _number(words: str) -> float:
    number = parse_number(words)
    assert number is not None, "the pattern has found figures or a numeral"
    return float(number)


def _reaching(found: re.Match[str], text: str) -> GoalSaid:
    before = took(FROM.search(text))
    start = float(before["from"]) / 100 if before and before.start() < found.start("to") else None
    return GoalSaid(to=float(found["to"]) / 100, start=start, at=found.start())
