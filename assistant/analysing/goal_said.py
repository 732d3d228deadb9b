"""Whether a message asks what a goal takes, what a better skill would do, or how far a KPI is off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.analysing.marks import says, without_names
from assistant.gap_reading import GapWords, read_gap
from assistant.goal_reading import read_goal_words
from assistant.goal_values import move_said
from assistant.message import Message

SKILLS = ("skill", "course")


def gap_said(message: Message) -> GapWords | None:
    """The figures by which it asks how far a KPI is off: both; or one, of a KPI on record."""
    if move_said(message.entities) is not None:
        return None
    words = read_gap(message.text)
    both = words.target is not None and words.actual is not None
    named = bool(message.facts.kpi)
    if both and (named or words.name):
        return words
    one = words.target is not None and says("asks_gap", message.text)
    return words if named and one else None


def wants_gap(message: Message) -> bool:
    return gap_said(message) is not None and not says("asks_plan", message.text)


def wants_plan(message: Message) -> bool:
    """A KPI is to be somewhere, and it is asked what that takes; or a skill is to rise, and it is
    asked what that does."""
    if rises(message):
        return True
    if not message.facts.kpi or not says("asks_plan", message.text):
        return False
    said = read_goal_words(message.text)
    if said.change is not None or said.to is not None or move_said(message.entities):
        return True
    return says("reaches", message.text) and value_said(message) is not None


def rises(message: Message) -> bool:
    """Whether the figure is that of a skill: it stands before it, and no KPI does."""
    said = read_goal_words(message.text)
    if said.change is None or said.at is None:
        return False
    before = [_kind(one) for one in message.entities if _is_before(one, said.at)]
    if not any(one in SKILLS for one in before) or "kpi" in before:
        return False
    text = without_names(message.text, message.entities)
    return bool(message.facts.kpi) or says("results", text) or says("effect_of", text)


def value_said(message: Message) -> float | None:
    """The sum or number that a KPI is to reach."""
    facts = message.facts
    said = facts.amount or facts.ceiling
    if said is not None:
        return float(said.value)
    return None if facts.number is None else float(facts.number)


def _is_before(entity: Mapping[str, Any], at: int) -> bool:
    start = entity.get("start")
    return bool(entity.get("code")) and start is not None and start < at


def _kind(entity: Mapping[str, Any]) -> str:
    return str(entity.get("kind") or entity["entity"])
