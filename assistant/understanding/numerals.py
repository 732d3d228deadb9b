"""The signs and words that languages have for numbers: `[numerals]` of `languages/*.toml`."""

from __future__ import annotations

from assistant.language import numerals

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
