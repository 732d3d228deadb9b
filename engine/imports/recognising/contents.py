"""What the cells of a column read as."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.imports.amounts import is_nothing, plain, take_apart
from engine.imports.numerals import Habit, Undecided, value_of
from engine.imports.recognising.periods import is_day, is_period
from engine.imports.recognising.vocabulary import listed, squashed, words_of
from engine.imports.shape.table import Column
from engine.imports.values.levels import is_mastery
from engine.values.currency_marks import currencies_of

LOOKED_AT = 1000
SHORT, LONG = 40, 60
HIGHEST_LEVEL = 5
EARLIEST, LATEST = 1980, 2100
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/\-]{0,30}")
# 3, L3, 3级; and with what it means: 3 - solid, L3: trains others, 3级(熟练).
_LEVEL = re.compile(
    r"(?:l|lv|lvl|level|level |p)?\.?\s*+[0-5](?:\.\d)?\s{0,4}(?:级)?(?:\s{0,4}(?:[-–—:=(]|\s)\s{0,4}(?![a-z]{1,3}\d)[^\W\d_].*)?"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """`filled` is the share of rows with a value, `once` that of different values among them, and
    `shares` says of how many a reading (day, number, code, …) is right. `texts` counts them."""

    filled: float
    once: float
    shares: Mapping[str, float]
    texts: Mapping[str, int]

    def share(self, reading: str) -> float:
        return self.shares.get(reading, 0.0)

    @property
    def counts_rows(self) -> bool:
        """Whether it has the numbers from 1 on, each once, and so says nothing of its rows."""
        return self.share("whole") == 1.0 and set(self.texts) == {
            str(number) for number in range(1, len(self.texts) + 1)
        }

    def among(self, known: Callable[[str], bool]) -> float:
        """The share of values that are known."""
        total = sum(self.texts.values())
        return sum(n for text, n in self.texts.items() if known(text)) / total if total else 0.0


def contents_of(column: Column) -> Contents:
    """Of at most a thousand of the rows, spread over all of them."""
    rows = len(column)
    step = max(1, rows // LOOKED_AT)
    looked = [column[row] for row in range(0, rows, step)]
    texts = Counter(text for text in looked if not is_nothing(text))
    total = sum(texts.values())
    if not total:
        return Contents(0.0, 0.0, {}, {})
    found: Counter[str] = Counter()
    for text, count in texts.items():
        for reading in readings_of_cell(text):
            found[reading] += count
    shares = {reading: count / total for reading, count in found.items()}
    return Contents(total / len(looked), len(texts) / total, shares, texts)


def readings_of_cell(text: str) -> set[str]:
    """Everything that a cell could be."""
    bare = plain(text)
    found = {name for name, reads in _READINGS.items() if reads(bare)}
    if _CODE.fullmatch(text) and "day" not in found:
        found.add("code")
    number = number_in(bare) if "day" not in found else None
    if number is not None:
        found |= _of_number(number)
    elif len(text) <= SHORT and not any(one.isdigit() for one in text):
        found.add("words")
    return found


def number_in(bare: str) -> Decimal | None:
    """The number that a cell is, however its separators are meant."""
    written = take_apart(bare.removesuffix("%").strip())
    if written is None:
        return None
    try:
        value = value_of(written.numeral, Habit(), fine=True)
    except Undecided:
        return None
    return value if value is None or not written.negative else -value


def _of_number(number: Decimal) -> set[str]:
    found = {"number"}
    if number == number.to_integral_value():
        found.add("whole")
        if EARLIEST <= number <= LATEST:
            found.add("year")
    if 0 <= number <= HIGHEST_LEVEL:
        found.add("level")
    if 0 <= number <= 1:
        found.add("share")
    return found


_READINGS: Mapping[str, Callable[[str], bool]] = {
    "day": is_day,
    "period": is_period,
    "currency": lambda bare: any(len(currencies_of(one)) == 1 for one in (bare, *words_of(bare))),
    # What several currencies are called: dollar, ¥.
    "currency_sign": lambda bare: any(map(currencies_of, (bare, *words_of(bare)))),
    "yes_no": lambda bare: bare in listed("yes_no") or squashed(bare) in listed("yes_no"),
    "share": lambda bare: bare.endswith("%") and number_in(bare) is not None,
    "level": lambda bare: _LEVEL.fullmatch(bare) is not None,
    "mastery": is_mastery,
    "long": lambda bare: len(bare) > LONG,
}
