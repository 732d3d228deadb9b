"""Questions for an analysis, told by their words: no other answer has what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.analysing.goal_said import wants_gap, wants_plan
from assistant.analysing.relation_said import names_side, wants_reallocation, wants_relation
from assistant.asking.aspects import ASPECT, aspects_of, is_named, surely_does
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.conversation.framing import AGAINST
from assistant.conversation.talk import Question
from assistant.message import CATALOGUED, Message, read_facts
from engine.usecases.goal_values import kpi_called

RELATION, GOAL, GAP = "relation", "goal", "gap"
_CAPABILITIES = {one.analysis: one.name for one in CAPABILITIES.values() if one.analysis}
_ANALYSES = {name: analysis for analysis, name in _CAPABILITIES.items()}
# An aspect of effects (`query_training_effect/asked.toml`).
TWO_YEARS = "efficiency"
# What is stored is not asked for.
MAY_BE = of_kind("question", "general", "outside") | {"nlu_fallback"}
# A follow-up is short: what is longer stands by itself.
SHORT = 40

_NEW: dict[str, Callable[[Message], bool]] = {
    RELATION: lambda message: wants_reallocation(message) or wants_relation(message),
    GAP: wants_gap,
    GOAL: wants_plan,
}
_FURTHER: dict[str, Callable[[Message], bool]] = {RELATION: names_side}


def analysis_meant(turn: Turn) -> Message:
    """The message as a question for the analysis that its words ask for; itself otherwise."""
    subject = turn.talk.subject
    if turn.message.act is not None or surely_does(turn.message):
        return turn.message
    message = _with_kpi(turn)
    for analysis, asks in _NEW.items():
        if asks(message):
            named = {"entity": ASPECT, "value": analysis, "start": 0, "end": 0}
            entities = (*message.entities, named)
            return replace(
                message, intent=_CAPABILITIES[analysis], confidence=1.0, entities=entities
            )
    message = _of_two_years(turn.message)
    if subject is not None and turn.talk.is_answered and _goes_on(message, subject):
        return _continued(message, subject)
    return message


def _of_two_years(message: Message) -> Message:
    """What money brought in two years is held against the other year by itself."""
    if TWO_YEARS not in aspects_of(message):
        return message
    kept = tuple(one for one in message.entities if one["entity"] != AGAINST)
    return replace(message, entities=kept)


def _with_kpi(turn: Turn) -> Message:
    """With a KPI that is called as a unit is, where it is to reach a sum: sales of 33 million."""
    message, facts = turn.message, turn.message.facts
    if facts.kpi or not facts.department or not (facts.amount or facts.ceiling):
        return message
    unit = next(one for one in message.entities if one["entity"] == "department")
    start, end = unit.get("start"), unit.get("end")
    kpi = None if start is None else turn.perform(kpi_called, message.text[start:end])
    if kpi is None:
        return message
    named = {**unit, "entity": "kpi", "kind": "kpi", "code": kpi.code}
    entities = tuple(named if one is unit else one for one in message.entities)
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def _goes_on(message: Message, subject: Question) -> bool:
    further = _FURTHER.get(_ANALYSES.get(subject.capability, ""))
    if further is None or message.intent == subject.capability or is_named(message):
        return False
    return message.intent in MAY_BE and len(message.text) <= SHORT and further(message)


def _continued(message: Message, subject: Question) -> Message:
    """With all that was said before, but what is said anew."""
    said = {one["entity"] for one in message.entities}
    kept = [
        {**one, "start": None, "end": None}
        for one in subject.entities
        if one["entity"] not in said and (one.get("code") or one["entity"] not in CATALOGUED)
    ]
    entities = (*kept, *message.entities)
    return replace(
        message,
        intent=subject.capability,
        confidence=1.0,
        entities=entities,
        facts=read_facts(entities, message.today),
    )
