"""Exchange rates from the day on which they begin to hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from engine.imports.amounts import marks_in, plain
from engine.imports.cleaning import date_order
from engine.imports.loading.run import Run
from engine.imports.reading.rows import OPEN_DAY, Row, Wrong
from engine.imports.recognising.periods import canonical
from engine.imports.recognising.vocabulary import words_of
from engine.imports.sheet_report import Fate, SheetReport
from engine.store.rates import keep_rate
from engine.values.currency_marks import currency_of
from engine.values.errors import InvalidInput

# As the store keeps them.
EXACT = Decimal("0.00000001")


class Loader:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._home = run.company.currency

    def take(self, row: Row) -> None:
        currency = self._currency(row, "currency")
        quote = self._currency(row, "quote") if row.raw("quote") else self._named(row)
        rate, since = self._rate(row), self._since(row)
        if rate is None and row.ok:
            row.refuse("rate", "empty")
        if since is None and row.ok:
            row.refuse("valid_from", "empty")
        if not row.ok or currency is None or quote is None or rate is None or since is None:
            return
        per = row.whole("per") or 1
        self._record(row, currency, quote, since, (rate / per).quantize(EXACT))

    def _named(self, row: Row) -> str:
        """The currency that the heading of the rates names (units per £1); else the home one."""
        where = row.fields.get("inverse_rate") or row.fields.get("rate")
        words = words_of(where.column or "") if where and not where.of else ()
        marks = {
            code
            for word in words
            if (code := currency_of(word.strip("0123456789"), self._home)) is not None
        }
        return marks.pop() if len(marks) == 1 else self._home

    def _rate(self, row: Row) -> Decimal | None:
        rate, inverse = row.amount("rate"), row.amount("inverse_rate")
        return 1 / inverse if rate is None and inverse else rate

    def _since(self, row: Row) -> date | None:
        return row.value("valid_from", "since", partial(_since_reader, said=row.rows.day_first))

    def finish(self) -> None:
        """Nothing waits for the end."""

    def _currency(self, row: Row, field: str) -> str | None:
        """Of its code, its sign or its name, or of two of them ("US dollar USD") that agree."""
        text = row.needed(field)
        marks = marks_in(plain(text)) or () if text else ()
        codes = {currency_of(mark, self._home) for mark in marks} - {None}
        if text and len(codes) != 1:
            row.refuse(field, "unknown_currency")
        return codes.pop() if len(codes) == 1 else None

    def _record(self, row: Row, currency: str, quote: str, since: date, rate: Decimal) -> None:
        try:
            is_new = keep_rate(self._run.session, currency, quote, since, rate)
        except InvalidInput as error:
            row.refuse("rate", error.code)
            return
        if is_new and self._run.context is not None:
            pair = f"{currency}/{quote}"
            self._run.context.record("record_rate", pair, valid_from=since, rate=rate)
        self._report.took(row.number, Fate.ADDED if is_new else Fate.SAME)


def _since_reader(texts: Sequence[str], said: bool | None) -> Callable[[str], date]:
    """A day, or the first of a month."""
    order = date_order(texts, said)

    def read(text: str) -> date:
        if order.is_open(text):
            raise Wrong(OPEN_DAY)
        month = canonical(text)
        day = order.parse(text) or (order.parse(f"{month}-01") if month else None)
        if day is None:
            raise Wrong("no_date")
        return day

    return read
