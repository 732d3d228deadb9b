"""The money of a row, column by column, and what it adds up to in the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from engine.imports.costs import Cost
from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.loading.training.entry import SUMS, Part
from engine.imports.loading.training.words import is_no_cost
from engine.imports.questions import Question
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport, shown
from engine.values.money import Money

ZERO, UNKNOWN = "zero", "unknown"


class Amounts:
    """`in_columns` is what each column adds up to, by currency: what a totals row should say;
    `left_out` what of it stands in rows that are left out: one may well say it without them."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report, self._home = report, run.company.currency
        self._no_cost = run.answers.to("no_cost_words", place_of(report))
        self._columns: list[str] | None = None
        self._alone: dict[int, tuple[Part, ...]] = {}
        self._nothing: Counter[str] = Counter()
        self.in_columns: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self.left_out: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))

    def of(self, row: Row) -> tuple[Part, ...]:
        """All amounts of the row; a wrong one refuses it."""
        if self._columns is None:
            self._columns = [name for name in SUMS if row.has(name)]
        if len(self._columns) == 1:
            return self._only(row, self._columns[0])
        found = [(name, self._amount(row, name)) for name in self._columns]
        return tuple(Part(name, money) for name, money in found if money is not None)

    def leave_unpaid(self, row: Row) -> None:
        """Count what stands in a row that is left out; what cannot be read there is no matter."""
        for name in SUMS:
            where = row.fields.get(name)
            money = row.rows.cost(where, row.at).money if where else None
            if money is not None:
                self._report.in_file[money.currency] += money.amount
                self._report.leave_unpaid(money)
                self.in_columns[name][money.currency] += money.amount
                self.left_out[name][money.currency] += money.amount

    def _only(self, row: Row, name: str) -> tuple[Part, ...]:
        """The same amount is kept once for all of its rows."""
        money = self._amount(row, name)
        if money is None:
            return ()
        # By which object it is, for that is fast: the part keeps it.
        parts = self._alone.get(id(money))
        if parts is None:
            parts = self._alone[id(money)] = (Part(name, money),)
        return parts

    def _amount(self, row: Row, name: str) -> Money | None:
        cost = row.money(name)
        if cost.money is None:
            return None if cost.code else self._nothing_said(row, name)
        self.in_columns[name][cost.money.currency] += cost.money.amount
        if cost.open or cost.other:
            self._remark(row, cost, cost.money)
        return cost.money

    def _nothing_said(self, row: Row, name: str) -> Money | None:
        """A dash is nothing paid, or nothing known: that is asked."""
        text = row.raw(name)
        if not text or not is_no_cost(text):
            return None
        if self._no_cost is None:
            self._nothing[text] += 1
        return Money.zero(self._home) if self._no_cost == ZERO else None

    def _remark(self, row: Row, cost: Cost, money: Money) -> None:
        if cost.open:
            self._report.remark("read_as_thousands", row.number, cost=shown(money))
        if cost.other:
            self._report.remark("other_currency", row.number, cost=shown(money))

    def ask(self) -> None:
        if self._nothing:
            rows = self._nothing.total()
            place, said = place_of(self._report), dict(self._nothing.most_common())
            self._report.ask(
                Question(
                    code="no_cost_words",
                    subject=place,
                    args={"place": place, "words": said, "rows": rows},
                    options=(ZERO, UNKNOWN),
                    proposed=UNKNOWN,
                    rows=rows,
                )
            )


def unpaid(report: SheetReport, parts: tuple[Part, ...]) -> None:
    """Money of a row that is not taken."""
    for part in parts:
        report.leave_unpaid(part.money)
