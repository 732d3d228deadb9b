"""What a message says of groups of people: their names, their figures, and what becomes of
them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.requesting.groups import ADD, ALSO, GONE, SET, TAKE, WITHIN, Group, GroupSaid
from assistant.requesting.words import pattern, source, words
from assistant.understanding.quantities.scan import scan

Entity = Mapping[str, Any]
# Names of the catalogue that may be those of groups; and what a figure is of that counts nobody.
NAMED = ("department", "position")
NO_PEOPLE = frozenset(
    [
        "period",
        "vague_period",
        "impossible_day",
        "amount",
        "amount_per_head",
        "amount_per_session",
        "vague_amount",
        "tax_rate",
        "request_id",
        "percent_from",
        "percent_to",
        "kpi",
        "level",
        "course",
        "skill",
        "employee_name",
    ]
)
MOST = 5000
# How far before a name, and behind its figure, it is told what becomes of the group.
NEAR = 16
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")


@dataclass(frozen=True, kw_only=True)
class _Name:
    start: int
    end: int
    words: str
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Figure:
    start: int
    end: int
    value: int


def read_groups(
    text: str, entities: Sequence[Entity], known: Sequence[Group] = ()
) -> tuple[GroupSaid, ...]:
    """What is said of each group that is named, in the order of the text."""
    return tuple(said for said in _read(text, entities, known)[0] if said is not None)


def figures_beside(text: str, entities: Sequence[Entity], known: Sequence[Group] = ()) -> list[int]:
    """The headcounts of a message that are said of no group."""
    _, figures, taken = _read(text, entities, known)
    counted = [one for one in entities if one["entity"] == "headcount" and _stands(one)]
    return [
        one.value
        for at, one in enumerate(figures)
        if at not in taken and any(e["start"] <= one.start < e["end"] for e in counted)
    ]


def counted_unread(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Figures that count people by what stands behind them, and that nothing else was read in:
    headcounts."""
    read = [one for one in entities if _stands(one)]
    return [
        {"entity": "headcount", "start": one.start, "end": one.end, "value": str(one.value)}
        for one in _figures(text, entities, ())
        if not any(other["start"] < one.end and one.start < other["end"] for other in read)
    ]


def _read(
    text: str, entities: Sequence[Entity], known: Sequence[Group]
) -> tuple[list[GroupSaid | None], list[_Figure], set[int]]:
    """What is said of each name, all figures, and which of them are said of one."""
    names = _names(text, entities, known)
    figures = _figures(text, entities, names)
    taken: set[int] = set()
    said = [_said(text, name, names, figures, taken) for name in names]
    for at in range(len(names) - 2, -1, -1):
        following = said[at + 1]
        between = text[names[at].end : names[at + 1].start]
        each = following is not None and _is_of_each(text, names[at + 1])
        if each and words("groups", "joint").fullmatch(between):
            said[at] = _like(names[at], following)
    return said, figures, taken


def _is_of_each(text: str, name: _Name) -> bool:
    behind = _CLAUSE.split(text[name.end : name.end + NEAR])[0]
    return bool(words("groups", "each").search(behind))


def _like(name: _Name, said: GroupSaid | None) -> GroupSaid | None:
    return said and replace(said, words=name.words, code=name.code)


def _said(
    text: str,
    name: _Name,
    names: Sequence[_Name],
    figures: Sequence[_Figure],
    taken: set[int],
) -> GroupSaid | None:
    at = _figure_of(text, name, names, figures, taken)
    if at is None:
        how = _without_figure(text, name, names)
        return GroupSaid(words=name.words, how=how, code=name.code) if how else None
    taken.add(at)
    how = _how(text, name, figures[at], names)
    return GroupSaid(words=name.words, how=how, headcount=figures[at].value, code=name.code)


# --- names --------------------------------------------------------------------------------
def _names(text: str, entities: Sequence[Entity], known: Sequence[Group]) -> list[_Name]:
    found: list[_Name] = []
    for name in (*_known(text, known), *_catalogued(entities), *_called(text)):
        if not any(name.start < other.end and other.start < name.end for other in found):
            found.append(name)
    return sorted(found, key=lambda one: one.start)


def _known(text: str, known: Sequence[Group]) -> Iterator[_Name]:
    for group in sorted(known, key=lambda one: -len(one.words)):
        if group.words:
            for match in re.finditer(_as_word(group.words), text, re.IGNORECASE):
                yield _Name(
                    start=match.start(), end=match.end(), words=group.words, code=group.code
                )


def _as_word(name: str) -> str:
    escaped = re.escape(name)
    return rf"(?<![a-z0-9]){escaped}(?![a-z0-9])" if name.isascii() else escaped


def _catalogued(entities: Sequence[Entity]) -> Iterator[_Name]:
    for one in entities:
        if one["entity"] in NAMED and _stands(one) and not one.get("guessed"):
            yield _Name(
                start=one["start"], end=one["end"], words=one["value"], code=one.get("code")
            )


@cache
def _call() -> re.Pattern[str]:
    return re.compile(source("groups", "names"), re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^(?:{source('groups', 'before_name')}|\s)+")


def _called(text: str) -> Iterator[_Name]:
    """Names by their form alone, without the words that lead to them."""
    for match in _call().finditer(text):
        lead = _lead().match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        called = text[start : match.end()]
        if len(called) > 1 and not words("groups", "no_name").match(called):
            yield _Name(start=start, end=match.end(), words=called)


# --- figures ------------------------------------------------------------------------------
def _figures(text: str, entities: Sequence[Entity], names: Sequence[_Name]) -> list[_Figure]:
    others = [
        (one["start"], one["end"])
        for one in entities
        if one["entity"] in NO_PEOPLE and _stands(one)
    ]
    starts = {name.start for name in names}
    spans = [*others, *((name.start, name.end) for name in names)]
    return [
        _Figure(start=one.start, end=one.end, value=int(abs(one.value)))
        for _, one in sorted(scan(text).numbers.items())
        if one.value == one.value.to_integral_value()
        and 0 < abs(one.value) <= MOST
        and (
            one.end in starts
            or one.end + 1 in starts
            or words("groups", "people_behind").match(text, one.end)
        )
        and not any(start < one.end and one.start < end for start, end in spans)
    ]


def _stands(entity: Entity) -> bool:
    start, end = entity.get("start"), entity.get("end")
    return start is not None and end is not None and start < end


@cache
def _gaps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    between = rf"{source('groups', 'between')}"
    return (
        re.compile(between, re.IGNORECASE),
        re.compile(source("groups", "counted"), re.IGNORECASE),
    )


def _figure_of(
    text: str,
    name: _Name,
    names: Sequence[_Name],
    figures: Sequence[_Figure],
    taken: set[int],
) -> int | None:
    """Its figure stands behind its name before the next one, or right before it."""
    between, counted = _gaps()
    for at, one in enumerate(figures):
        if at in taken or one.start < name.end:
            continue
        gap = text[name.end : one.start]
        crossed = any(name.end <= other.start < one.start for other in names)
        if not crossed and between.fullmatch(gap) and not _has_and(gap):
            return at
        break
    before = [at for at, one in enumerate(figures) if one.end <= name.start and at not in taken]
    if before and counted.fullmatch(text[figures[before[-1]].end : name.start]):
        return before[-1]
    return None


def _has_and(gap: str) -> bool:
    return bool(pattern("groups", "and").search(gap))


# --- what becomes of it -------------------------------------------------------------------
def _how(text: str, name: _Name, figure: _Figure, names: Sequence[_Name]) -> str:
    first, last = min(name.start, figure.start), max(name.end, figure.end)
    before, behind = _around(text, first, last, names)
    inside = text[min(name.end, figure.end) : max(name.start, figure.start)]
    if words("groups", "within").search(before):
        return WITHIN
    if words("groups", "sets").search(inside):
        return SET
    nearby = f"{before} {inside}"
    if words("groups", "takes").search(nearby) or pattern("groups", "less_behind").match(behind):
        return TAKE
    if words("groups", "adds").search(nearby) or pattern("groups", "more_behind").match(behind):
        return ADD
    return ADD if words("groups", "also").search(behind) else SET


def _around(text: str, first: int, last: int, names: Sequence[_Name]) -> tuple[str, str]:
    """What stands before and behind in the same clause, as far as the next group."""
    left = max([0, first - NEAR, *(one.end for one in names if one.end <= first)])
    right = min([len(text), last + NEAR, *(one.start for one in names if one.start >= last)])
    return _CLAUSE.split(text[left:first])[-1], _CLAUSE.split(text[last:right])[0]


def _without_figure(text: str, name: _Name, names: Sequence[_Name]) -> str | None:
    before, behind = _around(text, name.start, name.end, names)
    around = f"{before} {behind}"
    if words("groups", "gone").search(around):
        return GONE
    return ALSO if words("groups", "also").search(around) else None
