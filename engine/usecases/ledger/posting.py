"""The one place that writes ledger entries, and refuses what would overdraw a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from engine.queries.budget import ALLOCATING
from engine.queries.catalogue import named
from engine.queries.rates import Conversion
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetSum,
    BudgetVersion,
    OrgUnit,
    PeriodLock,
)
from engine.usecases.context import Context
from engine.values.errors import BudgetExceeded, InvalidInput
from engine.values.money import Money

RESERVE, COMMIT, ACTUAL = "reserve", "commit", "actual"
ALLOCATE, TRANSFER = "allocate", "transfer"
BOUND = (RESERVE, COMMIT, ACTUAL)
AGAIN = "#"


@dataclass(frozen=True, slots=True)
class Movement:
    """A signed amount on a line, in the line's currency; `original` where it was another."""

    line_id: int
    kind: str
    amount: Decimal
    request_id: int | None = None
    original: Conversion | None = None
    reverses_id: int | None = None


def post(
    context: Context,
    posting: str,
    movements: Sequence[Movement],
    booked_on: date | None = None,
    note: str | None = None,
) -> None:
    """Append `movements` under one name, all or none; those of nothing are left out.

    Raises:
        BudgetExceeded: a line would have less than nothing available.
        InvalidInput: the month is locked.
    """
    moving = [movement for movement in movements if movement.amount]
    day = booked_on or context.today
    lock_lines(context, {movement.line_id for movement in moving})
    require_open_month(context, day)
    for number, movement in enumerate(moving, 1):
        context.session.add(_entry(context, f"{posting}-{number}", posting, movement, day, note))
    context.session.flush()
    for line_id, change in _changes(moving).items():
        if change < 0:
            _require_not_overdrawn(context, line_id, change)


def standing(context: Context, posting: str) -> Sequence[BudgetEntry]:
    """The entries of a posting (or of its latest repetition, see `anew`) that were not
    reversed."""
    reversal = aliased(BudgetEntry)
    return context.session.scalars(
        select(BudgetEntry)
        .outerjoin(reversal, reversal.reverses_id == BudgetEntry.id)
        .where(_is_named(posting), reversal.id.is_(None))
        .order_by(BudgetEntry.id)
    ).all()


def anew(context: Context, posting: str) -> str:
    """The name for posting the same again after a reversal."""
    count = select(func.count(BudgetEntry.posting.distinct())).where(_is_named(posting))
    before = context.session.scalar(count) or 0
    return f"{posting}{AGAIN}{before + 1}" if before else posting


def _is_named(posting: str) -> ColumnElement[bool]:
    again = BudgetEntry.posting.startswith(posting + AGAIN, autoescape=True)
    return (BudgetEntry.posting == posting) | again


def lock_year(context: Context, fiscal_year: int) -> None:
    """Keep the budget in force from being exchanged or closed while something is booked."""
    context.session.execute(
        select(BudgetVersion.id)
        .where(BudgetVersion.fiscal_year == fiscal_year)
        .order_by(BudgetVersion.id)
        .with_for_update(read=True)
    ).all()


def lock_lines(context: Context, line_ids: Collection[int]) -> None:
    """Lock lines until the transaction ends: always in the same order, so that two who need
    the same lines wait for, and never on, each other. Lock before reading what is left."""
    context.session.execute(
        select(BudgetLine.id)
        .where(BudgetLine.id.in_(line_ids))
        .order_by(BudgetLine.id)
        .with_for_update()
    ).all()


def require_open_month(context: Context, day: date) -> None:
    """Refuse a day in a locked month.

    Raises:
        InvalidInput: it is locked.
    """
    month = f"{day:%Y-%m}"
    if context.session.get(PeriodLock, month) is not None:
        raise InvalidInput("month_locked", month=month)


def available(context: Context, line_id: int) -> Decimal:
    """What is left on a line, in its currency."""
    sums = line_sums(context, line_id)
    allocated = sum((sums[kind] for kind in ALLOCATING), Decimal(0))
    return allocated - sum((sums[kind] for kind in BOUND), Decimal(0))


def line_sums(context: Context, line_id: int) -> dict[str, Decimal]:
    """The entries of a line, summed by kind; 0 for a kind without any."""
    rows = context.session.execute(
        select(BudgetSum.kind, BudgetSum.amount).where(BudgetSum.line_id == line_id)
    ).all()
    sums: dict[str, Decimal] = defaultdict(Decimal)
    sums.update({str(kind): amount for kind, amount in rows})
    return sums


def money_on(context: Context, line_id: int, amount: Decimal) -> Money:
    return Money(amount, context.session.get_one(BudgetLine, line_id).currency)


def unit_of_line(context: Context, line_id: int) -> OrgUnit:
    line = context.session.get_one(BudgetLine, line_id)
    return context.session.get_one(OrgUnit, line.org_unit_id)


def _changes(movements: Sequence[Movement]) -> dict[int, Decimal]:
    """By how much each line's `available` changes."""
    changes: dict[int, Decimal] = defaultdict(Decimal)
    for movement in movements:
        sign = 1 if movement.kind in ALLOCATING else -1
        changes[movement.line_id] += sign * movement.amount
    return changes


def _require_not_overdrawn(context: Context, line_id: int, change: Decimal) -> None:
    left = available(context, line_id)
    if left >= 0:
        return
    line = context.session.get_one(BudgetLine, line_id)
    raise BudgetExceeded(
        "budget_exceeded",
        unit=named(unit_of_line(context, line_id)),
        available=money_on(context, line_id, left - change),
        asked=money_on(context, line_id, -change),
        year=context.session.get_one(BudgetVersion, line.version_id).fiscal_year,
    )


def _entry(
    context: Context, key: str, posting: str, movement: Movement, day: date, note: str | None
) -> BudgetEntry:
    original = movement.original
    foreign = original is not None and original.rate != 1
    return BudgetEntry(
        line_id=movement.line_id,
        kind=movement.kind,
        amount=movement.amount,
        request_id=movement.request_id,
        note=note,
        posting=posting,
        booked_on=day,
        posted_by_id=context.actor.employee_id or None,  # none for the system
        reverses_id=movement.reverses_id,
        original_amount=original.amount.amount if original and foreign else None,
        original_currency=original.amount.currency if original and foreign else None,
        fx_rate=original.rate if original and foreign else None,
        fx_date=original.rate_date if original and foreign else None,
        idempotency_key=key,
        created_at=context.now,
    )
