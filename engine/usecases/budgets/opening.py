"""What a line began with in this store: allocated, committed and spent before it was kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from engine.queries.budget_phases import BOUND
from engine.queries.catalogue import named
from engine.store.tables import BudgetEntry, BudgetLine, BudgetPosting
from engine.usecases.budgets.lines import Aim, LineSet, allocated, line_of
from engine.usecases.budgets.versions import YEARS_OF_FILES
from engine.usecases.context import Context
from engine.usecases.ledger.documents import OPENING, REVERSAL, Document
from engine.usecases.ledger.posting import (
    ACTUAL,
    ALLOCATE,
    COMMIT,
    Movement,
    line_sums,
    money_on,
    post,
)
from engine.values.errors import BudgetExceeded, InvalidInput
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Opening:
    """So far: what the line has in all, and what of it is committed (ordered, not yet invoiced)
    and spent; None for what nobody said, which stays as it is."""

    amount: Money
    committed: Money | None = None
    spent: Money | None = None


def open_line(context: Context, aim: Aim, opening: Opening, note: str | None = None) -> LineSet:
    """Post what a line began with, or the difference to what was posted so before: the same
    again changes nothing. A line and a year's budget that are not there are made.

    For an import within its own transaction: `open_line(run.context, Aim(unit=unit,
    fiscal_year=2026), Opening(amount, committed, spent))`. Rights and the audit log are the
    caller's; the posting (kind "opening") is today's, or of the last day of a year that is over.

    Raises:
        BudgetExceeded: more is committed and spent than there is (`opening_beyond_budget`).
        InvalidInput: a negative sum, another currency than the line's, a quarter, a year that
            is closed or far away; or something was booked on the line since
            (`opening_after_bookings`): what was spent is then told by invoices.
    """
    if aim.quarter is not None:
        raise InvalidInput("opening_of_quarter")
    line, created = line_of(context, aim, opening.amount, YEARS_OF_FILES)
    for said in (opening.committed, opening.spent):
        _check(aim, said, line.currency)
    if _booked_since(context, line.id) and _says_more(context, line.id, opening):
        raise InvalidInput("opening_after_bookings", unit=named(aim.unit), year=aim.fiscal_year)
    before = money_on(context, line.id, allocated(context, line.id))
    _require_room(context, aim, line, opening)
    post(
        context,
        Document(OPENING),
        _movements(context, line.id, before, opening),
        _day(context, aim.fiscal_year),
        note=note or OPENING,
    )
    return LineSet(
        line_id=line.id, before=before, after=opening.amount, created=created, suspended=()
    )


def _check(aim: Aim, said: Money | None, currency: str) -> None:
    if said is None:
        return
    if said.currency != currency:
        raise InvalidInput("budget_currency", currency=currency, given=said.currency)
    if said.amount < 0:
        raise InvalidInput("budget_negative", unit=named(aim.unit))


def _require_room(context: Context, aim: Aim, line: BudgetLine, opening: Opening) -> None:
    sums = line_sums(context, line.id)
    kept = {kind: sums[kind] for kind in BOUND}
    for kind, said in _said(opening).items():
        kept[kind] = said.amount
    bound = sum(kept.values(), Decimal(0))
    if bound > opening.amount.amount:
        raise BudgetExceeded(
            "opening_beyond_budget",
            unit=named(aim.unit),
            year=aim.fiscal_year,
            amount=opening.amount,
            bound=Money(bound, line.currency),
        )


def _movements(context: Context, line_id: int, before: Money, opening: Opening) -> list[Movement]:
    """What is allocated comes first: the rest is taken from it."""
    sums = line_sums(context, line_id)
    added = (opening.amount - before).amount
    return [
        Movement(line_id=line_id, kind=ALLOCATE, amount=added),
        *(
            Movement(line_id=line_id, kind=kind, amount=said.amount - sums[kind])
            for kind, said in _said(opening).items()
        ),
    ]


def _said(opening: Opening) -> dict[str, Money]:
    said = {ACTUAL: opening.spent, COMMIT: opening.committed}
    return {kind: amount for kind, amount in said.items() if amount is not None}


def _says_more(context: Context, line_id: int, opening: Opening) -> bool:
    sums = line_sums(context, line_id)
    return any(amount.amount != sums[kind] for kind, amount in _said(opening).items())


def _booked_since(context: Context, line_id: int) -> bool:
    """Whether anything but openings (and what took them back) is committed or spent."""
    booked = (
        select(func.count())
        .select_from(BudgetEntry)
        .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
        .where(
            BudgetEntry.line_id == line_id,
            BudgetEntry.kind.in_((COMMIT, ACTUAL)),
            BudgetPosting.kind.not_in((OPENING, REVERSAL)),
        )
    )
    return bool(context.session.scalar(booked))


def _day(context: Context, fiscal_year: int) -> date:
    return min(context.today, context.fiscal.last_day(fiscal_year))
