"""Rows that add up others, compared with what was read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.imports.costs import CostCells
from engine.imports.loading.training.entry import SUMS
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import SheetReport, shown
from engine.values.money import Money

Sums = Mapping[str, Mapping[str, Decimal]]


class Totals:
    """What the totals rows of a table say of its columns of money."""

    def __init__(self, rows: Rows) -> None:
        self.said: dict[str, list[tuple[int, Money]]] = {}
        self._headings: dict[str, str] = {}
        for name in SUMS:
            maps = [one for one in rows.mapping.maps(name) if one.column and not one.of]
            if maps and maps[0].column:
                self.said[name] = _said(rows, maps[0].column)
                self._headings[name] = maps[0].column

    def prove(self, name: str, amount: Money) -> bool:
        """Whether a totals row says that the column comes to just that."""
        return any(money == amount for _, money in self.said.get(name, ()))

    def compare(self, in_file: Sums, loaded: Sums, left_out: Sums, report: SheetReport) -> None:
        """Say where the last totals row, or all of them together, fits neither what the rows hold
        nor what is left of it once sums that stand there again are taken once, be it with or
        without the rows that are left out."""
        for name, said in self.said.items():
            if not said:
                continue
            number, last = said[-1]
            all_ = sum((money.amount for _, money in said), Decimal(0))
            sums = [
                one[name].get(last.currency, Decimal(0)) for one in (in_file, loaded) if name in one
            ]
            without = left_out.get(name, {}).get(last.currency, Decimal(0))
            said_so = (last.amount, all_, all_ - last.amount)
            if not any(one - less in said_so for one in sums for less in (0, without)):
                found = Money(sums[0] if sums else Decimal(0), last.currency)
                args = {"says": shown(last), "found": shown(found)}
                report.remark("totals_differ", number, column=self._headings[name], **args)


def _said(rows: Rows, column: str) -> list[tuple[int, Money]]:
    cells = [(one.number, one.cells.get(column, "")) for one in rows.table.totals]
    costs = CostCells(rows.heading(column), [(text, "") for _, text in cells], rows.rules)
    found = ((number, costs.at(at).money) for at, (number, text) in enumerate(cells) if text)
    return [(number, money) for number, money in found if money is not None]
