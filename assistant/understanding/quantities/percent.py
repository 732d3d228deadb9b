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
    if text.startswith("百分之"):
        return parse_number(text[3:])
    if text.startswith("千分之"):
        value = parse_number(text[3:])
        return None if value is None else value / 10
    if "成" in text:
        whole, _, part = text.partition("成")
        tens = parse_number(whole)
        ones = Decimal(5) if part == "半" else parse_number(part) if part else Decimal(0)
        return None if tens is None or ones is None else tens * 10 + ones
    digits = re.match(_DIGITS, text)
    return Decimal(digits.group()) if digits else None
