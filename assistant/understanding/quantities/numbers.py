"""Numbers as people write them: 65000, 65,000, 1.234,56, 6.5万, 6万5, 六万五, 廿八, 65k, half a
million. A pattern for each way of writing, and what it is worth; what languages have words for,
each reads by itself (`numbers` of its `[grammar]`)."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.language import LANGUAGES, grammar
from assistant.understanding.numerals import SCALES, SPELT, spelt
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__, spelt=SPELT)

# What is longer is a code and nothing that anybody counts or pays.
MOST_DIGITS = 20

# --- digits -------------------------------------------------------------------------------
_GROUPED = _SAID["grouped"]
_SHORT = _SAID["short"]  # 48.000, which may be 48
# 12,50 and 3,5: only beside what tells that it is a sum.
_COMMA = r"\d+,\d{1,2}(?![\d,])"
_PLAIN = _SAID["plain"]

_COUNTED = re.compile(_SAID["counted"])

SIGN = _SAID["sign"]
NUMBER = _SAID["number"]
COMMA_DECIMAL = _COMMA
SHORT_GROUP = re.compile(_SHORT)
GROUPED = re.compile(_GROUPED)
_WHOLE = re.compile(NUMBER, re.IGNORECASE)
_SIGNED = re.compile(_SAID["signed"])


def parse_number(text: str) -> Decimal | None:
    """The number that the whole of `text` is; None if it is none."""
    text = text.strip()
    if len(text) > 80 or not (match := _WHOLE.match(text)) or match.end() != len(text):
        return None
    return value_of(text)


def value_of(text: str) -> Decimal | None:
    """What a text that matches `NUMBER` is worth; None where it is beyond all counting."""
    text = text.strip().lower()
    sign = _SIGNED.match(text)
    if sign:
        value = value_of(text[sign.end() :])
        return None if value is None else -value
    value = _digits(text) if text[:1].isdigit() else _in_some_language("", text)
    if value is None or abs(value) >= Decimal(10) ** MOST_DIGITS:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def is_counted(text: str) -> bool:
    """Whether it holds its own measure word: 俩, 一对, 一打."""
    return bool(_COUNTED.search(text))


# --- digits and what stands behind them ---------------------------------------------------
_LEADING = re.compile(rf"(?:{_GROUPED}|{_SHORT}|{_PLAIN})")


def _digits(text: str) -> Decimal | None:
    comma = re.match(rf"{_COMMA}(?!\d)", text)
    match = comma if comma and not GROUPED.match(text) else _LEADING.match(text)
    if match is None or sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    rest = text[match.end() :].strip()
    if not rest:
        return plain(match.group())
    if rest in SCALES:
        return plain(match.group(), decimal=True) * SCALES[rest]
    return _in_some_language(match.group(), rest)


def plain(text: str, decimal: bool = False) -> Decimal:
    """Digits in any grouping; `decimal` reads the one point of 48.000 as a decimal point."""
    if SHORT_GROUP.fullmatch(text):
        return Decimal(text if decimal else text.replace(".", ""))
    bare = re.sub(r"['’\s]", "", text)
    if re.search(r",\d{1,2}$", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif bare.count(".") > 1:
        bare = bare.replace(".", "")
    return Decimal(bare.replace(",", ""))


def _in_some_language(figures: str, words: str) -> Decimal | None:
    """Figures, or none, and the words behind them, as the first language that can reads them."""
    readers = (grammar("numbers", language) for language in LANGUAGES)
    values = (reader(figures, words) for reader in readers if reader)
    found = next((value for value in values if value is not None), None)
    if found is None and not figures and (worth := spelt(words)) is not None:
        return Decimal(worth)
    return found
