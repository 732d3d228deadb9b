"""What somebody's part, or a session, cost: booked once, corrected where it is another sum now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.imports.loading.training.entry import PER_HEAD, Entry, Part
from engine.imports.loading.training.stored import Line
from engine.imports.shape.table import Table
from engine.imports.sheet_report import SheetReport
from engine.imports.writing.writer import Writer
from engine.queries.request_sessions import WHOLE_SESSION
from engine.store.tables import CostLine

PART, REFUND = "participation", "refund"
UNSORTED = "other"
# Of a whole session these grow with how many take part, if nothing else is said.
NONE: Mapping[str, Line] = {}
BY_HEAD = frozenset(("material", "exam"))


class KnownOtherwise(Exception):
    """The store has these costs already, put down in another way and as another sum."""


@dataclass(slots=True, kw_only=True)
class Names:
    """What rows, courses and people are called where the report speaks of them."""

    table: Table
    courses: Mapping[int, str]
    people: Mapping[int, str]


@dataclass(slots=True, kw_only=True)
class Payer:
    """Whose costs they are: a participation's (`person`) or the session's, and which row says
    so."""

    session: int
    person: int | None
    entry: Entry
    names: Names
    is_known: bool

    @property
    def number(self) -> int:
        return self.names.table.numbers[self.entry.at]

    @property
    def source(self) -> str | None:
        return self.names.table.source(self.entry.at)

    @property
    def subject(self) -> str:
        who = "" if self.person is None else f"{self.names.people.get(self.person, self.person)} "
        return f"{who}{self.names.courses[self.entry.course]} {self.entry.start}"

    @property
    def stem(self) -> str:
        return WHOLE_SESSION if self.person is None else f"{PART}-{self.person}"

    def reference(self, part: Part) -> str:
        """One of no kind in particular is the stem itself; of a session as a whole, others are
        called by their kind."""
        if part.category == UNSORTED:
            return self.stem
        return part.category if self.person is None else f"{self.stem}-{part.category}"

    def owns(self, reference: str, line: Line) -> bool:
        """Whether a line of the session says what this one paid for it."""
        return line.person == self.person and not reference.startswith(f"{REFUND}-")


class Booking:
    def __init__(self, writer: Writer, report: SheetReport) -> None:
        self._writer, self._report = writer, report
        self.new: list[dict[str, Any]] = []

    def book(self, payer: Payer, parts: tuple[Part, ...], lines: Mapping[str, Line]) -> None:
        """Take what the file says, by what the session has (`lines`).

        Raises:
            KnownOtherwise: nothing was booked.
        """
        own = {key: one for key, one in lines.items() if payer.owns(key, one)} if lines else NONE
        wanted = {payer.reference(part): part for part in parts}
        if own and wanted.keys() - own.keys() and not self._are_the_same(own, parts):
            if UNSORTED in {part.category for part in parts} or payer.stem in own:
                raise KnownOtherwise
        elif own and wanted.keys() - own.keys():
            wanted = {}
        for part in parts:
            self._report.pay(part.money)
        for reference, part in wanted.items():
            self._one(payer, reference, part, own.get(reference))

    def _are_the_same(self, own: Mapping[str, Line], parts: tuple[Part, ...]) -> bool:
        """Whether the parts come to what is booked as a whole, or the other way round."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for line in own.values():
            sums[line.money.currency] += line.money.amount
        for part in parts:
            sums[part.money.currency] -= part.money.amount
        return not any(sums.values())

    def _one(self, payer: Payer, reference: str, part: Part, line: Line | None) -> None:
        money = part.money
        if line is not None and line.money == money:
            return
        if line is not None:
            before = {"amount": line.money.amount, "currency": line.money.currency}
            after = {"amount": money.amount, "currency": money.currency, "source": payer.source}
            self._writer.update(CostLine, line.id, before, after)
        else:
            self.add(payer, reference, part)
        if payer.is_known:
            old = line.money if line is not None else None
            field = "cost" if part.category == UNSORTED else f"cost_{part.category}"
            self._report.change(payer.number, payer.subject, field, old, money)

    def add(self, payer: Payer, reference: str, part: Part) -> None:
        grows = payer.person is not None or part.column == PER_HEAD or part.category in BY_HEAD
        self.new.append(
            {
                "session_id": payer.session,
                "employee_id": payer.person,
                "reference": reference,
                "category": part.category,
                "behaviour": "per_learner" if grows else "per_session",
                "amount": part.money.amount,
                "currency": part.money.currency,
                "tax_eligible": True,
                "is_cash": True,
                "source": payer.source,
            }
        )

    def correct(self, payer: Payer, reference: str, part: Part, line: Line | None) -> None:
        """Book or correct one line by its reference (a refund)."""
        self._report.pay(part.money)
        self._one(payer, reference, part, line)
