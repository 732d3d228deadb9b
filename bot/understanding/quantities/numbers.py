"""Numbers: 65000, 65,000, 6.5万, 6万5, 六万五, 6.5w, 65k, twenty."""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an

UNITS = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 100_000_000,
    "k": 1_000,
    "w": 10_000,
    "m": 1_000_000,
    "thousand": 1_000,
    "grand": 1_000,
    "million": 1_000_000,
    "hundred": 100,
}
ENGLISH = {
    word: value
    for value, word in enumerate(
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
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a dozen": 12, "a hundred": 100}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:个[万亿])?"
_ENGLISH = (
    r"\b(?:" + "|".join(sorted(ENGLISH, key=len, reverse=True)) + r")\b"
    r"(?:[\s-](?:hundred|thousand|grand|million)\b)?"
)
_UNIT = (
    r"(?:\s?(?:thousand|grand|million|hundred)\b|[十百千万亿]+|[kKwW](?![A-Za-z])|[mM](?![A-Za-z]))"
)
# The half after a unit: 6万5, 6w5 mean 65,000.
NUMBER = rf"(?:[-−负]\s?)?(?:{_DIGITS}(?:{_UNIT}(?:\d(?![\d.,]))?)?|{_CHINESE}|{_ENGLISH})"
_PARTS = re.compile(rf"(?P<digits>{_DIGITS})(?P<unit>{_UNIT})?(?P<half>\d)?$")


def parse_number(text: str) -> Decimal | None:
    """The number a text matching `NUMBER` means; None if it means none."""
    text = text.strip().lower()
    if text[:1] in "-−负":
        value = parse_number(text[1:])
        return -value if value is not None else None
    if text in ENGLISH:
        return Decimal(ENGLISH[text])
    word, _, unit = text.replace("-", " ").rpartition(" ")
    if word in ENGLISH and unit in UNITS:
        return Decimal(ENGLISH[word] * UNITS[unit])
    if match := _PARTS.match(text):
        value = Decimal(match["digits"].replace(",", ""))
        unit = (match["unit"] or "").strip()
        scale = _scale(unit)
        half = Decimal(match["half"] or 0) * scale / 10
        return value * scale + half
    try:
        return Decimal(str(cn2an.cn2an(text.replace("〇", "零").replace("个", ""), "smart")))
    except ValueError:
        return None


def _scale(unit: str) -> int:
    if unit in UNITS:
        return UNITS[unit]
    scale = 1
    for character in unit:  # 十万, 百万, 千万
        scale *= UNITS[character]
    return scale
