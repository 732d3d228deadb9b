"""Shares (0–1), however a column writes them: 0.4, 40 %, 40."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from engine.imports.amounts import plain
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.rows import Wrong

PERCENT = re.compile(r"(.+?)\s*%")
HUNDRED = Decimal(100)


def share_reader(texts: Sequence[str]) -> Callable[[str], Decimal]:
    """Reads one text of a column: numbers without a sign are per cent where any is above 1."""
    numbers = NumberColumn([plain(text).removesuffix("%").strip() for text in texts])

    def number(text: str) -> Decimal:
        try:
            value = numbers.value(text)
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    def bare(text: str) -> Decimal:
        try:
            return Decimal(0) if PERCENT.fullmatch(plain(text)) else number(text)
        except Wrong:
            return Decimal(0)

    whole = HUNDRED if any(bare(text) > 1 for text in texts) else Decimal(1)

    def read(text: str) -> Decimal:
        match = PERCENT.fullmatch(plain(text))
        share = number(match[1]) / HUNDRED if match else number(text) / whole
        if not 0 <= share <= 1:
            raise Wrong("no_share")
        return share

    return read
