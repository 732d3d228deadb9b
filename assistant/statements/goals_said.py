"""Several goals in one message: each is one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.goal_values import MOVE
from assistant.message import Message, read_facts
from assistant.statements.saying import says
from assistant.understanding.patterns import Patterns

_PARTS = Patterns(__file__).compiled("parts")
_JOINT = re.compile(rf"(?:\s|{_PARTS.pattern})++$", re.IGNORECASE)
_FIGURES = (MOVE, "percent_from", "percent_to")


def goals_said(message: Message) -> list[Message]:
    """The message as one goal each: those with a KPI and its figures; where it speaks of goals,
    also those that say how much of something. One goal where there are not several."""
    starts = [start for start, end in _clauses(message.text) if _is_goal(message, start, end)]
    if len(starts) < 2:
        return [message]
    bounds = zip([0, *starts[1:]], [*starts[1:], len(message.text)], strict=True)
    return [_part(message, start, end) for start, end in bounds]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _PARTS.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _is_goal(message: Message, start: int, end: int) -> bool:
    inside = [one["entity"] for one in _within(message, start, end)]
    words = message.text[start:end]
    if any(one in _FIGURES for one in inside):
        return "kpi" in inside or MOVE in inside
    counted = says("how_much", words)
    return counted and ("kpi" in inside or says("several_goals", message.text))


def _within(message: Message, start: int, end: int) -> list[dict[str, Any]]:
    return [
        dict(one)
        for one in message.entities
        if one.get("start") is not None and start <= one["start"] and one["end"] <= end
    ]


def _part(message: Message, start: int, end: int) -> Message:
    text = _JOINT.sub("", message.text[start:end])
    entities = [
        {**one, "start": one["start"] - start, "end": one["end"] - start}
        for one in _within(message, start, end)
    ]
    facts = read_facts(entities, message.today)
    return replace(message, text=text.strip(), entities=entities, facts=facts)
