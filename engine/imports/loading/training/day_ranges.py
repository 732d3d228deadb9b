"""A cell with one day, or with a first and a last one (2025.3.5-3.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from engine.imports.amounts import plain
from engine.imports.cleaning import DateOrder, date_order
from engine.imports.loading.training.words import words
from engine.imports.reading.rows import OPEN_DAY, Wrong

Said = tuple[date, date | None]
# The end of a range that begins in the same month or year: 6, 6日, 3.6, 3月6日.
_REST = re.compile(r"(?:(\d{1,2})[^\d:]+)?(\d{1,2})[^\d:]?")
# Behind a day: 08:30, or 9.
_TIME = re.compile(r"\s\d")


def days_reader(texts: Sequence[str], said: bool | None = None) -> Callable[[str], Said]:
    """`said` is whether the day stands first, where that is known."""
    order = date_order(texts, said)

    def read(text: str) -> Said:
        found = _range(text, order)
        if found is not None:
            return found
        if order.is_open(text):
            raise Wrong(OPEN_DAY)
        day = order.parse(text)
        if day is None:
            raise Wrong("no_date")
        return day, None

    return read


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text by what stands between two days."""
    said = plain(text)
    for mark in words()["until"]:
        at = said.find(mark)
        while at > 0:
            yield said[:at].strip(), said[at + len(mark) :].strip()
            at = said.find(mark, at + 1)


def _range(text: str, order: DateOrder) -> Said | None:
    for left, right in _halves(text):
        first = order.parse(left)
        if first is None:
            continue
        last = order.parse(right) or (None if _TIME.search(left) else _rest(right, first))
        if last is not None and last >= first:
            return first, last
    return None


def _rest(text: str, first: date) -> date | None:
    found = _REST.fullmatch(text)
    if found is None:
        return None
    try:
        return date(first.year, int(found[1] or first.month), int(found[2]))
    except ValueError:
        return None
