"""The only way to correct the ledger: the opposite of what was posted, beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import within
from engine.store.tables import BudgetEntry, BudgetLine, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.ledger.posting import (
    Movement,
    anew,
    lock_lines,
    post,
    standing,
    unit_of_line,
)
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named

LARGEST_PAGE = 500
# What follows from decisions about requests is undone by deciding, not by finance.
REVERSIBLE = ("invoice-", "transfer-")


@dataclass(frozen=True, slots=True)
class EntryView:
    """A line of the ledger, with the amount as it was invoiced where that was foreign."""

    id: int
    posting: str
    unit: Named
    kind: str
    amount: Money
    original: Money | None
    request: str | None
    booked_on: date
    note: str | None
    reverses: int | None


@dataclass(frozen=True, slots=True)
class Reversal:
    posting: str
    entries: tuple[EntryView, ...]
    repeated: bool


def reverse_posting(
    context: Context, posting: str, reason: str, key: str, booked_on: date | None = None
) -> Reversal:
    """Post the opposite of an invoice or a transfer: all of its entries, once.

    Raises:
        BudgetExceeded: what it gave is not left any more.
        InvalidInput: no reason, it is reversed already, or it follows from a decision about a
            request (return, withdraw or call off the request instead); a locked month.
        NotFound: no such posting in the actor's units.
        NotPermitted: finance alone corrects.
    """
    require(context.actor, Right.POST_ACTUALS)
    if not reason.strip():
        raise InvalidInput("comment_missing", number=posting)
    entries = _entries_of(context, posting)
    lock_lines(context, {entry.line_id for entry in entries})
    if known := context.repeated("reverse_posting", key):
        return Reversal(known, (), True)
    if not posting.startswith(REVERSIBLE):
        raise InvalidInput("not_reversible", posting=posting)
    still = [entry for entry in standing(context, posting) if entry.posting == posting]
    if not still:
        raise InvalidInput("reversed_already", posting=posting)
    moves = [
        Movement(entry.line_id, entry.kind, -entry.amount, entry.request_id, reverses_id=entry.id)
        for entry in still
    ]
    name = anew(context, f"reversal-{posting}"[:140])
    post(context, name, moves, booked_on, reason.strip()[:300])
    context.record("reverse_posting", posting, key, reason=reason)
    posted = context.session.scalars(select(BudgetEntry).where(BudgetEntry.posting == name))
    return Reversal(posting, tuple(_view(context, entry) for entry in posted), False)


@reads
def ledger_entries(
    context: Context,
    unit_code: str | None = None,
    number: str | None = None,
    page_after: int | None = None,
    size: int = 100,
) -> tuple[EntryView, ...]:
    """Entries, the newest first: of the actor's units, one unit, or one request.

    Raises:
        InvalidInput: a page size out of range.
        NotPermitted: the ledger is for finance and auditors.
    """
    require(context.actor, Right.SEE_LEDGER)
    if not 1 <= size <= LARGEST_PAGE:
        raise InvalidInput("page_size", most=LARGEST_PAGE)
    statement = (
        select(BudgetEntry)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .where(within(scope(context.actor, Right.SEE_LEDGER)))
        .order_by(BudgetEntry.id.desc())
        .limit(size)
    )
    if unit_code is not None:
        statement = statement.where(OrgUnit.code == unit_code)
    if number is not None:
        found = select(Request.id).where(Request.number == number).scalar_subquery()
        statement = statement.where(BudgetEntry.request_id == found)
    if page_after is not None:
        statement = statement.where(BudgetEntry.id < page_after)
    return tuple(_view(context, entry) for entry in context.session.scalars(statement))


def _entries_of(context: Context, posting: str) -> list[BudgetEntry]:
    """The entries of a posting, if all lie in units the actor may book in."""
    found = list(context.session.scalars(select(BudgetEntry).where(BudgetEntry.posting == posting)))
    held = scope(context.actor, Right.POST_ACTUALS)
    paths = {unit_of_line(context, entry.line_id).path for entry in found}
    if not found or not all(path.startswith(held) for path in paths):
        raise NotFound("unknown_posting", posting=posting)
    return found


def _view(context: Context, entry: BudgetEntry) -> EntryView:
    line = context.session.get_one(BudgetLine, entry.line_id)
    request = context.session.get(Request, entry.request_id) if entry.request_id else None
    original = (
        Money(entry.original_amount, entry.original_currency)
        if entry.original_amount is not None and entry.original_currency
        else None
    )
    return EntryView(
        entry.id,
        entry.posting,
        named(unit_of_line(context, entry.line_id)),
        entry.kind,
        Money(entry.amount, line.currency),
        original,
        request.number if request else None,
        entry.booked_on,
        entry.note,
        entry.reverses_id,
    )
