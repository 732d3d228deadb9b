"""What a person accepts of a sheet: its kind, which column is what, and what its words mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """Where a field's values come from: a `column` by its heading, or a `constant` for every row
    (the course that a sheet is named after). `of` says what else a column stands for, where
    many columns hold one field: {"skill": "Welding"}, {"period": "2026-03"}; columns of the same
    `of` make one row together."""

    field: str
    column: str | None = None
    constant: str | None = None
    of: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A column whose values are keys elsewhere: in the column `key` of `sheet` ("file|sheet");
    the value there under `takes` is meant: in its place or, if it `adds`, in a column of its own,
    called as it is there."""

    column: str
    sheet: str
    key: str
    takes: str
    adds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """`kind` is None for a sheet that is not loaded. `words` has, by field, what a text means
    (a value of the kind's words, or "" for: leave out). `heading_rows` are the first and the
    last row of headings as a spreadsheet numbers them, where a person said so. `headings` are
    all of the sheet: next month's new column is one that is not among them. `part` is which
    of the tables of its sheet it is of."""

    file: str
    sheet: str
    fingerprint: str
    kind: str | None
    fields: tuple[FieldMap, ...] = ()
    words: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    joins: tuple[Join, ...] = ()
    heading_rows: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()
    part: int = 1

    def maps(self, name: str) -> list[FieldMap]:
        return [one for one in self.fields if one.field == name]

    def column(self, name: str) -> str | None:
        """The heading of the column of a field, if it is one column."""
        return next((one.column for one in self.fields if one.field == name), None)

    @property
    def place(self) -> str:
        """Its sheet."""
        return place(self.file, self.sheet)

    @property
    def own_place(self) -> str:
        return place(self.file, self.sheet, self.part)


def place(file: str, sheet: str, part: int = 1) -> str:
    """A table as questions and joins name it; the first of a sheet as the sheet."""
    return f"{file}|{sheet}#{part}" if part > 1 else f"{file}|{sheet}"


def parts(tables: Sequence[tuple[str, str]]) -> list[int]:
    """Which of the tables of its sheet each is (from 1), by sheet and fingerprint: those of the
    same headings are read alike.

    >>> parts([("a", "x"), ("a", "y"), ("b", "y"), ("a", "x")])
    [1, 2, 1, 1]
    """
    seen: dict[str, list[str]] = {}
    found = []
    for sheet, fingerprint in tables:
        known = seen.setdefault(sheet, [])
        if fingerprint not in known:
            known.append(fingerprint)
        found.append(known.index(fingerprint) + 1)
    return found
