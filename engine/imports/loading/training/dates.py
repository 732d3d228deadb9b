"""From when to when a training was held."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import partial

from engine.imports.amounts import plain
from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.loading.training.day_ranges import Said, days_reader
from engine.imports.loading.training.words import words
from engine.imports.reading.rows import Row, Rows, Wrong
from engine.imports.sheet_report import SheetReport
from engine.imports.values.periods import read_period, year_of, years_in

Span = tuple[date, date]
LONGEST_DAYS = 1_000


class Days:
    """A first and a last day; where a file has days nowhere, the period that somebody said."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._fiscal = run.company.fiscal
        self._asked = Asked(run, report, "training_period", "start_date")
        self._no_year = Asked(run, report, "training_year", "start_date")
        self._read = days_reader(())
        self._spans: dict[tuple[date | None, date | None, Decimal | None], Span] = {}

    def of(self, row: Row) -> Span | None:
        """None where the row was refused or waits."""
        start, own_end = self._said(row, "start_date")
        end = own_end or self._end(row, start is None)
        if not row.ok:
            return None
        if start is None and end is None:
            return self._period(row)
        days = row.amount("days") if row.has("days") else None
        key = (start, end, days)
        if key not in self._spans:
            self._spans[key] = _span(*key)
        span = self._spans[key]
        if end is not None and span[1] != end:
            row.report.leave_out(row.number, "end_date", str(end), "before_its_beginning")
        return span

    def _end(self, row: Row, needed: bool) -> date | None:
        """The last day; where there is no first one, a wrong one refuses the row."""
        if not row.raw("end_date") or self._is_deadline(row):
            return None
        if needed and row.ok:
            start, end = self._said(row, "end_date")
            return end or start
        return row.day("end_date")

    def _is_deadline(self, row: Row) -> bool:
        """Whether the last day is that by which it had to be done: where no first day stands
        beside it, its heading tells."""
        where = row.fields.get("end_date")
        heading = plain(where.column or "") if where else ""
        said = any(word in heading for word in words()["deadline"]["words"])
        return said and not row.has("start_date")

    def _said(self, row: Row, name: str) -> tuple[date | None, date | None]:
        """The day of a cell; two where it has a first and a last one."""
        where = row.fields.get(name)
        if where is None or not row.raw(name):
            return None, None
        try:
            return row.rows.read(where, row.at, "days", partial(_reader, row.rows))
        except Wrong as wrong:
            return self._yearless(row, name) or self._refused(row, name, wrong)

    def _refused(self, row: Row, name: str, wrong: Wrong) -> tuple[None, None]:
        if row.ok:
            row.refuse(name, wrong.code)
        return None, None

    def _yearless(self, row: Row, name: str) -> Said | None:
        """A day of the one year that the title, the sheet or the file tells, or that was said;
        the row waits for that where nothing tells it."""
        text, form = plain(row.raw(name)), words()["yearless"]
        if not re.fullmatch(form["day"], text):
            return None
        year = self._year_of(row)
        if year is None:
            self._no_year.wait(row)
            return None
        try:
            return self._read(form["whole"].format(year=year, day=text))
        except Wrong:
            return None

    def _year_of(self, row: Row) -> int | None:
        table = row.rows.table
        for texts in (table.title, (table.sheet,), (table.file,)):
            if len(years := years_in(" ".join(texts))) == 1:
                return years[0]
        said = self._no_year.answer
        return year_of(said, self._fiscal) if said else None

    def ask(self) -> None:
        self._asked.ask()
        self._no_year.ask()

    def _period(self, row: Row) -> Span | None:
        if not row.ok:
            return None
        said = row.raw("period")
        has = (
            ("start_date", "period")
            if self._is_deadline(row)
            else ("start_date", "end_date", "period")
        )
        if not said and any(row.has(name) for name in has):
            row.refuse("start_date", "empty")
            return None
        try:
            period = read_period(said or self._asked.answer or "", self._fiscal)
        except Wrong as wrong:
            if said:
                row.refuse("period", wrong.code)
            else:
                self._asked.wait(row)
            return None
        return period.first, period.last


def _reader(rows: Rows, texts: Sequence[str]) -> Callable[[str], Said]:
    return days_reader(texts, said=rows.day_first)


def _span(start: date | None, end: date | None, days: Decimal | None) -> Span:
    """By its last day or by how many days it took; it never ends before it begins."""
    whole = days.to_integral_value(ROUND_CEILING) if days is not None else Decimal(1)
    more = timedelta(days=min(max(int(whole), 1), LONGEST_DAYS) - 1)
    if start is None:
        assert end is not None
        return end - more, end
    if end is not None and end >= start:
        return start, end
    return start, start + more
