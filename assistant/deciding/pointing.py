"""Requests that a message points at ("the second", "the first two", "the other one"), by the list
that was shown last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.base import Turn
from assistant.deciding.reading import ANY_NUMBER, SHORT
from assistant.deciding.words import pattern
from assistant.language import language_of, writes
from assistant.message import Message
from assistant.reading import read_mentions
from assistant.reading.mention import Mention, Pointer

# Pointers at rows of a list.
LISTED = ("ordinal", "firsts", "lasts", "former", "latter", "other")


def with_numbers(turn: Turn) -> Message:
    """The message with the numbers of the requests that it points at in the place of its words,
    so that it is read like one that names them."""
    message, rows = turn.message, turn.talk.requests_shown
    text, between = message.text, writes(language_of(message.text, turn.speech.language))["and"]
    if message.act is not None or not rows:
        return message
    for one in sorted(pointers_in(message), key=lambda one: one.span, reverse=True):
        numbers = _meant(one, rows, turn.slots.get("last_request"))
        if numbers:
            start, end = one.span
            text = f"{text[:start]} {between.join(numbers)} {text[end:]}"
    if text == message.text:
        return message
    first = ANY_NUMBER.search(text)
    number = message.facts.request_id or (first[0].upper() if first else None)
    return replace(message, text=text.strip(), facts=replace(message.facts, request_id=number))


def pointers_in(message: Message) -> list[Mention]:
    """What points at things of a list; a request that is named by its number is none."""
    found = [*read_mentions(message.text, message.entities, message.today), *_beside_acts(message)]
    taken = [one.span() for kind in (ANY_NUMBER, SHORT) for one in kind.finditer(message.text)]
    pointers: list[Mention] = []
    for one in found:
        points = isinstance(one.value, Pointer) and one.value.to in LISTED
        if points and not any(start < one.span[1] and one.span[0] < end for start, end in taken):
            pointers.append(one)
            taken.append(one.span)
    return pointers


def _beside_acts(message: Message) -> Iterator[Mention]:
    """Ordinals before what is told of them, where other talk would go on with a thing: "return
    the second saying …", "#2, too many"."""
    for match in pattern("which", "ordinal").finditer(message.text):
        for one in read_mentions(match[0], (), message.today):
            yield replace(one, span=match.span())


def _meant(pointer: Mention, rows: Sequence[str], last: str | None) -> list[str]:
    value = pointer.value
    assert isinstance(value, Pointer)
    number = value.number or 1
    if value.to == "ordinal":
        at = number - 1 if number > 0 else len(rows) + number
        return [rows[at]] if 0 <= at < len(rows) else []
    if value.to == "firsts":
        return list(rows[:number])
    if value.to == "lasts":
        return list(rows[-number:])
    if len(rows) != 2:
        return []
    if value.to == "other":
        return [one for one in rows if one != last] if last in rows else []
    return [rows[0 if value.to == "former" else 1]]
