"""A table's rows under a mapping, with what is wrong in them refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.imports.cleaning import DateOrder, clean_name, date_order, parse_amount
from engine.imports.mapping import Mapping
from engine.imports.reader import FIRST_DATA_ROW, Table
from engine.imports.report import ImportReport, Refusal


@dataclass(slots=True)
class Row:
    """One row; reading a field that is wrong refuses the row and says why in the report."""

    index: int
    source: str
    _cells: dict[str, str]
    _mapping: Mapping
    _orders: dict[str, DateOrder]
    _report: ImportReport
    ok: bool = True

    def text(self, field: str, longest: int = 200) -> str | None:
        column = self._mapping.column(field)
        value = clean_name(self._cells[column]) if column else ""
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
        column = self._mapping.column(field)
        if column is None or not self._cells[column]:
            return None
        parsed = self._orders[column].parse(self._cells[column])
        if parsed is None:
            self.refuse(field, "no_date")
        return parsed

    def amount(self, field: str) -> Decimal | None:
        column = self._mapping.column(field)
        if column is None or not self._cells[column]:
            return None
        return self.number_in(column)

    def number_in(self, column: str) -> Decimal | None:
        parsed = parse_amount(self._cells[column])
        if parsed is None:
            self._refuse_column(column, "no_number")
        return parsed

    def is_empty(self, column: str) -> bool:
        return not self._cells[column]

    def refuse(self, field: str, code: str) -> None:
        self._refuse_column(self._mapping.column(field) or field, code)

    def _refuse_column(self, column: str, code: str) -> None:
        self.ok = False
        value = self._cells.get(column, "")
        self._report.refusals.append(
            Refusal(self.index + FIRST_DATA_ROW, column, value[:300], code)
        )


def rows_of(table: Table, mapping: Mapping, report: ImportReport) -> Iterator[Row]:
    """Every row of `table`, counted in `report`."""
    columns = table.columns
    orders = {column: date_order(list(table.cells[column])) for column in mapping.columns}
    dated = [mapping.column(field) for field in ("hire_date", "start_date", "answered_on")]
    report.ambiguous_dates = sum(orders[column].ambiguous for column in dated if column)
    for index, cells in zip(table.cells.index, table.cells.itertuples(index=False), strict=True):
        report.read += 1
        yield Row(
            int(index),
            table.source(int(index)),
            dict(zip(columns, cells, strict=True)),
            mapping,
            orders,
            report,
        )
