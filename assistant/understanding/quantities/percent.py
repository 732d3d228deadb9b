"""Percentages of a goal: where a figure stands, and where it is to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import parse_number
from assistant.understanding.quantities.quantity import Quantity

_SAID = Patterns(__file__)

_DIGITS = _SAID["digits"]
PERCENT = _SAID["percent"]
FROM_TO = _SAID.compiled("from_to")
TO = _SAID.compiled("to")
NOW = _SAID.compiled("now")
_PARTS = _SAID.each("parts")
_TENTHS = re.compile(_SAID["tenths"])
_NONE, _HALF = Decimal(0), Decimal(5)


def read_percent(text: str) -> Iterator[Quantity]:
    """`percent_from` and `percent_to`, as numbers of per cent.

    Two bare numbers (61 -> 70) are a change of a goal only where neither is an amount, a
    headcount or a time.
    """
    for match in FROM_TO.finditer(text):
        yield from _named(match, "percent_from", "from")
        yield from _named(match, "percent_to", "to")
    for match in NOW.finditer(text):
        yield from _named(match, "percent_from", "from")
    for match in TO.finditer(text):
        group = next(name for name in ("to", "to2", "to3", "to4", "to5") if match[name])
        yield from _named(match, "percent_to", group)


def _named(match: re.Match[str], entity: str, group: str) -> Iterator[Quantity]:
    value = percent(match[group])
    if value is not None:
        yield Quantity(entity=entity, start=match.start(group), end=match.end(group), value=value)


def percent(text: str) -> Decimal | None:
    """The per cent that `text` means: 百分之三十 30, 千分之一 0.1, 七成五 75, 25% 25."""
    text = text.strip()
    for divided, pattern in _PARTS:
        if part := pattern.match(text):
            value = parse_number(text[part.end() :])
            return None if value is None else value / int(divided)
    if said := _TENTHS.fullmatch(text):
        tens = parse_number(said["tens"])
        ones = _HALF if said["half"] else parse_number(said["ones"]) if said["ones"] else _NONE
        return None if tens is None or ones is None else tens * 10 + ones
    digits = re.match(_DIGITS, text)
    return Decimal(digits.group()) if digits else None
