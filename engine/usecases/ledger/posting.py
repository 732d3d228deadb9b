"""The one place that writes ledger entries, and refuses what would overdraw a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.queries.budget import ALLOCATING
from engine.queries.catalogue import named
from engine.queries.rates import Conversion
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetSum,
    BudgetVersion,
    OrgUnit,
)
from engine.usecases.context import Context
from engine.usecases.ledger.days import require_booking_day
from engine.usecases.ledger.documents import Document, new_posting
from engine.values.errors import BudgetExceeded
from engine.values.money import Money

RESERVE, COMMIT, ACTUAL = "reserve", "commit", "actual"
ALLOCATE, TRANSFER = "allocate", "transfer"
BOUND = (RESERVE, COMMIT, ACTUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
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
    document: Document,
    movements: Sequence[Movement],
    booked_on: date | None = None,
    note: str | None = None,
    not_before: date | None = None,
) -> BudgetPosting | None:
    """Append `movements` as one document, all or none; those of nothing are left out, and
    where all are of nothing there is none. `not_before`: see `require_booking_day`.

    Raises:
        BudgetExceeded: a line would have less than nothing available.
        InvalidInput: the day is none on which anything may be booked.
    """
    moving = [movement for movement in movements if movement.amount]
    day = booked_on or context.today
    require_booking_day(context, day, not_before)
    if not moving:
        return None
    lock_lines(context, {movement.line_id for movement in moving})
    posting = new_posting(context, document)
    for position, movement in enumerate(moving, 1):
        context.session.add(_entry(context, posting.id, position, movement, day, note))
    context.session.flush()
    for line_id, change in _changes(moving).items():
        if change < 0:
            _require_not_overdrawn(context, line_id, change)
    return posting


def lock_year(context: Context, fiscal_year: int, later: bool = False) -> None:
    """Keep the budget in force (with `later`, also of the years that come after, into which
    money may have been carried) from being exchanged or closed while something is booked."""
    year = BudgetVersion.fiscal_year
    context.session.execute(
        select(BudgetVersion.id)
        .where(year >= fiscal_year if later else year == fiscal_year)
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
    context: Context,
    posting_id: int,
    position: int,
    movement: Movement,
    day: date,
    note: str | None,
) -> BudgetEntry:
    original = movement.original
    if original is not None and original.amount.currency == original.converted.currency:
        original = None
    return BudgetEntry(
        line_id=movement.line_id,
        kind=movement.kind,
        amount=movement.amount,
        request_id=movement.request_id,
        note=note,
        posting_id=posting_id,
        position=position,
        booked_on=day,
        posted_by_id=context.actor.employee_id or None,  # none for the system
        reverses_id=movement.reverses_id,
        original_amount=original.amount.amount if original else None,
        original_currency=original.amount.currency if original else None,
        fx_rate=original.rate if original else None,
        fx_date=original.rate_date if original else None,
        created_at=context.now,
    )
