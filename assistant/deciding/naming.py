"""Requests that are named by what they are: unit, course, requester or sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.deciding.reading import CHINESE, WORD, mentions
from assistant.deciding.words import pattern
from engine.usecases.requests.view import RequestView
from engine.values.results import Named


def narrowed(turn: Turn, found: Sequence[RequestView]) -> list[RequestView] | None:
    """Those that the message names by unit, course, requester or sum; None where it names none
    of these, and none where it names what no request is of."""
    facts, text = turn.message.facts, turn.message.text
    course = facts.course if turn.slots["decision"] != "amend_request" else None
    # What is named for sure counts also where nothing is of it.
    said: list[list[RequestView]] = []
    if facts.department is not None or any(one.kind == "department" for one in facts.unknown):
        code = (facts.department or {}).get("code")
        said.append([one for one in found if one.unit.code == code])
    if course is not None:
        said.append([one for one in found if _is_of(one, course, text)])
    likely = [
        [one for one in found if _is_of(one, {}, text)],
        [one for one in found if one.requester in text],
        [one for one in found if _costs_so(turn, one)],
    ]
    said += [by for by in likely if by]
    if not said:
        return None
    return [one for one in found if all(one in by for by in said)]


def _is_of(request: RequestView, course: Mapping[str, str], text: str) -> bool:
    """Whether it is for the course, or the text has a part of its course's name in it."""
    codes = {getattr(line.topic, "code", None) for line in request.lines}
    if course.get("code") in codes - {None}:
        return True
    return any(mentions(text, name) for line in request.lines for name in _names(line.topic))


def _costs_so(turn: Turn, request: RequestView) -> bool:
    """Whether its total is the sum said."""
    facts = turn.message.facts
    said = facts.amount.value if facts.amount else facts.number
    return said is not None and said == request.total.amount


def _names(topic: Named | str) -> list[str]:
    if isinstance(topic, str):
        return [topic]
    return [topic.name, *([topic.name_en] if topic.name_en else [])]


def named_in(turn: Turn, span: tuple[int, int], known: Sequence[RequestView]) -> list[RequestView]:
    """Those of `known` that a part of the message names by unit, course, requester or sum, or
    as the dear or the cheap one; none where it names nothing."""
    start, end = span
    words = turn.message.text[start:end]
    inside = [one for one in turn.message.entities if start <= one.get("start", -1) < end]
    said = [
        [one for one in known if _is_of_unit(one, inside, words)],
        [one for one in known if _is_named(one, inside, words)],
        [one for one in known if one.requester in words],
        [one for one in known if one.total.amount in _sums(inside)],
        _by_price(words, known),
    ]
    said = [by for by in said if by]
    return [one for one in known if all(one in by for by in said)] if said else []


def _is_of_unit(request: RequestView, entities: Sequence[Mapping[str, Any]], words: str) -> bool:
    """Whether its unit is named, or part of its name is in the words."""
    if codes := _codes(entities, "department"):
        return request.unit.code in codes
    return any(_is_in(words, name) for name in _names(request.unit))


def _is_in(words: str, name: str) -> bool:
    """Whether a name is said, or as much of it as people say: 研发 of 研发部, "workshop's"."""
    lower, said = name.lower(), words.lower()
    if lower in said or (CHINESE.search(name) and name[:-1] in words):
        return True
    return bool(
        {one.lower() for one in WORD.findall(name)} & {one.lower() for one in WORD.findall(words)}
    )


def _codes(entities: Sequence[Mapping[str, Any]], *kinds: str) -> set[str]:
    return {str(one.get("code")) for one in entities if one.get("kind") in kinds}


def _is_named(request: RequestView, entities: Sequence[Mapping[str, Any]], words: str) -> bool:
    codes, called = _codes(entities, "course"), pattern("which", "called").search(words)
    said = [str(one["value"]) for one in entities if one.get("kind") in ("course", "skill")]
    said += [called[0]] if called else []
    names = [name.lower() for line in request.lines for name in _names(line.topic)]
    if any(one.lower() in name for one in said for name in names):
        return True
    return any(_is_of(request, {"code": code}, words) for code in codes or {""})


def _sums(entities: Sequence[Mapping[str, Any]]) -> set[Decimal]:
    return {Decimal(str(one["value"])) for one in entities if one["entity"] in ("amount", "number")}


def _by_price(words: str, known: Sequence[RequestView]) -> list[RequestView]:
    """The dearest or the cheapest, where it is one."""
    totals = {one.number: one.total.amount for one in known}
    for name, most in (("dear", max), ("cheap", min)):
        if known and pattern("which", name).search(words):
            found = [one for one in known if totals[one.number] == most(totals.values())]
            return found if len(found) == 1 and len(known) > 1 else []
    return []
