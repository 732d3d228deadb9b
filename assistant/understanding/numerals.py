"""The signs and words that languages have for numbers: `[numerals]` of `languages/*.toml`."""

from __future__ import annotations

import re

from assistant.language import numbers_spelt, numerals

# Signs of one character, what each is worth, and those that stand for others.
DIGITS: dict[str, int] = numerals("digits")
UNITS: dict[str, int] = numerals("units")
_OTHERWISE = str.maketrans(numerals("otherwise"))
# What is a number by itself, with its measure word in it.
WHOLE: dict[str, int] = numerals("whole")
# By what figures before them are multiplied.
SCALES: dict[str, int] = numerals("scales")
WORDS: dict[str, int] = numerals("words")
TEN = next((sign for sign, worth in UNITS.items() if worth == 10), "")


def plainly(text: str) -> str:
    """With the commonest sign of each digit and unit."""
    return text.translate(_OTHERWISE)


def in_signs(text: str) -> int:
    """12, 十二, 二十八, 廿八, 初三; up to 99.

    Raises:
        KeyError: it is none.
    """
    if text.isascii():
        return int(text)
    tens, ten, ones = plainly(text).partition(TEN)
    if not ten:
        return DIGITS[tens]
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def in_words(text: str) -> int:
    """12, twelve, a couple of.

    Raises:
        KeyError: it is none.
    """
    text = text.lower()
    return int(text) if text.isdigit() else WORDS[text]


# --- numbers that are spelt out, in languages without a grammar for them --------------------
_SPELT = numbers_spelt()
_PIECE = "|".join(re.escape(word) for word in sorted(_SPELT, key=len, reverse=True)) or "(?!)"
_LETTER = r"[^\W\d_]"
SPELT = rf"(?<!{_LETTER})(?:{_PIECE})(?:[\s-]?(?:{_PIECE}))*(?!{_LETTER})"
_HUNDRED, _THOUSAND = 100, 1000


def spelt(text: str) -> int | None:
    """What words that are put together are worth: hundreds and thousands multiply what stands
    before them, all else is added."""
    pieces = re.findall(_PIECE, text)
    if not pieces or re.sub(rf"{_PIECE}|[\s-]", "", text):
        return None
    total, sum_ = 0, 0
    for worth in (_SPELT[piece] for piece in pieces):
        if worth >= _THOUSAND:
            total, sum_ = total + max(sum_, 1) * worth, 0
        elif worth >= _HUNDRED:
            sum_ = max(sum_, 1) * worth
        else:
            sum_ += worth
    return total + sum_
