"""The times that a message names: each by itself, where several are joined by "and"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.asking.days import looked_back
from assistant.querying.composing.lexicon import DIMENSION, MARK, Found, Meaning, words_in
from assistant.querying.words import matches
from assistant.understanding.quantities import read_quantities
from engine.values.fiscal import FiscalCalendar
from engine.values.months import add_months, month_end
from engine.values.period import Period

DAYS = ("period", "past_period")
AND, BETWEEN = Meaning(MARK, "and"), Meaning(MARK, "between")
_LONGEST_UNIT, _BESIDE = 2, 12


@dataclass(frozen=True, kw_only=True)
class DaysSaid:
    """`days` as what looks back means them, `ahead` as what is planned does. `is_open` is a month
    or quarter without its year."""

    start: int
    end: int
    days: Period
    ahead: Period | None = None
    is_open: bool = False


def days_said(
    text: str, entities: Sequence[Mapping[str, Any]], fiscal: FiscalCalendar, today: date
) -> list[DaysSaid]:
    said = [one for one in entities if one["entity"] in DAYS and one.get("start") is not None]
    found = [part for one in said for part in _each(text, one, fiscal, today)]
    found.sort(key=lambda one: one.start)
    return [*_with_years(text, found), *_years(text, fiscal)]


def _each(
    text: str, entity: Mapping[str, Any], fiscal: FiscalCalendar, today: date
) -> Iterator[DaysSaid]:
    """March and May are two months; between March and May is a stretch of three."""
    start, end = entity["start"], entity["end"]
    joint = _joint(text, start, end)
    if joint is None:
        yield _read(entity, today)
        return
    parts = ((start, start + joint.start), (start + joint.end, end))
    read = [_reread(text, *part, fiscal, today) for part in parts]
    if all(one is not None for one in read):
        yield from (one for one in read if one is not None)
    elif not all(_is_year(text[first:last]) for first, last in parts):
        yield _read(entity, today)


def _joint(text: str, start: int, end: int) -> Found | None:
    around = words_in(text[max(0, start - _BESIDE) : start]) + words_in(text[end : end + _BESIDE])
    if any(BETWEEN in one.meanings for one in around):
        return None
    return next((one for one in words_in(text[start:end]) if AND in one.meanings), None)


def _reread(
    text: str, start: int, end: int, fiscal: FiscalCalendar, today: date
) -> DaysSaid | None:
    for one in read_quantities(text[start:end], today, fiscal):
        if one.entity in DAYS:
            entity = {"entity": one.entity, **one.extra}
            return _read({**entity, "start": start + one.start, "end": start + one.end}, today)
    return None


def _read(entity: Mapping[str, Any], today: date) -> DaysSaid:
    first, last = (date.fromisoformat(entity[one]) for one in ("first_day", "last_day"))
    days = Period(first, last)
    return DaysSaid(
        start=entity["start"],
        end=entity["end"],
        days=looked_back(days, entity, today),
        ahead=days,
        is_open=bool(entity.get("open_year")),
    )


def _with_years(text: str, found: Sequence[DaysSaid]) -> Iterator[DaysSaid]:
    """In Q1 and Q3 2025: the year is of both."""
    for at, one in enumerate(found):
        beside = [found[place] for place in (at - 1, at + 1) if 0 <= place < len(found)]
        dated = [other for other in beside if not other.is_open and _joined(text, one, other)]
        yield _moved(one, dated[0].days.start.year) if one.is_open and dated else one


def _joined(text: str, one: DaysSaid, other: DaysSaid) -> bool:
    first, second = sorted((one, other), key=lambda it: it.start)
    between = text[first.end : second.start]
    return any(AND in one.meanings for one in words_in(between)) and len(between) <= _BESIDE


def _moved(said: DaysSaid, year: int) -> DaysSaid:
    months = (year - said.days.start.year) * 12
    end = add_months(said.days.end, months)
    whole = said.days.end == month_end(said.days.end)
    days = Period(add_months(said.days.start, months), month_end(end) if whole else end)
    return replace(said, days=days, ahead=days, is_open=False)


# --- years ----------------------------------------------------------------------------------
def _years(text: str, fiscal: FiscalCalendar) -> Iterator[DaysSaid]:
    """Years by their numbers alone."""
    for form, century in (("bare", 0), ("short", 2000)):
        for match in matches("years", form, text):
            first, last = fiscal.days(century + int(match["year"]))
            end = match.end() + _year_behind(text[match.end() :])
            yield DaysSaid(start=match.start(), end=end, days=Period(first, last))


def _is_year(said: str) -> bool:
    return any(True for form in ("bare", "short") for _ in matches("years", form, said))


def _year_behind(rest: str) -> int:
    """How long the word for a year is that stands right behind its number."""
    year = Meaning(DIMENSION, "year")
    found = [one for one in words_in(rest[:_LONGEST_UNIT]) if one.start == 0]
    return max((one.end for one in found if year in one.meanings), default=0)
