"""Wages paid, year by year: only the sum of a year is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import Fate, SheetReport
from engine.store.tables import PayrollYear
from engine.values.money import Money

REPLACE, ADD = "replace", "add"
# Of which years other sheets of the same load were added already.
LOADED = "payroll_years_of_this_load"


@dataclass(slots=True)
class _Year:
    total: Money
    rows: list[tuple[Row, Money]] = field(default_factory=list)


class Loader:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._years = Years(run, report, run.company.fiscal.year_of(run.today) - 1)
        self._sums: dict[int, _Year] = {}
        self._asked: list[Asked] = []

    def take(self, row: Row) -> None:
        """Money counts whatever becomes of its row; another currency than the company's cannot
        be added up."""
        cost = row.money("amount").money
        if cost is None:
            if row.ok:
                self._report.took(row.number, Fate.LEFT_OUT)
            return
        year = self._year_of(row)
        if year is not None and cost.currency != self._run.company.currency:
            row.refuse("currency", "other_currency")
        if year is None or not row.ok:
            self._report.leave_unpaid(cost)
            return
        known = self._sums.setdefault(year, _Year(Money.zero(cost.currency)))
        known.total += cost
        known.rows.append((row, cost))

    def finish(self) -> None:
        for year, found in sorted(self._sums.items()):
            self._keep(year, found)
        self._run.session.flush()
        for asked in self._asked:
            asked.ask()
        self._years.ask()

    def _year_of(self, row: Row) -> int | None:
        if not row.raw("period"):
            return self._years.year(row)
        period = self._years.period(row)
        return self._run.company.fiscal.year_of(period.first) if period else None

    def _keep(self, year: int, found: _Year) -> None:
        stored = self._run.session.get(PayrollYear, year)
        done: set[int] = self._run.session.info.setdefault(LOADED, set())
        if stored is None:
            new = PayrollYear(
                fiscal_year=year, amount=found.total.amount, currency=found.total.currency
            )
            self._run.session.add(new)
            fate = Fate.ADDED
        elif year in done:
            self._change(year, stored, found, stored.amount + found.total.amount)
            fate = Fate.CHANGED
        elif stored.amount == found.total.amount:
            fate = Fate.SAME
        else:
            fate = self._replace_or_add(year, stored, found)
        done.add(year)
        for row, cost in found.rows:
            self._report.took(row.number, fate)
            if fate is Fate.LEFT_OUT:
                self._report.leave_unpaid(cost)
            else:
                self._report.pay(cost)

    def _replace_or_add(self, year: int, stored: PayrollYear, found: _Year) -> Fate:
        """Another sum of a year that is there: the whole year anew, or more of it?"""
        asked = Asked(
            self._run,
            self._report,
            "payroll_year",
            "amount",
            of=str(year),
            options=(REPLACE, ADD),
            proposed=REPLACE,
            year=year,
            stored=Money(stored.amount, stored.currency),
            file=found.total,
        )
        if asked.answer not in (REPLACE, ADD):
            self._asked.append(asked)
            for row, _ in found.rows:
                asked.wait(row)
            return Fate.LEFT_OUT
        more = stored.amount if asked.answer == ADD else Decimal(0)
        self._change(year, stored, found, found.total.amount + more)
        return Fate.CHANGED

    def _change(self, year: int, stored: PayrollYear, found: _Year, amount: Decimal) -> None:
        new = Money(amount, found.total.currency)
        old = Money(stored.amount, stored.currency)
        self._report.change(found.rows[0][0].number, str(year), "amount", old, new)
        stored.amount, stored.currency = new.amount, new.currency
