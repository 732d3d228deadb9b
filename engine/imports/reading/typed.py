"""Readers of a column's texts: made once of all of them, they read one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from engine.imports.cleaning import date_order
from engine.imports.costs import NumberColumn
from engine.imports.numerals import Undecided
from engine.imports.reading.wrong import Wrong

V = TypeVar("V")
# A day of which nothing tells which number is the month.
OPEN_DAY = "day_order_unclear"


def once(read: Callable[[str], V]) -> Callable[[str], V]:
    """The same, remembering every text, the wrong ones too."""
    known: dict[str, V | Wrong] = {}

    def remembered(text: str) -> V:
        if text not in known:
            try:
                known[text] = read(text)
            except Wrong as wrong:
                known[text] = wrong
        value = known[text]
        if isinstance(value, Wrong):
            raise value
        return value

    return remembered


def day_reader(texts: Sequence[str], said: bool | None) -> Callable[[str], date]:
    order = date_order(texts, said)

    def read(text: str) -> date:
        if order.is_open(text):
            raise Wrong(OPEN_DAY)
        day = order.parse(text)
        if day is None:
            raise Wrong("no_date")
        return day

    return read


def number_reader(texts: Sequence[str]) -> Callable[[str], Decimal]:
    numbers = NumberColumn(list(texts))

    def read(text: str) -> Decimal:
        try:
            value = numbers.value(text)
        except Undecided as undecided:
            raise Wrong("decimal_unclear") from undecided
        if value is None:
            raise Wrong("no_number")
        return value

    return read
