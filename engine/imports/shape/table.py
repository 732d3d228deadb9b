"""A table: columns with headings, and what the sheet says around them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was found out about a file and that whoever loads it should see: a code
    with what belongs to it ("headings_in_row" {row: 3}, "amounts_in" {scale: "万元"})."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its heading; each different text is kept once, so that it is read once.

    `codes` has a place in `texts` for every row."""

    heading: str
    texts: tuple[str, ...]
    codes: array[int]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.texts[self.codes[row]]

    def __iter__(self) -> Iterator[str]:
        return (self.texts[code] for code in self.codes)


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A row that adds up others, left out of the table: its number in the sheet, and what it
    says under which heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A value that stands once for the rows `first` to `last` of the table (from 0): every one
    of these has it now."""

    heading: str
    first: int
    last: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What of a sheet is a table; `numbers` are its rows as the spreadsheet numbers them.

    `title` are the lines above the headings and the notes below. `scale` is the unit of
    its amounts as the sheet notes it ("万元", "thousand EUR"), where it does. `part` is which
    of the tables of its sheet it is.
    """

    file: str
    sheet: str
    columns: tuple[Column, ...]
    numbers: array[int]
    title: tuple[str, ...] = ()
    scale: str | None = None
    totals: tuple[TotalsRow, ...] = ()
    merged: tuple[MergedCells, ...] = ()
    facts: tuple[Fact, ...] = ()
    part: int = 1

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def column(self, heading: str) -> Column | None:
        return next((one for one in self.columns if one.heading == heading), None)

    def source(self, row: int) -> str | None:
        """Where a row stands, as a person finds it; of a table that is in no file of theirs (the
        sample's own), nowhere."""
        if not self.file:
            return None
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}:{self.numbers[row]}"
