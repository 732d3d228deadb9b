"""From when to when a training was held."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from engine.imports.questions import Question
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport

Span = tuple[date, date]
LONGEST_DAYS = 1_000
EARLIEST_YEAR = 1950
# 2026, 2026-03, 202603: whatever stands between and behind.
_MONTH = re.compile(r"(\d{4})(?:\D{0,3}(1[0-2]|0?[1-9])(?!\d))?\D*")


class Days:
    """A first and a last day; where a file has days nowhere, the period that somebody said."""

    def __init__(self, report: SheetReport) -> None:
        self._report = report
        self._waiting = 0
        self._spans: dict[tuple[date | None, date | None, Decimal | None], Span] = {}

    def of(self, row: Row) -> Span | None:
        """None where the row was refused or waits."""
        start = row.day("start_date", needed=True)
        end = row.day("end_date") if row.has("end_date") else None
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

    def ask(self) -> None:
        if self._waiting:
            args = {"rows": self._waiting}
            self._report.ask(Question(code="training_period", args=args, rows=self._waiting))

    def _period(self, row: Row) -> Span | None:
        if not row.ok:
            return None
        if row.raw("period"):
            span = row.value("period", "span", _reader)
            if span is None and row.ok:
                row.refuse("period", "no_period")
            return span
        if any(row.has(name) for name in ("start_date", "end_date", "period")):
            row.refuse("start_date", "empty")
            return None
        said = row.rows.answers.to("training_period")
        span = period_in(said) if said else None
        if span is None:
            self._waiting += 1
            row.report.took(row.number, Fate.LEFT_OUT)
        return span


def period_in(text: str) -> Span | None:
    """A year or a month."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or int(found[1]) < EARLIEST_YEAR:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    first, last = month or 1, month or 12
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _reader(_texts: Sequence[str]) -> Callable[[str], Span]:
    def read(text: str) -> Span:
        span = period_in(text)
        if span is None:
            raise Wrong("no_period")
        return span

    return read


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
