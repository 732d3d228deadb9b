"""Invoices that no budget is there to pay: asked once, whether one of just their sum is set for
each unit and year, so that what was spent is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.access import Right, require
from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport
from engine.queries.budget import ALL
from engine.queries.rates import convert
from engine.store.tables import OrgUnit
from engine.usecases.budgets.lines import Aim, set_line
from engine.usecases.budgets.versions import YEARS_OF_FILES
from engine.values.errors import EngineError, NotPermitted
from engine.values.money import Money

CODE = "invoices_without_budget"
SET, LEAVE = "set", "leave"


@dataclass(frozen=True, slots=True)
class Unpaid:
    """An invoice (by its row) with its amount in the home currency, and who it is for."""

    row: Row
    amount: Money
    unit: OrgUnit
    fiscal_year: int


class Unbudgeted:
    """Collects them; those that are to be booked after all wait for their budgets."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._asked = Asked(run, report, CODE, "unit", options=(SET, LEAVE), proposed=SET)
        self._found: dict[tuple[int, int], list[Unpaid]] = defaultdict(list)

    def add(self, row: Row, amount: Money, unit: OrgUnit, day: date) -> bool:
        """Whether the invoice is to be booked once a budget is there; else it waits for the
        answer, or is refused."""
        if self._asked.answer == LEAVE:
            row.refuse("unit", "no_budget_line")
        elif self._asked.answer is None:
            self._asked.wait(row)
        else:
            company, session = self._run.company, self._run.session
            year = company.fiscal.year_of(day)
            home = convert(session, amount, company.currency, day).converted
            self._found[unit.id, year].append(Unpaid(row, home, unit, year))
            return True
        return False

    def set_budgets(self) -> Iterator[Row]:
        """Set what is missing; the rows that can be booked now."""
        self._asked.ask()
        for found in self._found.values():
            try:
                with self._run.writer.attempt():
                    self._set(found)
            except NotPermitted:
                for one in found:
                    one.row.refuse("unit", "no_budget_line")
            except EngineError as error:
                for one in found:
                    one.row.refuse("unit", error.code)
            else:
                yield from (one.row for one in found)

    def _set(self, found: list[Unpaid]) -> None:
        first, context = found[0], self._run.context
        assert context is not None, "invoices are booked by a use case alone"
        # Who books invoices may set no budget by that, unless the policy lets him.
        require(context.actor, Right.SET_BUDGET, first.unit.path)
        amount = sum((one.amount for one in found[1:]), first.amount)
        aim = Aim(unit=first.unit, fiscal_year=first.fiscal_year, programme=ALL)
        done = set_line(context, aim, amount, YEARS_OF_FILES)
        context.record("set_budget", aim.subject, before=done.before, after=done.after)
        unit, year = first.unit.name, first.fiscal_year
        self._report.remark("budget_for_invoices", unit=unit, year=year, amount=amount)
