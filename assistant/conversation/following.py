"""A follow-up and the question it stands for: the last one, with what is said anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.talk import Question, Talk
from assistant.message import Message, read_facts

WORDS = Path(__file__).parent / "words" / "following.toml"
Entity = Mapping[str, Any]
# Kinds of which the last one said takes the place of all others.
SAME_PLACE = (
    frozenset({"course", "skill"}),
    frozenset({"period", "vague_period", "impossible_day"}),
    frozenset({"headcount", "vague_headcount", "number"}),
    frozenset({"amount", "amount_per_head", "amount_per_session", "vague_amount"}),
)
# What asks for nothing that could be asked again.
NOT_AGAIN = frozenset({"explain_answer"})


def question_meant(message: Message, talk: Talk, flow_open: bool) -> Message:
    """The message as the whole question that it stands for; itself where it is no follow-up.

    While a flow is open, only what directly follows a question amid it may be one.
    """
    subject = talk.subject
    if subject is None or message.act is not None or not is_elliptical(message):
        return message
    if flow_open and subject.at != talk.messages:
        return message
    entities = _merged(subject.entities, message.entities)
    return replace(
        message,
        intent=subject.capability,
        confidence=1.0,
        entities=entities,
        facts=read_facts(entities, message.today),
    )


def is_elliptical(message: Message) -> bool:
    """Whether it names or counts something, and says nothing else."""
    named = [one for one in message.entities if one.get("start") is not None]
    if not named:
        return False
    return not _fillers().sub("", _without(message.text, named)).strip()


def _without(text: str, entities: Iterable[Entity]) -> str:
    """The words that no entity has read."""
    letters = list(text)
    for one in entities:
        letters[one["start"] : one["end"]] = " " * (one["end"] - one["start"])
    return "".join(letters)


@cache
def _fillers() -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    chinese = "|".join(words["zh"])
    english = "|".join(words["en"])
    return re.compile(rf"{chinese}|\b(?:{english})\b|[\W_]", re.IGNORECASE)


def _merged(before: Iterable[Entity], said: Iterable[Entity]) -> tuple[dict[str, Any], ...]:
    """All that was said before but what is said anew. Spans of before stand nowhere now."""
    said = tuple(said)
    anew = {kind for one in said for kind in _place(one["entity"])}
    kept = [{**one, "start": None, "end": None} for one in before if one["entity"] not in anew]
    return (*kept, *map(dict, said))


def _place(kind: str) -> frozenset[str]:
    return next((kinds for kinds in SAME_PLACE if kind in kinds), frozenset({kind}))


def remember_question(turn: Turn) -> None:
    """What a follow-up would follow."""
    message, asked_for = turn.message, CAPABILITIES.get(turn.message.intent)
    if asked_for is None or asked_for.kind != "question" or asked_for.name in NOT_AGAIN:
        return
    turn.remember(
        question=Question(
            capability=asked_for.name,
            text=message.text,
            entities=tuple(dict(one) for one in message.entities),
            at=turn.talk.messages,
        )
    )
