"""Rows of a kind straight into its table, as the kind's file says ([table])."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.imports.amounts import is_nothing
from engine.imports.cleaning import date_order
from engine.imports.kinds.kind import Target, kinds
from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import SOURCE, Keyed
from engine.imports.loading.run import Run
from engine.imports.loading.years import likely_year
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.store.tables import Base

TABLES: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
DAY = "day"


class Loader:
    """`target` is where rows go, if it is not the kind's own; `keyed` how they are told apart."""

    keyed: type[Keyed] = Keyed

    def __init__(self, run: Run, report: SheetReport, target: Target | None = None) -> None:
        self._run, self.report = run, report
        self._target = target or _target_of(report)
        self.fields = Fields(run, report, self._target.made)
        self.rows = self.keyed(run, report, TABLES[self._target.table], self._target.key)
        self._asked: dict[str, Asked] = {}
        self._has_source = SOURCE in TABLES[self._target.table].__table__.columns

    def take(self, row: Row) -> None:
        """One row: read, completed, kept; without a value for its key it was refused."""
        if self.says_nothing(row):
            self.report.took(row.number, Fate.LEFT_OUT)
            return
        values = self.read(row)
        if not row.ok:
            return
        self.complete(row, values)
        missing = next((one for one in self._target.key if self.lacks(values, one)), None)
        if missing is not None and row.ok:
            row.refuse(self._field_of(missing), "empty")
        if row.ok:
            self.put(row, values)

    def finish(self) -> None:
        self.rows.write()
        self.fields.finish()
        for one in self._asked.values():
            one.ask()

    def says_nothing(self, row: Row) -> bool:
        """Whether a cell of many columns says that there is nothing (-, n/a)."""
        cells = [name for name, one in row.fields.items() if one.of]
        return bool(cells) and all(is_nothing(row.raw(name)) for name in cells)

    def read(self, row: Row) -> dict[str, Any]:
        """Column → value, of all fields that have one. What is wrong with a row is told in full,
        but nothing comes into being by it."""
        values: dict[str, Any] = {}
        for name in self._in_order():
            column = self._target.columns[name]
            if not row.ok and name in self._target.made:
                continue
            value = self._asked_or_read(row, name)
            code = self.rows.fits(column, value)
            if code is not None:
                row.wrong(name, code)
                value = None
            values[column] = value
        return values

    def _in_order(self) -> list[str]:
        """What may have to wait or be refused before what comes into being by being named."""
        last = {"name": 2, "level": 1}
        fields = self.fields.kind.fields
        return sorted(
            self._target.columns,
            key=lambda name: (name not in self._target.asked, last.get(fields[name].type, 0)),
        )

    def complete(self, row: Row, values: dict[str, Any]) -> None:
        """What follows for other columns; nothing, in most kinds."""

    def put(self, row: Row, values: dict[str, Any]) -> None:
        if self._has_source:
            values[SOURCE] = row.source
        self.rows.put(row.number, subject_of(row), values, self._target.defaults)

    def lacks(self, values: dict[str, Any], column: str) -> bool:
        return values.get(column) is None and column not in self._target.defaults

    def _asked_or_read(self, row: Row, name: str) -> Any:
        if name not in self._target.asked or row.has(name):
            return self.fields.read(row, name)
        if name not in self._asked:
            proposed = self._likely_day(row).isoformat()
            self._asked[name] = Asked(self._run, self.report, DAY, name, proposed=proposed)
        asked = self._asked[name]
        day = _day_of(asked.answer)
        if day is None:
            asked.wait(row)
        return day

    def _likely_day(self, row: Row) -> date:
        """The last of the year that the sheet's names tell, else today."""
        fiscal, today = self._run.company.fiscal, self._run.today
        year = likely_year(row, self.report)
        return min(fiscal.last_day(year), today) if year else today

    def _field_of(self, column: str) -> str:
        return next((one for one, its in self._target.columns.items() if its == column), column)


def subject_of(row: Row) -> str:
    """Whom or what a row is about, for a person to recognise."""
    fields = row.rows.kind.fields.values()
    said = [row.raw(one.name) for one in fields if one.is_key or one.name == "name"]
    return " ".join(one for one in said if one)[:300]


def _target_of(report: SheetReport) -> Target:
    target = kinds()[report.kind].target
    if target is None:
        raise AssertionError(f"the kind {report.kind} has no table of its own")
    return target


def _day_of(answer: str | None) -> date | None:
    return date_order([answer]).parse(answer) if answer else None
