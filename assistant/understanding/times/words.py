"""Numbers, months and years as they are written inside times."""

from __future__ import annotations

import calendar
import re

from assistant.understanding.patterns import Patterns
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Year

_SAID = Patterns(__file__)

MONTH_NUMBERS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
ENGLISH_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "eighteen": 18, "twenty-four": 24}
COUNT = r"(?:\d{1,3}|" + "|".join(sorted(ENGLISH_NUMBERS, key=len, reverse=True)) + r")"
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
    "last": -1,
    "final": -1,
}
WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {
    "天": 6,
    "末": 5,
    "mon": 0,
    "tue": 1,
    "wed": 2,
    "thu": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}


def chinese_number(text: str) -> int:
    """12, 十二, 二十八, 廿八, 半 is not one of them; up to 99."""
    if text.isascii():
        return int(text)
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[tens]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def english_number(text: str) -> int:
    text = text.lower()
    return int(text) if text.isdigit() else ENGLISH_NUMBERS[text]


def month_number(text: str) -> int:
    """Of an English name, or digits of either language."""
    lower = text.lower().rstrip(".")
    return MONTH_NUMBERS[lower] if lower in MONTH_NUMBERS else chinese_number(text)


# How many years from this one, by the word; fiscal where "fiscal" is said.
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "来年": 1,
    "下一年": 1,
    "下年": 1,
    "后年": 2,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "前年": -2,
    "this year": 0,
    "next year": 1,
    "last year": -1,
    "previous year": -1,
    "the year after next": 2,
    "the year before last": -2,
}
_FISCAL_WORD = _SAID.compiled("fiscal_word")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

CHINESE_YEAR = _SAID["chinese_year"]
CHINESE_YEAR_BEFORE = _SAID["chinese_year_before"]
ENGLISH_YEAR = _SAID["english_year"]


def read_year(text: str | None, clock: Clock) -> Year | None:
    """The year a text of the patterns above means; None without any."""
    if not text:
        return None
    lower = re.sub(r"\s+", " ", text.strip().lower())
    fiscal = bool(_FISCAL_WORD.search(lower))
    if figures := re.findall(r"\d+", lower.translate(_CHINESE_DIGITS)):
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
        return _RELATIVE[lower.removesuffix("度")]
    if lower.startswith("下下"):
        return 2
    if re.search(r"下|明年|next|coming", lower):
        return 1
    return -1 if re.search(r"上|去年|last|previous", lower) else 0
