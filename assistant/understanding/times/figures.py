"""Dates in figures: 2027-04-12, 4/12, 12.4.2027.

Year first is plain. Of day and month, Chinese writes the month first; in other messages the
one above 12 is the day, and where neither is, both readings are possible and are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.understanding.patterns import Patterns
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Point, Year

_SAID = Patterns(__file__)

_ISO = r"(?<![\d./-])(?P<year>20\d\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d/]|[.-]\d)"
_ISO_MONTH = r"(?<![\d./-])(?P<year>20\d\d)[-/](?P<month>0[1-9]|1[0-2])(?![\d/-])"
_ISO_QUARTER = r"(?<![\d./-])(?P<year>20\d\d)[-/ ]?(?:(?P<quarter>[1-4])Q|[qQ](?P<quarter2>[1-4]))(?![\dA-Za-z])"
_COMPACT = r"(?<![\d./-])(?P<year>20[2-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d./-])"
_FULL = r"(?<![\d./-])(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<year>20\d\d)(?![\d/]|[.-]\d)"
_RANGE = _SAID["range"]
_SHORT = _SAID["short"]
_PATTERNS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "iso": _ISO,
        "full": _FULL,
        "compact": _COMPACT,
        "quarter": _ISO_QUARTER,
        "month": _ISO_MONTH,
        "range": _RANGE,
        "short": _SHORT,
    }.items()
}
MONTHS = 12
TWO_DIGITS = 10
DAYS = 31


def read_figures(
    text: str, clock: Clock, month_first: bool
) -> Iterator[tuple[re.Match[str], Point]]:
    """Each date in figures; where its words begin is the point's own `start`, if it has one."""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if (point := _point(name, match, month_first)) is not None:
                yield match, point


def _point(name: str, match: re.Match[str], month_first: bool) -> Point | None:
    groups = match.groupdict()
    year = Year(int(groups["year"]), int(groups["year"])) if groups.get("year") else None
    if name in ("iso", "compact"):
        return Point(year=year, month=int(match["month"]), day=int(match["day"]))
    if name == "month":
        return Point(year=year, month=int(match["month"]))
    if name == "quarter":
        return Point(year=year, quarter=int(match["quarter"] or match["quarter2"]))
    if name == "range":
        return _range(match, year, month_first)
    first, second = int(groups.get("a") or groups["a2"]), int(groups.get("b") or groups["b2"])
    point = _day_and_month(first, second, month_first)
    if point is None:
        return None if year is None else Point(year=year, month=1, impossible=True)
    start = match.start("a") if groups.get("a") else match.start()
    return replace(point, year=year, start=start)


def _range(match: re.Match[str], year: Year | None, month_first: bool) -> Point | None:
    figures = [int(match[name]) for name in "abcd"]
    if match["sign"] == "." and min(figures[1], figures[3]) < TWO_DIGITS:
        # 4.1-4.5 are points of a scale, or money.
        return None
    # What one of the two dates shows holds for both: 12/4-14/4, 4/12-4/14.
    if not month_first and max(figures[1], figures[3]) > MONTHS >= max(figures[0], figures[2]):
        month_first = True
    first, last = (_day_and_month(a, b, month_first) for a, b in (figures[:2], figures[2:]))
    if first is None or last is None:
        return None
    sure = any(max(pair) > MONTHS or pair[0] == pair[1] for pair in (figures[:2], figures[2:]))
    return replace(
        first,
        year=year,
        to_month=last.month,
        to_day=last.day,
        either=first.either and last.either and not sure,
    )


def _day_and_month(first: int, second: int, month_first: bool) -> Point | None:
    """None where they are neither way a day; `either` where they are both ways."""
    ways = [(first, second), (second, first)]
    possible = [way for way in ways if 1 <= way[0] <= MONTHS and 1 <= way[1] <= DAYS]
    if not possible:
        return None
    if month_first:
        return Point(month=possible[0][0], day=possible[0][1])
    either = len(possible) == 2 and first != second
    return Point(month=possible[-1][0], day=possible[-1][1], either=either)
