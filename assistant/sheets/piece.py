"""A piece of a message: what it says, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from assistant.sheets.sheet import Sheet, Thing
from engine.values.fiscal import FiscalCalendar

Entity = Mapping[str, Any]
ROWS, NAME, NUMBER = "rows", "name", "number"
# A name that is part of several that were shown.
SEVERAL = "several"
# What a row that was held at a time is about.
SESSION = "session"
# So far off from a figure may stand what says which side of it is meant.
BESIDE = 3


@dataclass(frozen=True, kw_only=True)
class Piece:
    """`kind` is a table of the words, or one of rows, name and number; `said` is what stands
    there."""

    kind: str
    name: str
    start: int
    end: int
    said: str
    value: Any = None


class Shown(Protocol):
    """What was shown. `labels` are the columns by the names that they were shown under, `about` is
    what the question before it was about."""

    @property
    def whole(self) -> Sheet: ...
    @property
    def labels(self) -> Mapping[str, str]: ...
    @property
    def fiscal(self) -> FiscalCalendar | None: ...
    @property
    def about(self) -> Sequence[Entity]: ...


@dataclass(frozen=True, kw_only=True)
class Number:
    """`means` is what the figure counts, where it says so; a sum has its currency, if one is said."""

    value: Decimal
    means: str | None = None
    currency: str | None = None
    high: Decimal | None = None
    # at_most or at_least, by the words around it.
    bound: str | None = None


def named(text: str, start: int, end: int, names: tuple[str, ...]) -> Piece:
    said = text[start:end]
    return Piece(kind=NAME, name=names[0], start=start, end=end, said=said, value=names)


def apart(one: Piece, other: Piece) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def things_in(whole: Sheet) -> set[tuple[str, str]]:
    """Each thing that is shown, as it is called, with its code (its name where it has none)."""
    return {
        (cell.value, cell.code or cell.value)
        for row in whole.rows
        for cell in row.cells
        if isinstance(cell, Thing)
    }
