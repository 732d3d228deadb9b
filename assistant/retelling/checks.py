"""Whether a retold sentence says nothing that neither the message nor the talk has said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from assistant.conversation.talk import Talk
from assistant.message import Message
from assistant.understanding.quantities.numbers import NUMBER, value_of

Entity = Mapping[str, Any]
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
# "next year" may be told by its number.
_YEARS = (-1, 0, 1, 2)


def says_nothing_new(told: Message, heard: Message, talk: Talk) -> bool:
    """Whether every name and figure of `told` stands in the message or in the talk before it."""
    texts = [heard.text, *(text for one in talk.lately for text in one)]
    seen = "\n".join(texts).casefold()
    numbers = {*_numbers(seen), *(Decimal(heard.today.year + one) for one in _YEARS)}
    known = {_identity(one) for one in _known(heard, talk)}
    return all(
        _identity(one) in known
        or _words(told, one).casefold() in seen
        or (not one.get("code") and _is_counted(_words(told, one), numbers))
        for one in told.entities
        if one.get("start") is not None
    )


def _is_counted(words: str, numbers: set[Decimal]) -> bool:
    """Whether it is a figure, and one that was said."""
    said = set(_numbers(words))
    return bool(said) and said <= numbers


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
