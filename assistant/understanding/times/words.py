"""Numbers, months and years as they are written inside times."""

from __future__ import annotations

import re

from assistant.language import words_of_time
from assistant.understanding.numerals import DIGITS, WORDS, in_signs, plainly
from assistant.understanding.patterns import Patterns
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Year

_SAID = Patterns(__file__)

MONTH_NUMBERS: dict[str, int] = words_of_time("months")
MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
COUNT = r"(?:\d{1,3}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
ORDINALS: dict[str, int] = words_of_time("ordinals")
WEEKDAYS: dict[str, int] = words_of_time("weekdays")
UNITS: dict[str, str] = words_of_time("units")


def month_number(text: str) -> int:
    """Of a name, or digits of any language."""
    lower = text.lower().rstrip(".")
    return MONTH_NUMBERS[lower] if lower in MONTH_NUMBERS else in_signs(text)


# How many years from this one, by the word; where "fiscal" is said, by what stands in it.
_YEARS: dict[str, int] = words_of_time("years")
_FISCAL_AHEAD = _SAID.each("fiscal_ahead")
_FISCAL_WORD = _SAID.compiled("fiscal_word")
_YEAR_TAIL = _SAID.compiled("year_tail")
_FIGURES = str.maketrans({sign: str(worth) for sign, worth in DIGITS.items()})

CHINESE_YEAR = _SAID["chinese_year"]
CHINESE_YEAR_BEFORE = _SAID["chinese_year_before"]
ENGLISH_YEAR = _SAID["english_year"]


def read_year(text: str | None, clock: Clock) -> Year | None:
    """The year a text of the patterns above means; None without any."""
    if not text:
        return None
    lower = re.sub(r"\s+", " ", text.strip().lower())
    fiscal = bool(_FISCAL_WORD.search(lower))
    if figures := re.findall(r"\d+", plainly(lower).translate(_FIGURES)):
        number = _full(figures[0])
        if len(figures) == 2 and not clock.fiscal.named_by_start:
            number = _full(figures[1])
        return Year(number, number, fiscal)
    ahead = _ahead(lower, fiscal)
    return Year(clock.today.year + ahead, clock.fiscal_year + ahead, fiscal)


def _full(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _ahead(lower: str, fiscal: bool) -> int:
    if not fiscal:
        return _YEARS[_YEAR_TAIL.sub("", lower)]
    found = (int(ahead) for ahead, pattern in _FISCAL_AHEAD if pattern.search(lower))
    return next(found, 0)
