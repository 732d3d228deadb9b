"""What an import took of a sheet, what it changed, what it asks and what it refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from typing import Any

from engine.imports.questions import Question
from engine.imports.shape.table import Fact
from engine.values.money import Money


class Fate(IntEnum):
    """What became of a row; of a row with several cells (a matrix), the greatest."""

    LEFT_OUT = 1  # says that there is nothing to load, or waits for an answer
    SAME = 2
    REFUSED = 3
    CHANGED = 4
    ADDED = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that could not be taken, and why (a code)."""

    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value of `subject` (a person, a participation, a unit) that is another one now."""

    row: int
    subject: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that was taken nevertheless (a code), and where."""

    code: str
    row: int
    args: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class SheetReport:
    """One sheet, or its table `part`. `fates` says by the row's number what became of it;
    `refusals` of rows, `cells_left_out` of single cells of rows that were taken without them;
    `questions` are those for which rows wait, `offers` what could be said besides. `in_file` is
    the money that could be read: `paid` what of it was taken (new or there already), `opened` what
    was taken as opening figures, which lie within budgets, `unpaid` what was not, with its row
    refused or left out, `again` what is the same sum on another row; by currency. `things` counts
    what was added by table ("unit": 5), beside the rows themselves."""

    file: str
    sheet: str
    kind: str
    part: int = 1
    facts: list[Fact] = field(default_factory=list)
    read: int = 0
    fates: dict[int, Fate] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    cells_left_out: list[Refusal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    offers: list[Question] = field(default_factory=list)
    in_file: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    paid: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    opened: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    unpaid: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    again: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    things: Counter[str] = field(default_factory=Counter)
    _refused: set[tuple[int, str]] = field(default_factory=set)

    def count(self, fate: Fate) -> int:
        return sum(one is fate for one in self.fates.values())

    def took(self, row: int, fate: Fate) -> None:
        self.fates[row] = max(self.fates.get(row, Fate.LEFT_OUT), fate)

    def refuse(self, row: int, column: str, value: str, code: str) -> None:
        """Each cell for one reason."""
        if (row, column) not in self._refused:
            self._refused.add((row, column))
            self.refusals.append(Refusal(row, column, value[:300], code))
        self.took(row, Fate.REFUSED)

    def leave_out(self, row: int, column: str, value: str, code: str) -> None:
        """A cell that is not taken; its row goes on."""
        self.cells_left_out.append(Refusal(row, column, value[:300], code))

    def change(self, row: int, subject: str, field: str, old: object, new: object) -> None:
        found = Change(row=row, subject=subject, field=field, old=shown(old), new=shown(new))
        self.changes.append(found)
        if row:
            self.took(row, Fate.CHANGED)

    def remark(self, code: str, row: int = 0, **args: Any) -> None:
        self.remarks.append(Remark(code, row, args))

    def ask(self, question: Question) -> None:
        """Once for each key."""
        if all(one.key != question.key for one in self.questions):
            self.questions.append(question)

    def offer(self, question: Question) -> None:
        """What could be said, though no row waits for it."""
        if all(one.key != question.key for one in self.offers):
            self.offers.append(question)

    def pay(self, amount: Money) -> None:
        self.paid[amount.currency] += amount.amount

    def open(self, amount: Money) -> None:
        """Committed or spent before, of a budget that is counted by itself."""
        self.opened[amount.currency] += amount.amount

    def leave_unpaid(self, amount: Money) -> None:
        self.unpaid[amount.currency] += amount.amount

    def say_again(self, amount: Money) -> None:
        """The same money stands on more rows than one."""
        self.again[amount.currency] += amount.amount

    def accounted(self, currency: str) -> Decimal:
        """What of the money in the file is known to be somewhere."""
        taken = self.paid[currency] + self.opened[currency]
        return taken + self.unpaid[currency] + self.again[currency]


def shown(value: object) -> str:
    """A value as people read it; a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, Money):
        return f"{value.amount:,} {value.currency}"
    return str(value)[:300]
