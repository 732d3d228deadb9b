"""Days whose month is a word: 1 March 2025, Mar 5, 2025, 5. März 2025, 05-Mar-25."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale

_DAY, _WORD, _YEAR = (
    r"(?P<day>\d{1,2})[a-z]{0,2}\.?",
    r"(?P<month>[^\W\d_]+)\.?",
    r"(?P<year>\d{4}|\d\d)",
)
_BETWEEN = r"[\s,/.\-]+(?:[a-z]{2}\s{1,4})?"
_ORDERS = tuple(
    re.compile(rf"(?<!\w){order}(?!\w)")
    for order in (
        rf"{_DAY}{_BETWEEN}{_WORD}{_BETWEEN}{_YEAR}",
        rf"{_WORD}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}",
    )
)

_FIRST_WORD = re.compile(r"\s{0,4}([^\W\d_]{1,20}+)\.?[,，]?\s*+(?=\d)")


@cache
def month_languages() -> tuple[str, ...]:
    """Those whose names of months are read."""
    return tuple(_said()["languages"])


@cache
def _said() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def named_day(text: str) -> date | None:
    """The day in a text, whatever else (the day of the week, a time) stands around it."""
    said = _bare(text)
    for order in _ORDERS:
        for found in order.finditer(said):
            month = _months().get(found["month"])
            if month is None:
                continue
            year = int(found["year"])
            try:
                return date(year if year > 99 else 2000 + year, month, int(found["day"]))
            except ValueError:
                return None
    return None


def without_weekday(text: str) -> str:
    """Without the day of the week before a date in numbers: Thursday 9/18/25, 星期四 2025-09-18."""
    first = _FIRST_WORD.match(text)
    return text[first.end() :] if first and _bare(first[1]) in _weekdays() else text


@cache
def _weekdays() -> frozenset[str]:
    """Names of the days of the week, whole and cut, in several languages."""
    return frozenset(
        _bare(name).rstrip(".")
        for language in _said()["weekdays"]
        for context in ("format", "stand-alone")
        for form in ("wide", "abbreviated")
        for name in Locale(language).days[context][form].values()
    ) | frozenset(_said()["cut"])


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and cut, in several languages; those that mean two are none."""
    names: dict[str, set[int]] = {}
    for language in month_languages():
        for form in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in Locale(language).months[context][form].items():
                    names.setdefault(_bare(name).rstrip("."), set()).add(number)
    names.setdefault("sept", set()).add(9)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}


def _bare(text: str) -> str:
    """Small letters without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parted if not unicodedata.combining(one))
