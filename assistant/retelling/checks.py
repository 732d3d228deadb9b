"""Whether a retold sentence says nothing that neither the message nor the talk has said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from assistant.conversation.settling import NAMES
from assistant.conversation.talk import Talk
from assistant.language import read_toml
from assistant.message import Message
from assistant.understanding.quantities.numbers import NUMBER, value_of

Entity = Mapping[str, Any]
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
WORDS = read_toml(Path(__file__).with_name("checks.toml"))
# In per cent, of a name with what was said.
ALIKE = 75
# "next year" may be told by its number.
_YEARS = (-1, 0, 1, 2)


def says_nothing_new(told: Message, heard: Message, talk: Talk) -> bool:
    """Whether every name and figure of `told` stands in the message or in the talk before it."""
    texts = [heard.text, *(text for one in talk.lately for text in one)]
    seen = "\n".join(texts).casefold()
    numbers = {*_numbers(seen), *(Decimal(heard.today.year + one) for one in _YEARS)}
    known = {_identity(one) for one in _known(heard, talk)}
    return all(
        _identity(one) in known or _is_said(_words(told, one), seen, numbers, one)
        for one in told.entities
        if one.get("start") is not None
    )


def _is_said(words: str, seen: str, numbers: set[Decimal], entity: Entity) -> bool:
    """Names nearly as they were written: a slip of the pen is mended, "the follow-up course" gets
    its whole name. Of what is a figure, the numbers; words with neither are nobody's name."""
    if words.casefold() in seen:
        return True
    if entity["entity"] in NAMES:
        return not entity.get("code") or _is_like(_bare(words), seen)
    return set(_numbers(words)) <= numbers


def _is_like(name: str, seen: str) -> bool:
    return fuzz.partial_ratio(name, seen) >= ALIKE


def _bare(words: str) -> str:
    """Without what any name may have at its end."""
    return _generic().sub("", words.casefold()).strip() or words.casefold()


@cache
def _generic() -> re.Pattern[str]:
    said = [one for words in WORDS["generic"].values() for one in words]
    return re.compile(rf"(?:\s*+(?:{'|'.join(said)}))++$", re.IGNORECASE)


def _words(message: Message, entity: Entity) -> str:
    return message.text[entity["start"] : entity["end"]]


def _known(heard: Message, talk: Talk) -> Iterator[Entity]:
    yield from heard.entities
    yield from talk.rows
    if talk.question is not None:
        yield from talk.question.entities


def _identity(entity: Entity) -> tuple[str, str]:
    return entity["entity"], str(entity.get("code") or entity["value"])


def _numbers(text: str) -> Iterable[Decimal]:
    found = (value_of(one.group()) for one in _NUMBER.finditer(text))
    return (one for one in found if one is not None)
