"""Several columns of money: which of them add up others, and what is to be paid for a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.imports.loading.asking import place_of
from engine.imports.loading.training.amounts_read import unpaid
from engine.imports.loading.training.crowds import HEADS
from engine.imports.loading.training.entry import PARTS, PER_HEAD, TOTAL, WHOLE, About, Entry, Part
from engine.imports.loading.training.grouping import refuse, took
from engine.imports.questions import Question
from engine.imports.reading.rows import Rows
from engine.imports.sheet_report import Fate, SheetReport
from engine.values.money import Money, smallest_unit

BESIDE, WITHIN = "beside", "within"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The amounts of a row by what their columns are for."""

    pieces: tuple[Part, ...]
    whole: Part | None
    total: Part | None
    head: Part | None

    @classmethod
    def of(cls, parts: tuple[Part, ...]) -> _Columns:
        by = {part.column: part for part in parts}
        pieces = tuple(part for part in parts if part.column in PARTS)
        return cls(pieces, by.get(WHOLE), by.get(TOTAL), by.get(PER_HEAD))

    @property
    def is_open(self) -> bool:
        """Whether a sum stands beside parts that it may or may not have in it."""
        if self.whole is None or not self.pieces or self.total is not None:
            return False
        return self.whole.money != added(self.pieces)


def settled(entries: list[Entry], rows: Rows, report: SheetReport) -> list[Entry]:
    """The entries with what is to be paid for each; those that cannot be told are refused, or
    wait."""
    if not any(len(entry.parts) > 1 or _is_by_head(entry) for entry in entries):
        return entries
    relation = _relation(entries, rows, report)
    paid = [_paid(entry, _Columns.of(entry.parts), relation) for entry in entries]
    sessions = _sessions(entries, paid)
    return [
        entry
        for entry, parts in zip(entries, paid, strict=True)
        if _settle(entry, parts, sessions[_session(entry)], rows, report)
    ]


def added(parts: Iterable[Part]) -> Money | None:
    """What parts add up to; none if they have several currencies, or there are none."""
    sums = sums_of(tuple(parts))
    return sums[0] if len(sums) == 1 else None


def sums_of(parts: tuple[Part, ...]) -> list[Money]:
    """What parts add up to in each currency."""
    if len(parts) == 1:
        return [parts[0].money]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        sums[part.money.currency] += part.money.amount
    return [Money(amount, currency) for currency, amount in sums.items()]


def _is_by_head(entry: Entry) -> bool:
    return entry.crowd is not None and any(part.column == PER_HEAD for part in entry.parts)


def _relation(entries: Iterable[Entry], rows: Rows, report: SheetReport) -> str | None:
    """Whether the parts come on top of the column of costs, or are in it: less than its parts no
    sum can be; else only somebody who knows the file can tell."""
    waiting = 0
    for entry in entries:
        columns = _Columns.of(entry.parts)
        if not columns.is_open or columns.whole is None:
            continue
        parts = added(columns.pieces)
        if parts is None or parts.currency != columns.whole.money.currency:
            return BESIDE
        if parts > columns.whole.money:
            return BESIDE
        waiting += 1
    if not waiting:
        return BESIDE
    place = place_of(report)
    answer = rows.answers.to("cost_and_parts", place)
    if answer in (BESIDE, WITHIN):
        return answer
    report.ask(
        Question(
            code="cost_and_parts",
            subject=place,
            args={"place": place, "rows": waiting},
            options=(BESIDE, WITHIN),
            proposed=BESIDE,
            rows=waiting,
        )
    )
    return None


def _paid(entry: Entry, columns: _Columns, relation: str | None) -> tuple[Part, ...] | None:
    """What of the columns is no sum of others; none where that waits for an answer."""
    if relation is None and columns.is_open:
        return None
    if columns.pieces:
        return _with_pieces(columns, relation)
    if columns.whole is not None:
        return (columns.whole,)
    if columns.head is None:
        return (columns.total,) if columns.total else ()
    if entry.crowd is None:
        return (columns.head,)
    times = Part(PER_HEAD, columns.head.money * entry.heads)
    total = columns.total
    return (total,) if total and _is_near(total.money, times.money, entry.heads) else (times,)


def _with_pieces(columns: _Columns, relation: str | None) -> tuple[Part, ...]:
    pieces, whole, total = columns.pieces, columns.whole, columns.total
    if whole is None or whole.money == added(pieces):
        return pieces
    if total is not None and total.money == added(pieces):
        return pieces
    parts = added(pieces)
    if relation == BESIDE or parts is None:
        return (*pieces, whole)
    rest = whole.money - parts
    return (*pieces, Part(WHOLE, rest)) if rest.amount else pieces


def _session(entry: Entry) -> tuple[int, date, About]:
    return entry.course, entry.start, entry.about


def _sessions(
    entries: list[Entry], paid: list[tuple[Part, ...] | None]
) -> dict[tuple[int, date, About], Money | None]:
    """What the rows of each session come to."""
    parts: dict[tuple[int, date, About], list[Part]] = defaultdict(list)
    for entry, one in zip(entries, paid, strict=True):
        parts[_session(entry)] += one or ()
    return {session: added(found) for session, found in parts.items()}


def _settle(
    entry: Entry,
    paid: tuple[Part, ...] | None,
    session: Money | None,
    rows: Rows,
    report: SheetReport,
) -> bool:
    """Whether the row goes on, with `paid` as its parts."""
    if paid is None:
        unpaid(report, entry.parts)
        took(entry, rows, report, Fate.LEFT_OUT)
        return False
    columns = _Columns.of(entry.parts)
    if columns.head is not None and not entry.heads:
        refuse(entry, rows, report, "empty", HEADS)
        return False
    if not _adds_up(entry, columns, paid, session):
        refuse(entry, rows, report, "sum_differs", TOTAL if columns.total else PER_HEAD)
        return False
    unpaid(report, entry.parts)
    for part in paid:
        report.leave_unpaid(-part.money)
    entry.parts = paid
    return True


def _adds_up(
    entry: Entry, columns: _Columns, paid: tuple[Part, ...], session: Money | None
) -> bool:
    """Whether a total is that of its row or of its session, and an amount a head fits."""
    sum_ = added(paid)
    if sum_ is None:
        return columns.total is None and columns.head is None
    if columns.total is not None and columns.total.money not in (sum_, session):
        return False
    if columns.head is None or columns.head in paid:
        return True
    return _is_near(sum_, columns.head.money * entry.heads, entry.heads)


def _is_near(one: Money, other: Money, heads: int) -> bool:
    """The same but for what rounding an amount a head leaves."""
    if one.currency != other.currency:
        return False
    return abs(one.amount - other.amount) <= smallest_unit(one.currency) * max(heads, 1)
