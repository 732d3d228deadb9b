"""Which question is asked, and what of its answer, by the words of a message: a capability names in
its folder (`asked.toml`) what it can be asked for, and how that is called in each language.

What is named so is meant, whatever the sentence was taken for. A question that goes on with the one
before keeps what that was about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from assistant.asking.person_trainings import is_of_oneself, means_others
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import FRAMES, framed
from assistant.conversation.talk import Question
from assistant.language import languages_in, read_toml
from assistant.message import CATALOGUED, Message, read_facts
from assistant.querying.lasting import year_said
from assistant.reading.answers import VERY_SURE
from engine.usecases.units import contacts

# Among the entities of a question: one thing of its answer that is asked for.
ASPECT = "aspect"
PERSON = "employee_name"
# What is asked in words that fit other things as well.
VAGUE = {"skills"}
# A message that says but another year is no longer.
LONGEST_YEAR = 16
# And one that only says what is to be left of the answer before.
LONGEST_FOLLOWING = 40
Entity = dict[str, Any]
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`of_person`: only of the speaker himself, or of somebody. `names` are the kinds of things by
    which alone an aspect is named, where the words `asking` stand beside."""

    capability: str
    order: int
    aspects: Mapping[str, Words]
    unless: Words
    of_person: bool = False
    asking: Words | None = None
    # What is said beside an aspect; by itself it is asked for right after a question of the same.
    beside: Mapping[str, Words] = field(default_factory=dict)
    # How likely the sentence has to be taken for it, where it goes on with no answer of it; and
    # right after whose answers the same words go on with these.
    least: float = 0.0
    not_after: Sequence[str] = ()
    # Of which kinds something has to be said for an aspect to be meant.
    takes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    # What is asked for with words of doing.
    acts: Sequence[str] = ()
    names: Mapping[str, str] | None = None

    def named_in(self, text: str, goes_on: bool) -> list[str]:
        """What of it the words name, in the order of the file; nothing where they are another's."""
        if _says(self.unless, text):
            return []
        found = [name for name, words in self.aspects.items() if _says(words, text)]
        if not found and not (goes_on and len(text) <= LONGEST_FOLLOWING):
            return []
        return found + [name for name, words in self.beside.items() if _says(words, text)]

    def is_word(self, entity: Entity) -> bool:
        """Whether what was read as a name that nothing has is a word of the question."""
        if entity.get("code") or entity["entity"] not in CATALOGUED:
            return False
        return any(_says(words, str(entity["value"])) for words in self.beside.values())

    def named_by_things(self, message: Message) -> list[str]:
        """What of it the things that are named stand for, where something is asked."""
        if _says(self.unless, message.text):
            return []
        if self.names is None or self.asking is None or not _says(self.asking, message.text):
            return []
        kinds = {
            one.get("kind", one["entity"])
            for one in message.entities
            if one.get("code") and one.get("start") is not None
        }
        return [aspect for kind, aspect in self.names.items() if kind in kinds]


@cache
def _every() -> tuple[Asked, ...]:
    found = []
    for one in CAPABILITIES.values():
        words = read_toml(one.folder / "asked.toml")
        if words:
            known = {name: words[name] for name in words if name in Asked.__dataclass_fields__}
            found.append(Asked(capability=one.name, **{"unless": {}, **known}))
    return tuple(sorted(found, key=lambda one: one.order))


def asked_meant(turn: Turn) -> Message:
    """The message as the question that its words name; itself where they name none."""
    message = turn.message
    if message.act is not None:
        return message
    if found := _of_another_year(turn):
        return found
    if message.facts.headcount is not None:
        return message
    meant = (found for one in _every() if (found := _meant(turn, one)))
    return next(meant, message)


def is_named(message: Message) -> bool:
    """Whether its words name the question, or go on with one so named: it is no other."""
    return any(map(_is_aspect, message.entities))


@cache
def words_asking(capability: str) -> tuple[re.Pattern[str], ...]:
    """All words by which something of its answer is asked for."""
    asked = next((one for one in _every() if one.capability == capability), None)
    if asked is None:
        return ()
    said = (*asked.aspects.values(), *asked.beside.values(), asked.asking or {})
    return tuple(compiled_words(one) for words in said for one in words.values())


def aspects_of(message: Message) -> list[str]:
    """What of its answer is asked for: what is said now, or else what was asked before."""
    every = [one for one in message.entities if one["entity"] == ASPECT]
    now = [one["value"] for one in every if one.get("start") is not None]
    return now or [one["value"] for one in every]


def _share(message: Message, asked: Asked) -> float:
    return message.intents.get(asked.capability, 0.0)


def _meant(turn: Turn, asked: Asked) -> Message | None:
    message, before = turn.message, _before(turn, asked)
    if before is None and message.intents and _share(message, asked) < asked.least:
        return None
    if _goes_on_with(turn, asked.not_after):
        return None
    aspects = [
        one
        for one in asked.named_in(message.text, before is not None)
        if asked.takes.get(one) is None or _has(message, asked.takes[one])
        if one in asked.acts or not surely_does(message)
    ]
    if not asked.of_person or _is_of_one(turn):
        aspects = _with_things(aspects, asked.named_by_things(message))
    if not aspects:
        return None
    kept: list[Entity] = []
    if asked.of_person:
        found = _whose(turn, before)
        if found is None:
            return None
        kept = found
    if before is not None and (kept or _goes_on(message)):
        kept = _kept(message, before)
    marks = [{"entity": ASPECT, "value": one, "start": 0, "end": 0} for one in aspects]
    said = [one for one in message.entities if one["entity"] != ASPECT and not asked.is_word(one)]
    entities = (*kept, *said, *_frames(message), *marks)
    return replace(
        message,
        intent=asked.capability,
        confidence=1.0,
        entities=entities,
        facts=read_facts(entities, message.today),
    )


def _of_another_year(turn: Turn) -> Message | None:
    """The question before, of the year that alone is said now: only 2025."""
    message, question = turn.message, turn.talk.question
    if question is None or not turn.talk.is_answered or len(message.text) > LONGEST_YEAR:
        return None
    if year_said(message.text) is None or not any(_is_aspect(one) for one in question.entities):
        return None
    entities = tuple(
        {**one, "start": None, "end": None}
        for one in question.entities
        if one["entity"] != "period"
    )
    facts = read_facts(entities, message.today)
    return replace(
        message, intent=question.capability, confidence=1.0, entities=entities, facts=facts
    )


def _is_aspect(entity: Entity) -> bool:
    return bool(entity["entity"] == ASPECT)


def _frames(message: Message) -> list[Entity]:
    """How the answer is to be laid out, where that was not read yet."""
    if any(one["entity"] in FRAMES for one in message.entities):
        return []
    return [one for one in framed(message).entities if one["entity"] in FRAMES]


def _with_things(aspects: list[str], by_things: list[str]) -> list[str]:
    """What is named by a thing, where the words by themselves are of anything: is it enough?"""
    if not by_things or set(aspects) - VAGUE:
        return aspects
    return by_things


def surely_does(message: Message) -> bool:
    """Whether something is to be stored, and nothing is asked."""
    capability = CAPABILITIES.get(message.intent)
    changes = capability is not None and capability.changes_store
    return changes and message.confidence >= VERY_SURE and not message.asks


def _has(message: Message, kinds: Sequence[str]) -> bool:
    said = [one for one in message.entities if one.get("start") is not None]
    return any(one.get("kind", one["entity"]) in kinds for one in said)


def _goes_on_with(turn: Turn, capabilities: Sequence[str]) -> bool:
    """Whether it is taken for one of these, which answered just before."""
    question = turn.talk.question
    if question is None or question.at != turn.talk.messages - 1:
        return False
    return question.capability in capabilities and turn.message.intent == question.capability


def _before(turn: Turn, asked: Asked) -> Question | None:
    """The question just answered, where it was of the same kind."""
    question = turn.talk.question
    if question is None or not turn.talk.is_answered or question.capability != asked.capability:
        return None
    return question


def _whose(turn: Turn, before: Question | None) -> list[Entity] | None:
    """Whose record it is: nobody's to be added where he is named, or speaks of himself; the one
    of the question before; None where it is nobody's."""
    message = turn.message
    if any(one["entity"] == PERSON for one in message.entities):
        return []
    things = {one["entity"] for one in message.entities if one.get("code")}
    if "department" in things:
        return None
    people = _people_of(before)
    others = means_others(message.text)
    if others or (people and not is_of_oneself(message.text)):
        return people or None
    if is_of_oneself(message.text) or before is not None:
        return None if "position" in things and _plans(turn) else []
    return None


def _people_of(before: Question | None) -> list[Entity]:
    people = [one for one in before.entities if one["entity"] == PERSON] if before else []
    return [{**one, "start": None, "end": None} for one in people if one.get("code")]


def _is_of_one(turn: Turn) -> bool:
    """Whether somebody is named, or speaks who can only mean himself."""
    return any(one["entity"] == PERSON for one in turn.message.entities) or not _plans(turn)


def _plans(turn: Turn) -> bool:
    return turn.perform(contacts).planner


def _goes_on(message: Message) -> bool:
    """Whether it names nothing that could be asked about by itself."""
    named = [one for one in message.entities if one.get("start") is not None and one.get("code")]
    return not named and not is_of_oneself(message.text)


def _kept(message: Message, before: Question) -> list[Entity]:
    """What was said before, but what is said anew, and what was asked of it."""
    said = {one["entity"] for one in message.entities}
    return [
        {**one, "start": None, "end": None}
        for one in before.entities
        if one["entity"] not in said and one["entity"] != ASPECT
    ]


def _says(words: Words, text: str) -> bool:
    return any(
        compiled_words(words[language]).search(text)
        for language in languages_in(text)
        if words.get(language)
    )


@cache
def compiled_words(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
