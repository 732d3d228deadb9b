"""What a message says of a goal: a value to reach, or a change, in points or relative."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from engine.analysis.kpi_tree import POINTS, RELATIVE

_NUMBER = r"(?P<{name}>\d+(?:\.\d+)?)\s*(?:%|％|percent\b|per cent\b)"
# Per cent that nobody says are per cent: "转化率25到30", "from 25 to 30". Never before a unit.
_BARE = (
    r"(?<![\d.])(?P<{name}>\d{{1,2}}(?:\.\d+)?)(?![\d.]|\s*[个人名位次天周月日号年小分元块万千百台件家条份]"
    r"|\s*(?:people|persons?|days?|weeks?|months?|years?|hours?|minutes?|k\b|million|yuan)"
    r"|(?:st|nd|rd|th)\b)"
)
_REACHES = r"(?:到|至|\bto\b|达到|\breach(?:es)?\b|\bhit\b|->|→)"
# "from 25% to 30%", "从25%提高到30%", "到30%": the last figure is the one to reach.
TO = re.compile(rf"{_REACHES}\s*(?:了)?\s*{_NUMBER.format(name='to')}", re.IGNORECASE)
BARE_TO = re.compile(rf"{_REACHES}\s*(?:了)?\s*{_BARE.format(name='to')}", re.IGNORECASE)
FROM = re.compile(
    rf"(?P<from>\d+(?:\.\d+)?)\s*(?:%|％)?\s*(?:提高|提升|升|涨|增|降|下降|减|做)?\s*{_REACHES}",
    re.IGNORECASE,
)
POINT = re.compile(
    r"(?P<points>\d+(?:\.\d+)?)\s*(?:个?百分点|个点|(?:percentage\s+)?points?\b|pp\b)",
    re.IGNORECASE,
)
CHANGE = re.compile(_NUMBER.format(name="change"), re.IGNORECASE)
LOWER = re.compile(
    r"降|减少|下降|压缩|缩短|\b(?:lower|reduce|cut|down|drop|decrease|fewer|less)\b", re.I
)
RELATIVELY = re.compile(r"相对|\brelative", re.IGNORECASE)


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
    if found := TO.search(text):
        return _reaching(found, text)
    sign = -1 if LOWER.search(text) else 1
    if found := POINT.search(text):
        return GoalSaid(
            change=sign * float(found["points"]) / 100, reading=POINTS, at=found.start()
        )
    if found := CHANGE.search(text):
        reading = RELATIVE if RELATIVELY.search(text) else None
        return GoalSaid(
            change=sign * float(found["change"]) / 100, reading=reading, at=found.start()
        )
    if found := BARE_TO.search(text):
        return _reaching(found, text)
    return GoalSaid()


def _reaching(found: re.Match[str], text: str) -> GoalSaid:
    before = FROM.search(text)
    start = float(before["from"]) / 100 if before and before.start() < found.start("to") else None
    return GoalSaid(to=float(found["to"]) / 100, start=start, at=found.start())
