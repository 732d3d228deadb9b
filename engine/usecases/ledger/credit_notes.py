"""Credit notes: a vendor takes an invoice back, wholly or in part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.budget import BudgetLineBalance, line_balance
from engine.queries.rates import Conversion
from engine.store.tables import BudgetEntry, BudgetLine, BudgetPosting
from engine.usecases.context import Context
from engine.usecases.ledger.documents import (
    CREDIT_NOTE,
    INVOICE,
    Document,
    standing,
    standing_on,
)
from engine.usecases.ledger.invoices import require_document
from engine.usecases.ledger.posting import ACTUAL, Movement, lock_lines, lock_year, post
from engine.usecases.ledger.spending import line_in_force
from engine.usecases.requests.holding import keep_invoiced_cost
from engine.usecases.requests.parts import require_booker
from engine.usecases.requests.view import find
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteReceipt:
    """`posting` is what a reversal takes; `credited` in the line's currency; `left` is what is
    left of the invoice, in the invoice's."""

    number: str
    invoice: str
    credit_note: str
    posting: int
    credited: Money
    left: Money
    line: BudgetLineBalance
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spent:
    """What one document booked as spent: on the line, and in its own currency."""

    line: BudgetLine
    booked: Decimal
    original: Money
    rate: Decimal
    rate_date: date
    booked_on: date


def post_credit_note(
    context: Context,
    number: str,
    invoice: str,
    credit_note: str,
    amount: Money,
    key: str,
    booked_on: date | None = None,
) -> CreditNoteReceipt:
    """Book what a vendor credits of an invoice, as a document of its own. What was spent
    becomes less by it, at the invoice's own rate, and is free again: a corrected invoice that
    follows takes it from what is left on the line.

    Raises:
        InvalidInput: no positive amount, another currency than the invoice's, more than is
            left of it, the credit note is booked already, a day on which nothing may be
            booked or before the invoice was.
        NotFound: no such invoice of the request, or it was reversed.
        NotPermitted: finance alone books.
    """
    request, unit = find(context, number)
    require(context.actor, Right.POST_ACTUALS, unit.path)
    require_booker(context, request)
    credit_note = credit_note.strip()
    require_document(credit_note, amount)
    lock_year(context, request.fiscal_year, later=True)
    found = standing(context, INVOICE, request.id, invoice)
    if found is None:
        raise NotFound("unknown_invoice", number=number, invoice=invoice.strip())
    if known := standing(context, CREDIT_NOTE, request.id, credit_note):
        raise InvalidInput("credit_note_known", number=number, credit_note=known.document)
    billed = _spent(context, found)
    line = line_in_force(context, billed.line.id)
    lock_lines(context, {line.id})
    credited, left = _credited(context, found, billed, amount)
    posting = post(
        context,
        Document(CREDIT_NOTE, request.id, credit_note, found.id),
        [
            Movement(
                line_id=line.id,
                kind=ACTUAL,
                amount=-credited.amount,
                request_id=request.id,
                original=Conversion(-amount, -credited, billed.rate, billed.rate_date),
            )
        ],
        booked_on,
        credit_note,
        not_before=billed.booked_on,
    )
    if posting is None:
        raise InvalidInput("credit_note_too_small", invoice=found.document)
    keep_invoiced_cost(context, request)
    context.record(
        "post_credit_note",
        number,
        key,
        invoice=found.document,
        credit_note=credit_note,
        amount=amount,
        credited=credited,
        posting=posting.id,
    )
    return CreditNoteReceipt(
        number=number,
        invoice=found.document,
        credit_note=credit_note,
        posting=posting.id,
        credited=credited,
        left=left,
        line=line_balance(context.session, line.id),
        repeated=False,
    )


def _credited(
    context: Context, invoice: BudgetPosting, billed: _Spent, amount: Money
) -> tuple[Money, Money]:
    """What a note of `amount` takes off the line, and what it leaves of the invoice. All notes
    together take off the invoice's sum in proportion, so that crediting all of it leaves
    nothing, however it was rounded."""
    if amount.currency != billed.original.currency:
        raise InvalidInput("credit_note_currency", currency=billed.original.currency)
    notes = [_spent(context, note) for note in standing_on(context, invoice.id, CREDIT_NOTE)]
    left = sum((note.original for note in notes), billed.original) - amount
    before = billed.booked + sum((note.booked for note in notes), Decimal(0))
    if left.amount < 0:
        raise InvalidInput(
            "credit_note_beyond_invoice", invoice=invoice.document, left=left + amount
        )
    after = Money(billed.booked * left.amount / billed.original.amount, billed.line.currency)
    return Money(max(before - after.amount, Decimal(0)), billed.line.currency), left


def _spent(context: Context, posting: BudgetPosting) -> _Spent:
    entry = context.session.scalars(
        select(BudgetEntry).where(BudgetEntry.posting_id == posting.id, BudgetEntry.kind == ACTUAL)
    ).one()
    line = context.session.get_one(BudgetLine, entry.line_id)
    foreign = entry.original_amount is not None and entry.original_currency is not None
    return _Spent(
        line=line,
        booked=entry.amount,
        original=Money(entry.original_amount, entry.original_currency)  # type: ignore[arg-type]
        if foreign
        else Money(entry.amount, line.currency),
        rate=entry.fx_rate or Decimal(1),
        rate_date=entry.fx_date or entry.booked_on,
        booked_on=entry.booked_on,
    )
