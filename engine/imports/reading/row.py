"""One row of a mapped table: every field typed, and what is wrong refused or left out with its
reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from engine.imports.cleaning import clean_name
from engine.imports.costs import Cost
from engine.imports.kinds.kind import Field
from engine.imports.reading.typed import number_reader
from engine.imports.reading.wrong import Wrong
from engine.imports.sheet_mapping import FieldMap
from engine.imports.sheet_report import SheetReport

if TYPE_CHECKING:
    from engine.imports.reading.rows import Rows

V = TypeVar("V")
LONGEST = 200
# The texts of a column, or of a constant, row by row.
Texts = Sequence[str]


@dataclass(slots=True, kw_only=True)
class Row:
    """One row; reading a required field that is wrong refuses it, another one only costs its
    cell. `ok` is False once it was refused."""

    rows: Rows
    at: int
    fields: Mapping[str, FieldMap]
    texts: Mapping[str, Texts]
    ok: bool = True

    @property
    def number(self) -> int:
        """The row as a spreadsheet numbers it."""
        return self.rows.table.numbers[self.at]

    @property
    def source(self) -> str | None:
        return self.rows.table.source(self.at)

    @property
    def report(self) -> SheetReport:
        return self.rows.report

    def has(self, name: str) -> bool:
        """Whether the file has the field at all: what it has not changes nothing."""
        return name in self.fields

    def raw(self, name: str) -> str:
        """The cell as it stands; nothing where it says that there is nothing (-, 无, N/A)."""
        texts = self.texts.get(name)
        return texts[self.at] if texts is not None else ""

    def text(self, name: str, longest: int = LONGEST) -> str | None:
        value = clean_name(self.raw(name))
        if len(value) > longest:
            self.wrong(name, "too_long")
            return None
        return value or None

    def needed(self, name: str) -> str:
        """The text of a field that must not be empty; an empty one refuses the row."""
        value = self.text(name)
        if value is None and self.ok:
            self.refuse(name, "empty")
        return value or ""

    def day(self, name: str, needed: bool = False) -> date | None:
        """`needed`: one that is wrong refuses the row, whatever the kind says of the field."""
        return self._value(name, "day", self.rows.read_days, needed)

    def amount(self, name: str) -> Decimal | None:
        return self._value(name, "number", number_reader)

    def whole(self, name: str) -> int | None:
        value = self.amount(name)
        if value is not None and value != value.to_integral_value():
            self.wrong(name, "no_whole_number")
            return None
        return int(value) if value is not None else None

    def money(self, name: str = "cost") -> Cost:
        """What the cell costs; a wrong one is refused where the field is required. All that could
        be read is counted in the report's `in_file`."""
        where = self.fields.get(name)
        if where is None:
            return Cost()
        cost = self.rows.cost(where, self.at)
        if cost.code is not None:
            self.refuse(name if cost.field == "cost" else cost.field, cost.code)
        elif cost.money is not None:
            self.report.in_file[cost.money.currency] += cost.money.amount
        return cost

    def word(self, name: str) -> str | None:
        """The value of a word field; an unknown text is asked about and left out."""
        text = self.text(name)
        if text is None:
            return None
        value = self.rows.word(name, text)
        if value is None:
            self.report.leave_out(self.number, self.column(name), text, "unknown_word")
        return value

    def wrong(self, name: str, code: str) -> None:
        """Refuse the row for a required field, leave out the cell of another."""
        spec = self.rows.kind.fields.get(name)
        if spec is None or spec.required:
            self.refuse(name, code)
        else:
            self.report.leave_out(self.number, self.column(name), self.raw(name), code)

    def refuse(self, name: str, code: str) -> None:
        self.ok = False
        self.report.refuse(self.number, self.column(name), self.raw(name), code)

    def refuse_the_rest(self) -> None:
        """Of a row that is refused, whatever else is wrong with its cells, so that it is corrected
        once."""
        for name, where in self.fields.items():
            spec = self.rows.kind.fields.get(name)
            code = self._amiss(spec, where) if spec is not None else None
            if code is not None:
                self.refuse(name, code)

    def _amiss(self, spec: Field, where: FieldMap) -> str | None:
        if not self.raw(spec.name):
            return "empty" if spec.required else None
        if spec.type == "money":
            return self.rows.cost(where, self.at).code
        try:
            if spec.type == "day":
                self.rows.read(where, self.at, "day", self.rows.read_days)
            elif spec.type in ("number", "whole"):
                self.rows.read(where, self.at, "number", number_reader)
        except Wrong as wrong:
            return wrong.code
        return None

    def value(
        self, name: str, how: str, make: Callable[[Sequence[str]], Callable[[str], V]]
    ) -> V | None:
        """A value of a type of your own (a level, a period): `make` gets all texts of the column
        and returns what reads one of them, or raises `Wrong`."""
        return self._value(name, how, make)

    def _value(
        self,
        name: str,
        how: str,
        make: Callable[[Sequence[str]], Callable[[str], V]],
        needed: bool = False,
    ) -> V | None:
        where = self.fields.get(name)
        if where is None or not self.raw(name):
            return None
        try:
            return self.rows.read(where, self.at, how, make)
        except Wrong as wrong:
            (self.refuse if needed else self.wrong)(name, wrong.code)
            return None

    def column(self, name: str) -> str:
        where = self.fields.get(name)
        return (where.column if where else None) or name
