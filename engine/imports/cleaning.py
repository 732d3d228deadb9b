"""Dates, numbers and names as they come out of spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from engine.imports.named_days import named_day, without_weekday

_PARTS = re.compile(r"(\d{1,4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?(?:[ T].*)?")
_REPUBLIC = re.compile(
    r"(?:民[国國])?\s*(1[0-3]\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
)
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EXCEL_BEGAN = date(1899, 12, 30)
# The year before the first of the calendar that Taiwan writes: 114/03/05.
REPUBLIC_BEGAN = 1911
# 2000-01-01 to 2050-12-31.
SERIALS = (36526, 55152)


def clean_name(text: str) -> str:
    """A name without padding, and with single spaces."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How a column writes dates: for each separator, whether the day stands first.

    Between dots the day stands first, unless the column proves otherwise (9.20.2019).
    `ambiguous` counts the other dates that no date of that separator decides (see `is_open`).
    """

    day_first: dict[str, bool]
    ambiguous: int

    def is_open(self, text: str) -> bool:
        """Whether nothing in the column tells which of the two numbers is the day."""
        match = _parted(text)
        if match is None or len(match[1]) > 2 or match[2] in self.day_first:
            return False
        return match[1] != match[3]

    def parse(self, text: str) -> date | None:
        """The date; None if it is none."""
        match = _parted(text)
        try:
            if republic := _REPUBLIC.fullmatch(text):
                year, month, day = map(int, republic.groups())
                return date(year + REPUBLIC_BEGAN, month, day)
            if match is None:
                return _run_together(text) or named_day(text)
            first, separator, second, third = match.groups()
            if len(first) == 4:
                return date(int(first), int(second), int(third))
            at = (0, 1) if self.day_first.get(separator) else (1, 0)
            day, month = (int((first, second)[one]) for one in at)
            return date(int(third) + (2000 if len(third) <= 2 else 0), month, day)
        except ValueError:
            return None


@lru_cache(maxsize=50_000)
def _parted(text: str) -> re.Match[str] | None:
    """The numbers of a day that is written in such, the day of the week before it or not."""
    return _PARTS.fullmatch(text) or _PARTS.fullmatch(without_weekday(text))


def _run_together(text: str) -> date | None:
    """20260305, or the number by which Excel counts days (from 2000 on)."""
    if _COMPACT.fullmatch(text):
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            return None
    if _SERIAL.fullmatch(text) and SERIALS[0] <= int(text[:5]) <= SERIALS[1]:
        return EXCEL_BEGAN + timedelta(days=int(text[:5]))
    return None


def date_order(texts: Sequence[str], said: bool | None = None) -> DateOrder:
    """Decide for each separator of a column by the dates that allow one order only; for the
    others by what was `said` (whether the day stands first).

    Columns mix orders in practice (9/20/2019 beside 30-08-1965), but hardly ever within one
    separator.
    """
    decided: dict[str, bool] = {}
    open_count: dict[str, int] = {}
    for text in texts:
        match = _parted(text)
        if match is None or len(match[1]) > 2:
            continue
        first, separator, second = int(match[1]), match[2], int(match[3])
        open_count[separator] = open_count.get(separator, 0) + 1
        if first > 12 >= second:
            decided[separator] = True
        elif second > 12 >= first:
            decided[separator] = False
    decided.setdefault(".", True)
    if said is not None:
        decided = {**dict.fromkeys(open_count, said), **decided}
    ambiguous = sum(count for mark, count in open_count.items() if mark not in decided)
    return DateOrder(decided, ambiguous)
