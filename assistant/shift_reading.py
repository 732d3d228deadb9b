"""How much later or earlier something is to be: "延后一个月", "push it back two weeks"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import in_language, language_of, read_toml
from assistant.understanding.numerals import WORDS, in_signs, in_words

_FILE = Path(__file__).parent / "words" / "shift.toml"
# Months and days of a unit; half a month is taken as fifteen days.
UNITS = {
    "day": (0, 1),
    "week": (0, 7),
    "fortnight": (0, 14),
    "month": (1, 0),
    "quarter": (3, 0),
    "year": (12, 0),
}
_HALF = Decimal("0.5")
DAYS_OF_HALF = {"month": 15, "quarter": 45}


@dataclass(frozen=True)
class Shift:
    """So many months and days later; negative for earlier."""

    months: int
    days: int


def read_shift(text: str) -> Shift | None:
    """How much later; None where it says no such thing, or not how much."""
    words = _words(language_of(text, None))
    for name, sign in (("earlier", -1), ("later", 1)):
        for pattern in words[name]:
            if (found := pattern.search(text)) and (amount := _amount(words, found)):
                return Shift(sign * amount.months, sign * amount.days)
    return None


def _amount(words: Mapping[str, Any], found: re.Match[str]) -> Shift | None:
    number = _number(words, found["number"].lower())
    unit = words["units"][found["unit"].lower()]
    months, days = UNITS[unit]
    if number is None:
        return None
    if number == number.to_integral_value():
        return Shift(months * int(number), days * int(number))
    if unit == "year":
        return Shift(6, 0)
    days = DAYS_OF_HALF.get(unit) or round(days * number)
    return Shift(0, days) if days else None


def _number(words: Mapping[str, Any], said: str) -> Decimal | None:
    if said in words["halves"]:
        return _HALF
    try:
        return Decimal(in_words(said) if said in WORDS else in_signs(said))
    except KeyError:
        return None


@cache
def _words(language: str) -> Mapping[str, Any]:
    tables = read_toml(_FILE)
    listed = in_language(tables, language)
    amount = listed["number"] + listed["unit"]

    def compiled(name: str) -> list[re.Pattern[str]]:
        return [
            re.compile(pattern.replace("{amount}", amount), re.IGNORECASE)
            for pattern in listed[name]
        ]

    return {**listed, "later": compiled("later"), "earlier": compiled("earlier")}
