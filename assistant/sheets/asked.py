"""What a figure is asked of: the rows that are meant, and what they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.base import Turn
from assistant.sheets.algebra import Number
from assistant.sheets.operation import Operation
from assistant.sheets.saying import cell_said, label, names_said, number_said
from assistant.sheets.sheet import Row, Sheet

# More rows are not named one by one.
MOST_NAMED = 8
# The lines of an answer, and the rows that it is of.
Lines = tuple[list[str], Sequence[Row]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`part` has the rows that are meant, `chosen` and `earlier` those of the figures before."""

    turn: Turn
    part: Sheet
    sheet: Sheet
    whole: Sheet
    operation: Operation
    chosen: tuple[int, ...]
    earlier: tuple[int, ...]

    @property
    def key(self) -> str:
        return self.operation.figure.column or self.sheet.main

    @property
    def label(self) -> str:
        return label(self.turn.speech, self.sheet.column(self.key))

    @property
    def kind(self) -> str:
        return self.sheet.column(self.key).kind

    def said(self, value: Number) -> str:
        return number_said(self.turn.speech, self.kind, value)

    def cell(self, row: Row, key: str | None = None) -> str:
        column = self.sheet.column(key or self.key)
        return cell_said(self.turn.speech, column.kind, self.sheet.cell(row, column.key))

    def say(self, key: str, **values: object) -> str:
        return self.turn.say(f"sheet.{key}", **values)

    def named(self, rows: Sequence[Row]) -> str:
        if len(rows) > MOST_NAMED:
            return self.say("so_many", count=len(rows))
        return names_said(self.turn.speech, self.sheet, rows)
