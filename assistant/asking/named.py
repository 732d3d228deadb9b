"""Positions and skills of which a part of the name was said (the assistants, 初级的): read as if
they had been named in full, where no other one there may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.asking.words import LEVELS
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.message import Message, read_facts
from engine.usecases.units import positions_in, skills_in
from engine.values.errors import EngineError
from engine.values.results import Named

SHORTEST_PART = 2
# So many readings of what is asked are looked at.
LIKELY = 2
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
# Names that are looked for, and who knows them.
_KINDS = {"position": positions_in, "skill": skills_in}
# What stands for a list of names, though it has no answer of its own.
_GAPS = {"query_people": LEVELS}
Entity = dict[str, Any]
Span = tuple[int, int]


def named_in_part(turn: Turn) -> Message:
    """The message with what is named in part; itself where it may not be about people's levels."""
    message = turn.message
    if message.act is not None or not _may_use(turn):
        return message
    found = [one for kind in _KINDS for one in _found(turn, kind)]
    if not found:
        return message
    kept = [one for one in message.entities if not any(_touches(one, new) for new in found)]
    entities = (*kept, *found)
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def _may_use(turn: Turn) -> bool:
    """Whether it is, or follows, a question that can go by positions."""
    subject = turn.talk.subject
    about = (
        turn.message.intent,
        *turn.message.choices[:LIKELY],
        subject.capability if subject else "",
    )
    names = (_GAPS.get(one, one) for one in about)
    return any("position" in (CAPABILITIES[one].uses or ()) for one in names if one in CAPABILITIES)


def _found(turn: Turn, kind: str) -> Iterator[Entity]:
    """The one of a kind that is meant, unless one is named in full."""
    if any(_is_named(one, kind) for one in turn.message.entities):
        return
    text = _unread(turn)
    if not text.strip():
        return
    department = turn.message.facts.department or {}
    try:
        there = turn.perform(_KINDS[kind], department.get("code"))
    except EngineError:
        return
    spans = [(one, span) for one in there if (span := _said(one, there, text))]
    if len(spans) != 1:
        return
    (one, (start, end)) = spans[0]
    yield {
        "entity": kind,
        "kind": kind,
        "code": one.code,
        "value": turn.message.text[start:end],
        "name": turn.speech.name(one),
        "start": start,
        "end": end,
    }


def _is_named(entity: Entity, kind: str) -> bool:
    """A course stands for the skill that it teaches."""
    kinds = ("course", "skill") if kind == "skill" else (kind,)
    return entity.get("kind", entity["entity"]) in kinds and bool(entity.get("code"))


def _touches(entity: Entity, new: Entity) -> bool:
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return False
    return bool(start < new["end"] and new["start"] < end)


def _unread(turn: Turn) -> str:
    """The text with blanks where something was found that the company has."""
    letters = list(turn.message.text)
    for one in turn.message.entities:
        if one.get("start") is not None and (one.get("code") or "first_day" in one):
            letters[one["start"] : one["end"]] = "\n" * (one["end"] - one["start"])
    return "".join(letters)


def _said(one: Named, there: Sequence[Named], text: str) -> Span | None:
    """Where a part is said that tells it from all others there."""
    others = [other for other in there if other != one]
    parts = _own_parts(one.name, [other.name for other in others])
    words = _own_word(one.name_en or "", [other.name_en or "" for other in others])
    for part in parts:
        if (start := text.find(part)) >= 0:
            return start, start + len(part)
    for match in _WORD.finditer(text):
        if _stem(match[0]) in words:
            return match.span()
    return None


def _own_parts(name: str, others: Sequence[str]) -> list[str]:
    """The beginning and the end of a Chinese name that no other one has."""
    if name.isascii() or len(name) <= SHORTEST_PART:
        return []
    ends = (name[:SHORTEST_PART], name[-SHORTEST_PART:])
    return [part for part in ends if not any(part in other for other in others)]


def _own_word(name: str, others: Sequence[str]) -> set[str]:
    """Of an English name its last word where that is its alone; else its first."""
    words = [_stem(word) for word in _WORD.findall(name)]
    known = {_stem(word) for other in others for word in _WORD.findall(other)}
    ends = [word for word in (words[-1:] + words[:1]) if word not in known]
    return set(ends[:1])


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")
