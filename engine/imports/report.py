"""What an import took, what it changed, what it asks and what it refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.imports.sheet_report import Change, Refusal, Remark, shown
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can say; the rows it is about are left out until then."""

    code: str
    args: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """One sheet: rows read, added, changed, known already and refused; what its costs add up
    to by currency (`paid`), how many rows carry none, and what was found on the way."""

    file: str
    kind: str
    read: int = 0
    added: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    paid: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    paid_rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    without_cost: int = 0
    ambiguous_dates: int = 0

    @property
    def changed(self) -> int:
        """Rows that changed something that was there."""
        return len({change.row for change in self.changes if change.row})

    @property
    def refused(self) -> int:
        return len({refusal.row for refusal in self.refusals})

    def change(self, row: int, subject: str, field: str, old: object, new: object) -> None:
        found = Change(row=row, subject=subject, field=field, old=shown(old), new=shown(new))
        self.changes.append(found)

    def pay(self, amount: Money) -> None:
        self.paid[amount.currency] += amount.amount
        self.paid_rows[amount.currency] += 1
