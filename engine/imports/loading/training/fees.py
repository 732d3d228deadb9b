"""What was paid for people who did not come: a cost where the totals row has it in, else told."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from engine.imports.loading.training.entry import SUMS
from engine.imports.loading.training.totals import Totals
from engine.imports.reading.rows import Row, Rows
from engine.imports.sheet_report import SheetReport, shown
from engine.values.money import Money

NOT_COME, PAID = "did_not_take_part", "paid_without_coming"


class Fees:
    """Asked of each row of somebody who did not come; `say` tells what became of them."""

    def __init__(self, report: SheetReport) -> None:
        self._report = report
        self._proved: dict[str, bool] = {}
        self._totals: Totals | None = None
        self._rows = {NOT_COME: 0, PAID: 0}
        self._sums: dict[str, dict[str, Decimal]] = {
            code: defaultdict(Decimal) for code in self._rows
        }

    def are_paid(self, row: Row, may_be: bool) -> bool:
        """Whether the row has an amount, and the totals rows have all such amounts in them, where
        that `may_be` kept."""
        found = {name: money for name in SUMS if (money := _money(row, name)) is not None}
        is_paid = (
            may_be
            and any(money.amount for money in found.values())
            and all(self._is_proved(row.rows, name) for name in found)
        )
        code = PAID if is_paid else NOT_COME
        self._rows[code] += 1
        for money in found.values():
            self._sums[code][money.currency] += money.amount
        return is_paid

    def say(self) -> None:
        for code, rows in self._rows.items():
            if not rows:
                continue
            sums = [Money(amount, one) for one, amount in self._sums[code].items() if amount]
            said: dict[str, Any] = {"cost": ", ".join(map(shown, sums))} if sums else {}
            self._report.remark(f"{code}_cost" if said else code, rows=rows, **said)

    def _is_proved(self, rows: Rows, name: str) -> bool:
        """Whether a totals row says what all rows of a column come to."""
        if name not in self._proved:
            self._totals = self._totals or Totals(rows)
            self._proved[name] = self._adds_up(rows, name)
        return self._proved[name]

    def _adds_up(self, rows: Rows, name: str) -> bool:
        assert self._totals is not None
        if not self._totals.said.get(name):
            return False
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for where in rows.mapping.maps(name):
            for at in range(len(rows.table)):
                if (money := rows.cost(where, at).money) is not None:
                    sums[money.currency] += money.amount
        return all(self._totals.prove(name, Money(one, code)) for code, one in sums.items())


def _money(row: Row, name: str) -> Money | None:
    where = row.fields.get(name)
    return row.rows.cost(where, row.at).money if where else None
