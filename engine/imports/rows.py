"""A table's rows under a mapping, with what is wrong in them refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.imports.cleaning import DateOrder, clean_name, date_order
from engine.imports.costs import NumberColumn
from engine.imports.fields import KINDS
from engine.imports.mapping import Mapping
from engine.imports.numerals import Undecided
from engine.imports.reader import FIRST_DATA_ROW, Table
from engine.imports.report import ImportReport
from engine.imports.sheet_report import Refusal

NUMBERS = ("days", "score")
DAYS = ("hire_date", "moved_on", "start_date", "answered_on")


@dataclass(slots=True, kw_only=True)
class Row:
    """One row; reading a field that is wrong refuses the row and says why in the report."""

    index: int
    source: str
    cells: dict[str, str]
    mapping: Mapping
    orders: dict[str, DateOrder]
    numbers: dict[str, NumberColumn]
    report: ImportReport
    ok: bool = True

    @property
    def number(self) -> int:
        """The row as a spreadsheet numbers it."""
        return self.index + FIRST_DATA_ROW

    def has(self, field: str) -> bool:
        """Whether the file has a column for the field."""
        return self.mapping.column(field) is not None

    def text(self, field: str, longest: int = 200) -> str | None:
        column = self.mapping.column(field)
        value = clean_name(self.cells[column]) if column else ""
        if len(value) > longest:
            self.refuse(field, "too_long")
            return None
        return value or None

    def required(self, field: str) -> str:
        """The text of a field that must not be empty; an empty one refuses the row."""
        value = self.text(field)
        if value is None:
            self.refuse(field, "empty")
        return value or ""

    def day(self, field: str) -> date | None:
        column = self.mapping.column(field)
        if column is None or not self.cells[column]:
            return None
        parsed = self.orders[column].parse(self.cells[column])
        if parsed is None:
            self.refuse(field, "no_date")
        return parsed

    def amount(self, field: str) -> Decimal | None:
        column = self.mapping.column(field)
        if column is None or not self.cells[column]:
            return None
        return self.number_in(column)

    def number_in(self, column: str) -> Decimal | None:
        try:
            parsed = self.numbers[column].value(self.cells[column])
        except Undecided:
            self._refuse_column(column, "decimal_unclear")
            return None
        if parsed is None:
            self._refuse_column(column, "no_number")
        return parsed

    def is_empty(self, column: str) -> bool:
        return not self.cells[column]

    def refuse(self, field: str, code: str) -> None:
        self._refuse_column(self.mapping.column(field) or field, code)

    def _refuse_column(self, column: str, code: str) -> None:
        self.ok = False
        value = self.cells.get(column, "")
        self.report.refusals.append(Refusal(self.number, column, value[:300], code))


def rows_of(table: Table, mapping: Mapping, report: ImportReport) -> Iterator[Row]:
    """Every row of `table`, counted in `report`."""
    columns = table.columns
    cells = {column: [str(cell) for cell in table.cells[column]] for column in mapping.columns}
    orders = {column: date_order(texts) for column, texts in cells.items()}
    counted = {*NUMBERS, KINDS[mapping.kind].many}
    numbers = {
        column: NumberColumn(cells[column])
        for column, field in mapping.columns.items()
        if field in counted
    }
    dated = [mapping.column(field) for field in DAYS]
    report.ambiguous_dates = sum(orders[column].ambiguous for column in dated if column)
    rows = zip(table.cells.index, table.cells.itertuples(index=False), strict=True)
    for index, values in rows:
        report.read += 1
        yield Row(
            index=int(index),
            source=table.source(int(index)),
            cells=dict(zip(columns, values, strict=True)),
            mapping=mapping,
            orders=orders,
            numbers=numbers,
            report=report,
        )
