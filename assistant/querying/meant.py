"""Questions about people that were taken for another question about the same course or skill, or that
go on with the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.asking.person_trainings import is_own
from assistant.asking.words import HISTORY, LEVELS, PEOPLE
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.conversation.coverage import measures_asked
from assistant.conversation.talk import Question
from assistant.message import CATALOGUED, Message, read_facts
from assistant.querying.about import (
    BELOW,
    LISTED,
    TRAINED,
    about_of,
    asks_count,
    asks_names,
    asks_people,
    level_said,
)
from assistant.querying.figures import COVERAGE, figures_said
from assistant.querying.people import ABOUT, is_of_training

# What has nothing to do with people.
_OF_MONEY = ("budget", "requests", "priorities")
MAY_BE = {one for one in of_kind("question") if CAPABILITIES[one].exports not in _OF_MONEY}
MAY_BE.add("nlu_fallback")
# Of these, other people are asked for next: who did not, the names.
_OF_PEOPLE = (PEOPLE, HISTORY, LEVELS)
# From here on it may go on with the question before, if it names nothing of its own.
GOES_ON = 0.3


def people_meant(turn: Turn) -> Message:
    """The message as a question about people where its words ask who, or how many, have or took
    something: no other answer has that."""
    message = turn.message
    if message.act is not None or message.intent not in MAY_BE:
        return message
    figures = figures_said(message.text)
    others = asks_people(message.text) or COVERAGE in figures
    if message.facts.name_said or (is_own(message.text) and not others):
        return message
    if _asks_of_money(message):
        return message
    about = {*about_of(message.text)} - {BELOW, LISTED}
    subject = turn.talk.subject
    if subject is not None and _goes_on(turn, subject, bool(about)):
        return _continued(message, subject)
    if figures and message.intent == HISTORY:
        return replace(message, intent=PEOPLE, confidence=1.0)
    counted = asks_count(message.text) and about - {TRAINED}
    asks = asks_names(message.text) or counted
    below = level_said(message.text) is not None and (asks or asks_count(message.text))
    if not below and not (about and asks and is_of_training(message, about)):
        return message
    return replace(message, intent=PEOPLE, confidence=1.0)


def _asks_of_money(message: Message) -> bool:
    """Whether it asks for figures that are told where it was taken for, and for none of ours."""
    taken_for = CAPABILITIES.get(message.intent)
    told = (taken_for.measures if taken_for else None) or ()
    ours, asked = CAPABILITIES[PEOPLE].measures or (), measures_asked(message)
    return any(one in told for one in asked) and not any(one in ours for one in asked)


def goes_on_with_people(turn: Turn, message: Message) -> bool:
    """Whether other people are asked for than those that were shown, or those who were only
    counted."""
    subject = turn.talk.subject
    if subject is None or subject.capability not in _OF_PEOPLE:
        return False
    counted = subject.capability == PEOPLE and not turn.talk.lists_people
    return bool({*about_of(message.text)} - {LISTED}) or (counted and asks_names(message.text))


def _goes_on(turn: Turn, subject: Question, says_what: bool) -> bool:
    message = turn.message
    if subject.capability not in _OF_PEOPLE or not turn.talk.is_answered or _names_course(message):
        return False
    if message.does("vary", "more") < GOES_ON:
        return False
    asks = asks_names(message.text) or asks_count(message.text)
    return says_what or (subject.capability == PEOPLE and asks)


def _names_course(message: Message) -> bool:
    said = [one for one in message.entities if one.get("start") is not None and one.get("code")]
    return any(one.get("kind", one["entity"]) in ("course", "skill") for one in said)


def _continued(message: Message, subject: Question) -> Message:
    """With all that was said before, but what is said anew."""
    said = {one["entity"] for one in message.entities}
    kept: list[dict[str, Any]] = [
        {**one, "start": None, "end": None}
        for one in subject.entities
        if one["entity"] not in said and (one.get("code") or one["entity"] not in CATALOGUED)
    ]
    if subject.capability == LEVELS:
        kept.append({"entity": ABOUT, "value": ABOUT, "about": [BELOW]})
    entities = (*kept, *message.entities)
    facts = read_facts(entities, message.today)
    return replace(message, intent=PEOPLE, confidence=1.0, entities=entities, facts=facts)
