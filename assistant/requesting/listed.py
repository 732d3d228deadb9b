"""Trainings in a list (lean for 20, first aid for 8) whose names were not read: told by where
they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from assistant.requesting.called import course_called
from assistant.requesting.group_reading import counted_unread
from assistant.requesting.line_reading import placed
from assistant.requesting.topics import read_topic
from assistant.requesting.words import listed, pattern, words
from engine.queries.catalogue import CatalogueName

Entity = Mapping[str, Any]
TOPICS = ("course", "skill")
PEOPLE = ("headcount", "vague_headcount")
# What makes an item one of people, places or times, and no name of a training.
OTHERS = ("department", "position", "period", "vague_period", "employee_name")


def with_unread(
    text: str, entities: Sequence[Entity], names: Sequence[CatalogueName]
) -> list[dict[str, Any]]:
    """What was read, and beside it the headcounts and the trainings of a list that were not."""
    counted = counted_unread(text, entities)
    read = [dict(one) for one in (*entities, *counted)]
    found = [one for item in _items(text) if (one := _training(text, item, read, names))]
    # Words that stand where a training would are one only beside one of the catalogue.
    surely = _starts(read) or any("code" in one for one in found)
    if surely and len(_starts(read)) + len(found) > 1:
        return [*(one for one in read if not _counts_trainings(text, one)), *found]
    if any(one["entity"] in PEOPLE for one in entities):
        # How many they are was read, in whatever words.
        read = [dict(one) for one in entities]
    known = [one for one in found if "code" in one]
    return [*read, *(known if surely else _named_alone(text, read, names))]


def _named_alone(
    text: str, entities: Sequence[Entity], names: Sequence[CatalogueName]
) -> list[dict[str, Any]]:
    """A training of the catalogue that a part of the text names, where no other was read."""
    found = []
    for start, end in _items(text):
        said = read_topic(text[start:end])
        course = course_called(said, names) if said else None
        if said and course:
            at = text.find(said, start, end)
            place = {"entity": "course", "start": at, "end": at + len(said), "value": said}
            found.append({**place, "kind": "course", "code": course.code, "name": course.name})
    return found[:1]


def _counts_trainings(text: str, one: Entity) -> bool:
    """Whether a figure is of trainings, not of people: 两个都, the first two."""
    if one["entity"] != "headcount" or not placed([one]):
        return False
    patterns = [pattern("line", name) for name in listed("line", "ordinals")]
    spans = [match.span() for found in patterns for match in found.finditer(text)]
    return any(start < one["end"] and one["start"] < end for start, end in spans)


def _starts(entities: Sequence[Entity]) -> set[int]:
    return {one["start"] for one in placed(entities) if one["entity"] in TOPICS}


def _items(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for sign in pattern("line", "between_items").finditer(text):
        yield at, sign.start()
        at = sign.end()
    yield at, len(text)


def _training(
    text: str,
    item: tuple[int, int],
    entities: Sequence[Entity],
    names: Sequence[CatalogueName],
) -> dict[str, Any] | None:
    """The training of an item with one headcount and no name that was read."""
    start, end = item
    within = [one for one in placed(entities) if one["start"] < end and start < one["end"]]
    counts = [one for one in within if one["entity"] == "headcount" and "role" not in one]
    if len(counts) != 1 or any(one["entity"] in TOPICS for one in within):
        return None
    for span in _beside(text, item, counts[0]):
        said = read_topic(text[span[0] : span[1]])
        if said is None or words("groups", "names").search(said):
            continue
        at = text.find(said, *span)
        place = {"entity": "course", "start": at, "end": at + len(said), "value": said}
        if course := course_called(said, names):
            return {**place, "kind": "course", "code": course.code, "name": course.name}
        others = any(_is_in(one, span) for one in within if one["entity"] in OTHERS)
        if not others:
            return place
    return None


def _is_in(one: Entity, span: tuple[int, int]) -> bool:
    return bool(one["start"] < span[1] and span[0] < one["end"])


def _beside(text: str, item: tuple[int, int], count: Entity) -> Iterator[tuple[int, int]]:
    """What stands before the figure, then what stands behind it."""
    before = text[item[0] : count["start"]]
    for found in _before().finditer(before):
        before = before[: found.start()]
        break
    yield item[0], item[0] + len(before)
    at = count["end"]
    if lead := pattern("line", "item_behind").match(text[at : item[1]]):
        at += lead.end()
    yield at, item[1]


@cache
def _before() -> re.Pattern[str]:
    return pattern("line", "item_before")
