"""Positions and skills of which a part of the name was said (the assistants, 初级的): read as if
they had been named in full, where no other one there may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.asking.words import says, spans
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.message import Message, read_facts
from engine.usecases.units import positions_in, skills_in, units_in
from engine.values.errors import EngineError
from engine.values.results import Named

SHORTEST_PART = 2
# So many readings of what is asked are looked at.
LIKELY = 2
SHORTEST_STEM = 6
_ENDINGS = ("ing", "ion")
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
# Names that are looked for, and who knows them.
_KINDS = {"position": positions_in, "skill": skills_in}
Entity = dict[str, Any]
Span = tuple[int, int]


def named_in_part(turn: Turn) -> Message:
    """The message with what is named in part; itself where it may not be about people's levels."""
    message = turn.message
    if message.act is not None or not _may_use(turn):
        return message
    found = [one for kind in _KINDS for one in _found(turn, kind)]
    found = [*_units(turn, found), *found]
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
    return any("position" in (CAPABILITIES[one].uses or ()) for one in about if one in CAPABILITIES)


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


def _units(turn: Turn, found: Sequence[Entity]) -> Iterator[Entity]:
    """The units whose names end as is said (team 4), where each is the only one."""
    unknown = [
        one
        for one in turn.message.entities
        if one["entity"] == "department" and not one.get("code") and one.get("start") is not None
    ]
    unknown = [one for one in unknown if not any(_touches(one, new) for new in found)]
    if not unknown:
        return
    try:
        there = turn.perform(units_in)
    except EngineError:
        return
    for one in unknown:
        said = " " + str(one["value"]).casefold()
        meant = [unit for unit in there if f" {unit.name_en or ''}".casefold().endswith(said)]
        if len(meant) == 1:
            yield {**one, "code": meant[0].code, "name": turn.speech.name(meant[0])}


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
    """The text with blanks where something was found that the company has, and where it says of
    what kind: a skill gap is no gap in management skills."""
    letters = list(turn.message.text)
    for start, end in spans("kinds", turn.message.text):
        letters[start:end] = "\n" * (end - start)
    for one in turn.message.entities:
        if one.get("start") is not None and (one.get("code") or "first_day" in one):
            letters[one["start"] : one["end"]] = "\n" * (one["end"] - one["start"])
    return "".join(letters)


def _said(one: Named, there: Sequence[Named], text: str) -> Span | None:
    """Where a part is said that tells it from all others there."""
    others = [other for other in there if other != one]
    parts = _own_parts(one.name, [other.name for other in others])
    words = {
        *_own_word(one.name_en or "", [other.name_en or "" for other in others]),
        *_own_word(one.name, [other.name for other in others]),
    }
    for part in parts:
        if (start := text.find(part)) >= 0:
            return start, start + len(part)
    for match in _WORD.finditer(text):
        if _stem(match[0]) in words:
            return match.span()
    return None


def _own_parts(name: str, others: Sequence[str]) -> list[str]:
    """Any two characters together of a Chinese name that no other one has."""
    if name.isascii() or len(name) <= SHORTEST_PART:
        return []
    parts = (name[at : at + SHORTEST_PART] for at in range(len(name) - 1))
    return [
        part
        for part in parts
        if not part.isascii() and not says("generic", part)
        if not any(part in other for other in others)
    ]


def _own_word(name: str, others: Sequence[str]) -> set[str]:
    """Of an English name its last word where that is its alone; else its first."""
    words = [word for word in _WORD.findall(name) if not says("generic", word)]
    known = {_stem(word) for other in others for word in _WORD.findall(other)}
    ends = [_stem(word) for word in (words[-1:] + words[:1])]
    return set([word for word in ends if word not in known][:1])


def _stem(word: str) -> str:
    """Negotiating is negotiation."""
    plain = word.lower().removesuffix("s")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
            return plain.removesuffix(ending)
    return plain
