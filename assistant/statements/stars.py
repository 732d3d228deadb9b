"""The stars that somebody gives, of five."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.statements.saying import says_only
from assistant.understanding.numerals import WORDS, in_signs
from assistant.understanding.patterns import Patterns
from engine.usecases.ratings import MOST

_SAID = Patterns(__file__)
OUT_OF = _SAID.compiled("out_of")
POINTS = _SAID.compiled("points")
FULL = _SAID.compiled("full")
SPELT = _SAID.compiled("spelt")
ALONE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)")
NO_STARS = _SAID.compiled("none")


def read_stars(text: str, bare: bool = False) -> Decimal | None:
    """Stars from 1 to 5: points of ten or of a hundred are brought to five. `bare`: a number
    alone is an answer."""
    if found := OUT_OF.search(text):
        return _of_five(Decimal(found["stars"]), Decimal(found["of"]))
    if FULL.search(text):
        return MOST
    if text.count("⭐"):
        return Decimal(min(text.count("⭐"), int(MOST)))
    if found := SPELT.search(text):
        return Decimal(WORDS[found[1].lower()])
    if found := POINTS.search(text):
        number = found["digits"] or found["rated"]
        value = Decimal(number) if number else Decimal(in_signs(found["words"]))
        return _of_five(value, _scale(value))
    if bare and (alone := ALONE.search(text)) and says_only_beside(text, alone):
        return _of_five(Decimal(alone[0]), _scale(Decimal(alone[0])))
    return None


def without_stars(text: str) -> str:
    """What is left of it."""
    for pattern in (OUT_OF, FULL, SPELT, POINTS, NO_STARS):
        text = pattern.sub(" ", text)
    return text.replace("⭐", " ")


def says_only_beside(text: str, alone: re.Match[str]) -> bool:
    """Whether a number stands alone, or among such words as "hm, actually"."""
    rest = text[: alone.start()] + " " + text[alone.end() :]
    return not any(map(str.isalnum, rest)) or says_only("about_stars", rest)


def _scale(value: Decimal) -> Decimal:
    return Decimal(5) if value <= 5 else Decimal(10) if value <= 10 else Decimal(100)


def _of_five(value: Decimal, of: Decimal) -> Decimal | None:
    if of <= 0 or not 0 < value <= of:
        return None
    return max(Decimal(1), (value * 5 / of).quantize(Decimal("0.1"))).normalize()
