"""Times that name no days: seasons, "after Chinese New Year", "any time"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import either
from assistant.understanding.patterns import Patterns
from assistant.understanding.times.clock import Clock, Days, days_in_month
from assistant.understanding.times.point import Point, Year
from engine.values.months import add_months

# The first day of the Chinese year (Purple Mountain Observatory's almanac), UTC+8.
SPRING_FESTIVALS = tuple(
    date.fromisoformat(day)
    for day in [
        "2024-02-10",
        "2025-01-29",
        "2026-02-17",
        "2027-02-06",
        "2028-01-26",
        "2029-02-13",
        "2030-02-03",
        "2031-01-23",
        "2032-02-11",
        "2033-01-31",
        "2034-02-19",
        "2035-02-08",
        "2036-01-28",
        "2037-02-15",
        "2038-02-04",
        "2039-01-24",
        "2040-02-12",
    ]
)


_SAID = Patterns(__file__)
_GONE = _SAID.compiled("gone")


@dataclass(frozen=True)
class Vague:
    pattern: re.Pattern[str]
    months: tuple[int, ...]
    feast: str | None
    side: str | None


@cache
def _all() -> tuple[Vague, ...]:
    text = (Path(__file__).parent / "vague.toml").read_text(encoding="utf-8")
    return tuple(_entry(one) for one in tomllib.loads(text)["vague"])


def _entry(one: dict[str, Any]) -> Vague:
    return Vague(
        either(one, lambda _, words: words),
        tuple(one.get("months", ())),
        one.get("feast"),
        one.get("side"),
    )


def read_vague(text: str, clock: Clock) -> Iterator[tuple[int, int, Days]]:
    """Where each of them stands, and the days to suggest for it."""
    for vague in _all():
        for match in vague.pattern.finditer(text):
            gone = _GONE.search(match.group()) is not None
            yield match.start(), match.end(), _suggested(vague, clock, gone)


def _suggested(vague: Vague, clock: Clock, gone: bool) -> Days:
    if len(set(vague.months)) > 1:
        return _season(vague.months[0], vague.months[-1], clock, gone)
    if vague.months:
        return Point(month=vague.months[0]).resolve(clock)
    if vague.feast:
        return _around_feast(vague.side, clock)
    return clock.quarters(1)


def _season(first: int, last: int, clock: Clock, gone: bool) -> Days:
    """The one that runs if more than a month of it is left to plan in, else the next; or the
    latest that has ended, where it is said to be `gone`."""
    years = range(clock.today.year - 2, clock.today.year + 2)
    point = Point(month=first, to_month=last)
    seasons = [point.in_year(Year(year, year)).resolve(clock) for year in years]
    if gone:
        return [days for days in seasons if days[1] < clock.today][-1]
    return next(days for days in seasons if days[1] > add_months(clock.today, 1))


def _around_feast(side: str | None, clock: Clock) -> Days:
    """The month before, the fortnight of it, or the first whole month after it has passed."""
    feast = next(
        (day for day in SPRING_FESTIVALS if add_months(day, 1) > clock.today),
        date(clock.today.year + 1, 2, 1),
    )
    if side == "in":
        return feast, feast + timedelta(14)
    month = add_months(feast.replace(day=1), -1 if side == "before" else 1)
    return days_in_month(month.year, month.month)
