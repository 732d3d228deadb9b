"""Questions about people that were taken for another question about the same course or skill."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import Turn
from assistant.capabilities import of_kind
from assistant.message import Message
from assistant.person_trainings import is_own
from assistant.querying.about import BELOW, LISTED, TRAINED, about_of, asks_count, asks_names

NAMES = "query_people"
MAY_BE = of_kind("question") | {"nlu_fallback", "out_of_scope"}


def people_meant(turn: Turn) -> Message:
    """The message as a question about people where its words ask who, or how many, have or took
    something: no other answer has that."""
    message = turn.message
    if message.act is not None or message.intent not in MAY_BE - {NAMES}:
        return message
    if message.facts.people or is_own(message.text):
        return message
    about = {*about_of(message.text)} - {BELOW, LISTED}
    counted = asks_count(message.text) and about - {TRAINED}
    if not about or not (asks_names(message.text) or counted):
        return message
    return replace(message, intent=NAMES, confidence=1.0)
