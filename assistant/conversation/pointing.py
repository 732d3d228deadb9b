"""What "the second", "them" and "it" are: rows that were shown, or what was named last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.capabilities import CAPABILITIES
from assistant.conversation.framing import PAGE, spans
from assistant.conversation.talk import Talk
from assistant.message import Message, read_facts
from assistant.reading import Pointer, read_mentions
from assistant.reading.mention import REFERENCE

Entity = Mapping[str, Any]
# Marks what no words name, but a row of a list that they point at.
POINTED = "pointed"
Rows = tuple[Entity, ...]
# Of a list these are counted from its rows; of the others what was named last is meant.
_LAST_NAMED = ("it", "before", "same")
_NAMES = frozenset({"course", "skill", "department", "position", "employee_name", "request_id"})
# What a pointer with a noun (that course) may stand for.
CALLED = {
    "course": ("course", "skill"),
    "skill": ("course", "skill"),
    "unit": ("department",),
    "position": ("position",),
}
# Such a kind stands for that one, too.
_ALSO = {"course": "skill", "skill": "course"}


def pointed(message: Message, talk: Talk, to: Sequence[str] | None = None) -> Message:
    """The message with what it points at among its entities, each where the pointer stands;
    `to`: only such pointers."""
    placed = [one for one in message.entities if one.get("start") is not None]
    found: list[dict[str, Any]] = []
    for start, end, pointer, kind in _pointers(message, placed):
        if _is_named(placed, start, end) or (to is not None and pointer.to not in to):
            continue
        meant = _of_kind(_meant(pointer, talk), kind)
        found += [{**one, "start": start, "end": end, POINTED: True} for one in meant]
    if not found:
        return message
    used = [(one["start"], one["end"]) for one in found]
    kept = [one for one in message.entities if not _lies_in(one, used)]
    entities = (*kept, *found)
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def _pointers(
    message: Message, placed: Sequence[Entity]
) -> Iterator[tuple[int, int, Pointer, str]]:
    for name, to in (("others", "other"), ("them", "them")):
        for start, end in spans("all", name, message.text):
            yield start, end, Pointer(to), ""
            return
    for one in read_mentions(message.text, placed, message.today):
        if one.role == REFERENCE and isinstance(one.value, Pointer) and one.kind != "person":
            yield *one.span, one.value, one.kind


def _of_kind(meant: Rows, kind: str) -> Rows:
    """That course is a course, and no unit that was named beside it."""
    return tuple(one for one in meant if one["entity"] in CALLED.get(kind, (one["entity"],)))


def _meant(pointer: Pointer, talk: Talk) -> Rows:
    rows, number = talk.rows, pointer.number
    if pointer.to == "ordinal" and number is not None:
        place = number if number < 0 else number - 1
        return (rows[place],) if -len(rows) <= place < len(rows) else ()
    if pointer.to == "lasts" and number:
        return rows[-number:]
    if pointer.to == "former":
        return rows[:1]
    if pointer.to == "latter":
        return rows[-1:]
    named = _named_last(talk)
    if pointer.to in ("other", "rest"):
        said = {one.get("code") for one in named}
        return tuple(one for one in rows if one.get("code") not in said)[:PAGE]
    if pointer.to == "them" and rows:
        return rows[:PAGE]
    return named if pointer.to in (*_LAST_NAMED, "them") else ()


def _named_last(talk: Talk) -> Rows:
    """The rows that a figure was just told of; else what the last question was about; the only row
    of a list is as good."""
    shown, subject = talk.seen, talk.subject
    if shown is not None and shown.worked == talk.messages - 1 and shown.chosen:
        return shown.chosen_things[:PAGE]
    said = subject.entities if subject else ()
    named = tuple(one for one in said if one["entity"] in _NAMES and _is_there(one))
    return named or (talk.rows if len(talk.rows) == 1 else ())


def _is_there(entity: Entity) -> bool:
    """A name that the company does not have stands for nothing."""
    return bool(entity.get("code")) or entity["entity"] == "request_id"


def _is_named(placed: Sequence[Entity], start: int, end: int) -> bool:
    """Whether a thing with a name of its own stands there."""
    return any(one.get("code") and one["start"] < end and start < one["end"] for one in placed)


def _lies_in(entity: Entity, used: list[tuple[int, int]]) -> bool:
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return False
    return any(first <= start and end <= last for first, last in used)


def can_use(capability: str, message: Message) -> bool:
    """Whether an answer can go by what the message points at."""
    uses = CAPABILITIES[capability].uses or ()
    said = [one["entity"] for one in message.entities if one["entity"] in _NAMES]
    return all(one in uses or _ALSO.get(one) in uses for one in said)
