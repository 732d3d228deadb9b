"""Questions for an analysis, told by their words: no other answer has what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.analysing.relation_said import names_side, wants_reallocation, wants_relation
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.conversation.talk import Question
from assistant.message import CATALOGUED, Message, read_facts

RELATION = "relation"
_CAPABILITIES = {one.analysis: one.name for one in CAPABILITIES.values() if one.analysis}
_ANALYSES = {name: analysis for analysis, name in _CAPABILITIES.items()}
# What is stored is not asked for.
MAY_BE = of_kind("question", "general", "outside") | {"nlu_fallback"}
# A follow-up is short: what is longer stands by itself.
SHORT = 40

_NEW: dict[str, Callable[[Message], bool]] = {
    RELATION: lambda message: wants_reallocation(message) or wants_relation(message),
}
_FURTHER: dict[str, Callable[[Message], bool]] = {RELATION: names_side}


def analysis_meant(turn: Turn) -> Message:
    """The message as a question for the analysis that its words ask for; itself otherwise."""
    message, subject = turn.message, turn.talk.subject
    if message.act is not None:
        return message
    for analysis, asks in _NEW.items():
        if asks(message):
            return replace(message, intent=_CAPABILITIES[analysis], confidence=1.0)
    if subject is not None and turn.talk.is_answered and _goes_on(message, subject):
        return _continued(message, subject)
    return message


def _goes_on(message: Message, subject: Question) -> bool:
    further = _FURTHER.get(_ANALYSES.get(subject.capability, ""))
    if further is None or message.intent == subject.capability:
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
