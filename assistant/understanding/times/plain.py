"""Times of a language that has no grammar for them in code: `[times]` of its file names its months, days
and units, and `said` how they stand together, `<month>` for one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language import times_of
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Point, Year

_PLACE = re.compile(r"(?<!\?P)<(?P<name>[a-z_]+)>")
_FIGURES = {
    "day": r"\d{1,2}",
    "to_day": r"\d{1,2}",
    "quarter": "[1-4]",
    "half": "[12]",
    "count": r"\d{1,3}",
}
_YEAR = r"20[0-4]\d"
# Where a place finds its words, if not under its own name.
_TABLES = {"month": "months", "to_month": "months", "unit": "units", "weekday": "weekdays"}


@dataclass(frozen=True)
class _Words:
    patterns: tuple[re.Pattern[str], ...]
    tables: Mapping[str, Mapping[str, Any]]

    def meant(self, place: str, match: re.Match[str]) -> Any:
        """What the words at a place of a match stand for; None where it has none."""
        said = match.groupdict().get(place)
        if said is None:
            return None
        words = " ".join(said.lower().split())
        known = self.tables.get(_TABLES.get(place, place), {})
        return known[words] if words in known else int(words)


@cache
def _words(language: str) -> _Words:
    tables = times_of(language)

    def place(match: re.Match[str]) -> str:
        name = match["name"]
        return f"(?P<{name}>{_one_of(tables, name)})"

    said = [_PLACE.sub(place, one) for one in tables.get("said", ())]
    patterns = tuple(re.compile(rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE) for one in said)
    return _Words(patterns, tables)


def _one_of(tables: Mapping[str, Any], name: str) -> str:
    """The longest word first, so that none is read for the beginning of another."""
    words = sorted(tables.get(_TABLES.get(name, name), ()), key=len, reverse=True)
    ways = [re.escape(word).replace(r"\ ", r"\s") for word in words]
    figures = _YEAR if name == "year" else _FIGURES.get(name)
    return "|".join([*ways, *([figures] if figures else [])])


def read_plainly(text: str, language: str, clock: Clock) -> Iterator[tuple[re.Match[str], Point]]:
    """Each time that the language has a pattern for, the more specific first; they may overlap."""
    words = _words(language)
    for pattern in words.patterns:
        for match in pattern.finditer(text):
            yield match, _point(words, match, clock)


def _point(words: _Words, match: re.Match[str], clock: Clock) -> Point:
    said = {place: words.meant(place, match) for place in match.groupdict()}
    year = _year(said.get("year"), clock)
    if (near := said.get("near_day")) is not None:
        return Point(days=clock.day(near), past=near < 0)
    if (weekday := said.get("weekday")) is not None:
        return _weekday(weekday, said.get("near"), clock)
    if unit := said.get("unit"):
        return _of_unit(unit, said.get("count"), said.get("near"), clock)
    places = ("month", "to_month", "day", "to_day", "part", "quarter", "half")
    return Point(year=year, **{name: said[name] for name in places if name in said})


def _year(said: int | None, clock: Clock) -> Year | None:
    """A year of four figures, or so many from this one."""
    if said is None:
        return None
    if said >= FIRST_YEAR:
        return Year(said, said)
    return Year(clock.today.year + said, clock.fiscal_year + said)


FIRST_YEAR = 2000


def _weekday(weekday: int, near: int | None, clock: Clock) -> Point:
    ahead = (weekday - clock.today.weekday()) % 7
    past = near is not None and near < 0
    return Point(days=clock.day(ahead - 7 if past else ahead), past=past)


def _of_unit(unit: str, count: int | None, near: int | None, clock: Clock) -> Point:
    """So many of a unit, from today on or up to it; or the one before, the next."""
    if near is None:
        return Point(days=clock.onward(unit, count or 1), bound="within")
    past = near < 0
    if count is not None:
        days = clock.back(unit, count) if past else clock.onward(unit, count)
        return Point(days=days, past=past, takes_year=False)
    if unit == "year":
        return Point(year=Year(clock.today.year + near, clock.fiscal_year + near))
    whole = {"week": clock.week, "month": clock.months, "quarter": clock.quarters}
    return Point(days=whole[unit](near), past=past)
