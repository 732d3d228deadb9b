"""A message as terms: words of the catalogue, names of the company, times and numbers, each with all
that it may mean; and what of it is none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.querying.composing.days_said import days_said
from assistant.querying.composing.lexicon import FILLER, MARK, Meaning, words_in
from assistant.understanding.quantities.numbers import NUMBER, parse_number
from engine.values.fiscal import FiscalCalendar
from engine.values.period import Period

# The dimensions that a name of the company's catalogue may be a value of.
_DIMENSIONS = {
    "department": ("unit", "for_unit"),
    "course": ("course",),
    "skill": ("skill", "course", "topic"),
    "certificate": ("certificate",),
    "position": ("position",),
    "kpi": ("kpi",),
    "place": ("place",),
    "instructor": ("instructor",),
    "vendor": ("vendor",),
    "category": ("category",),
    "cycle": ("cycle",),
}
_NUMBER = re.compile(NUMBER, re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Term:
    start: int
    end: int
    meanings: frozenset[Meaning] = frozenset()
    # What it is called, the code, and of which dimensions it may be a value.
    code: str | None = None
    of: tuple[str, ...] = ()
    kind: str = ""
    # Times as what looks back means them, and as what is planned does.
    days: Period | None = None
    ahead: Period | None = None
    number: Decimal | None = None
    is_money: bool = False

    def names(self, kind: str) -> frozenset[str]:
        """What of a kind it may mean."""
        return frozenset(one.name for one in self.meanings if one.kind == kind)

    def marks(self, *names: str) -> bool:
        return any(Meaning(MARK, one) in self.meanings for one in names)

    @property
    def is_filler(self) -> bool:
        return {one.kind for one in self.meanings} == {FILLER}


@dataclass(frozen=True, kw_only=True)
class Line:
    """`unread` is what of the text is no term."""

    text: str
    terms: tuple[Term, ...]
    unread: tuple[str, ...]


def line_of(
    text: str, entities: Sequence[Mapping[str, Any]], fiscal: FiscalCalendar, today: date
) -> Line:
    words = [Term(start=one.start, end=one.end, meanings=one.meanings) for one in words_in(text)]
    named = [one for entity in entities if (one := _named(text, entity)) is not None]
    times = [
        Term(start=one.start, end=one.end, days=one.days, ahead=one.ahead)
        for one in days_said(text, entities, fiscal, today)
    ]
    numbers = list(_numbers(text))
    terms = _apart([*named, *times, *_money(text, entities), *numbers, *words])
    terms = [*terms, *_within_gaps(text, terms)]
    terms.sort(key=lambda one: one.start)
    return Line(text=text, terms=tuple(terms), unread=tuple(_unread(text, terms)))


def _before_name(said: str) -> int:
    """How much of it is whose it is, and not the name: 我良品率."""
    mine = [Meaning(MARK, one) for one in ("me", "own")]
    found = [one for one in words_in(said) if one.start == 0 and one.end < len(said)]
    return max((one.end for one in found if any(it in one.meanings for it in mine)), default=0)


def _named(text: str, entity: Mapping[str, Any]) -> Term | None:
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return None
    kind = str(entity.get("kind", entity["entity"]))
    if entity.get("code") and kind in _DIMENSIONS:
        start += _before_name(text[start:end])
        return Term(start=start, end=end, code=entity["code"], of=_DIMENSIONS[kind], kind=kind)
    return None


def _money(text: str, entities: Iterable[Mapping[str, Any]]) -> Iterator[Term]:
    for one in entities:
        if one["entity"] != "amount" or one.get("start") is None or "value" not in one:
            continue
        said = text[one["start"] : one["end"]]
        match = _NUMBER.search(said)
        if match is not None:
            start = one["start"] + match.start()
            value = Decimal(str(one["value"]))
            yield Term(start=start, end=one["end"], number=value, is_money=True)


def _numbers(text: str) -> Iterator[Term]:
    for match in _NUMBER.finditer(text):
        value = parse_number(match.group())
        if value is not None:
            yield Term(start=match.start(), end=match.end(), number=value)


def _apart(found: Sequence[Term]) -> list[Term]:
    """Of those that overlap the longer one, and of equally long ones the first."""
    kept: list[Term] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def _within_gaps(text: str, terms: Sequence[Term]) -> list[Term]:
    """Words that stood across something that is longer."""
    more: list[Term] = []
    for start, end in _gaps(text, terms):
        found = words_in(text[start:end])
        more += _apart(
            [
                Term(start=start + one.start, end=start + one.end, meanings=one.meanings)
                for one in found
            ]
        )
    return more


def _gaps(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    at = 0
    for one in sorted(terms, key=lambda one: one.start):
        if one.start > at:
            yield at, one.start
        at = one.end
    if at < len(text):
        yield at, len(text)


def _unread(text: str, terms: Sequence[Term]) -> Iterator[str]:
    for start, end in _gaps(text, terms):
        said = text[start:end].strip(" \t\r\n,.;:!?，。；：！？、~…·'’\"“”()（）-—")
        if re.search(r"\w", said):
            yield said
