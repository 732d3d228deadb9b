"""What a message says, as pieces without roles: what the pipeline found, and the figures in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from assistant.language import languages_in
from assistant.reading.frames import named, pattern
from assistant.reading.kinds import BARE, kind_of
from assistant.reading.line import Piece
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities import read_quantities
from assistant.understanding.quantities.numbers import value_of
from assistant.understanding.quantities.scan import Number, Scan, scan

Entity = Mapping[str, Any]
# The same as last year: what is said the same as is part of the reference.
_WHOLE = "same"
# A stretch longer than this is no figure.
_LONGEST = 24
_SAID = Patterns(__file__)
_UNIT = _SAID.compiled("unit")
_PEOPLE = _SAID.compiled("people")
_GROUPS = _SAID.compiled("groups")


def pieces_of(
    text: str, entities: Sequence[Entity], today: date, found: Iterable[Piece]
) -> list[Piece]:
    """All that `text` says, in its order: the entities, what was found beside them, figures."""
    kept: list[Piece] = []
    beside = list(found)
    _keep(kept, (one for one in beside if one.source.get("name") == _WHOLE))
    _keep(kept, _of_entities(text, entities))
    _keep(kept, beside)
    _keep(kept, _counts(text))
    _keep(kept, _unread(text, kept, today))
    return sorted(kept, key=lambda piece: piece.start)


def _keep(kept: list[Piece], more: Iterable[Piece]) -> None:
    for piece in more:
        if piece.start < piece.end and not any(piece.overlaps(other) for other in kept):
            kept.append(piece)


def _of_entities(text: str, entities: Sequence[Entity]) -> Iterator[Piece]:
    """Longer ones first; of several meanings of one place the first."""
    for entity in sorted(entities, key=lambda one: one["start"] - one["end"]):
        if "parts" in entity or "low" in entity:
            yield from _parts(scan(text[entity["start"] : entity["end"]]), entity)
        kind, end = kind_of(entity["entity"]), int(entity["end"])
        if kind == "headcount" and (unit := _PEOPLE.match(text, end)):
            end = unit.end()
        yield Piece(kind=kind, start=entity["start"], end=end, source=entity)


# --- headcounts of several groups -----------------------------------------------------------
def _parts(said: Scan, entity: Entity) -> Iterator[Piece]:
    """The figures that a headcount was reckoned of: each group's, or how many groups there are
    and how many are in each. Where one may lie within the other, both are `unsure`."""
    figures = [number for _, number in sorted(said.numbers.items())]
    parts = [Decimal(str(part)) for part in entity.get("parts", [])]
    unsure = not parts and _may_add(entity, [number.value for number in figures])
    if unsure:
        parts = [number.value for number in figures]
    groups = _groups(parts, figures)
    for number in figures:
        start = entity["start"] + number.start
        if number is groups:
            end = entity["start"] + _end(_GROUPS, said, number.end)
            yield Piece(kind="number", start=start, end=end, source={"value": number.value})
        elif number.value in parts:
            end = entity["start"] + _end(_UNIT, said, number.end)
            source = {"entity": "headcount", "value": number.value, "total": entity}
            source |= {"each": True} if groups or len(figures) < len(parts) else {"part": True}
            source |= {"unsure": True} if unsure else {}
            yield Piece(kind="headcount", start=start, end=end, source=source)


def _may_add(entity: Entity, figures: Sequence[Decimal]) -> bool:
    """外呼组15，催收组12: 15 to 27 in all."""
    return len(figures) == 2 and sum(figures) == entity["high"] and figures[0] == entity["low"]


def _groups(parts: Sequence[Decimal], figures: Sequence[Number]) -> Number | None:
    """The figure that says how many groups there are."""
    if len(set(parts)) != 1 or len(figures) != 2:
        return None
    return next((one for one in figures if one.value == len(parts) != parts[0]), None)


def _end(pattern_: re.Pattern[str], marked: Scan, at: int) -> int:
    match = pattern_.match(marked.plain, at)
    return match.end() if match else at


# --- figures that count something else ------------------------------------------------------
def _counts(text: str) -> Iterator[Piece]:
    """How many classes, how long, how much of a hundred: 3批, two days, 15%."""
    for language in languages_in(text):
        for kind, words in named(language, "counts"):
            for match in words.finditer(text):
                value = value_of(match["number"] or "")
                source = {} if value is None else {"value": value}
                yield Piece(kind=kind, start=match.start(), end=match.end(), source=source)


# --- figures that the reader of quantities leaves out ---------------------------------------
def _unread(text: str, kept: Sequence[Piece], today: date) -> Iterator[Piece]:
    """The figures and days that it passes over because others replace them: the 20 of 20, no,
    25 people. Each is read by itself."""
    languages = languages_in(text)
    if not any(_has(language, "trigger", text) for language in languages):
        return
    for start, end in _free(text, kept):
        for first, last in _chunks(text, start, end, languages):
            yield from _read_alone(text, first, last, today)


def _has(language: str, name: str, text: str) -> bool:
    found = pattern(language, "figures", name)
    return bool(found and found.search(text))


def _free(text: str, kept: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    at = 0
    for piece in sorted(kept, key=lambda one: one.start):
        yield at, piece.start
        at = piece.end
    yield at, len(text)


def _chunks(
    text: str, start: int, end: int, languages: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """The stretches between words of correction that hold a figure."""
    cuts = [(start, start)]
    for language in languages:
        breaks = pattern(language, "figures", "breaks")
        assert breaks is not None
        cuts += [match.span() for match in breaks.finditer(text, start, end)]
    cuts = [*sorted(cuts), (end, end)]
    for (_, first), (last, _) in pairwise(cuts):
        stretch = text[first:last]
        if 0 < len(stretch.strip()) <= _LONGEST and any(
            _has(language, "figure", stretch) for language in languages
        ):
            lead = len(stretch) - len(stretch.lstrip())
            yield first + lead, first + len(stretch.rstrip())


def _read_alone(text: str, start: int, end: int, today: date) -> Iterator[Piece]:
    for one in read_quantities(text[start:end], today):
        bare = one.entity == "number"
        yield Piece(
            kind=BARE if bare else kind_of(one.entity),
            start=start + one.start,
            end=start + one.end,
            source={"entity": one.entity, "value": one.value, "unread": True, **one.extra},
        )
