"""The ledger: transfers, invoices, corrections, rates, months and years."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, Query, status
from pydantic import BaseModel, Field

from engine.api.bodies import (
    Code,
    CodeAsked,
    CurrencyCode,
    Day,
    MoneyGiven,
    Number,
    PageAfter,
    Words,
    Year,
    YearInPath,
)
from engine.api.person import Caller, Commander
from engine.usecases.ledger.corrections import (
    LARGEST_PAGE,
    EntryView,
    Reversal,
    ledger_entries,
    reverse_posting,
)
from engine.usecases.ledger.credit_notes import CreditNoteReceipt, post_credit_note
from engine.usecases.ledger.invoices import InvoiceReceipt, post_invoice
from engine.usecases.ledger.moved import BudgetMoves, budget_moves
from engine.usecases.ledger.periods import (
    ClosedYear,
    LockedMonths,
    close_year,
    lock_month,
    unlock_month,
)
from engine.usecases.ledger.rates import Rate, rates_on_record, record_rate
from engine.usecases.ledger.transfers import TransferReceipt, transfer_budget

router = APIRouter(tags=["ledger"])
Month = Annotated[str, Path(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="as 2026-03")]


class TransferAsked(BaseModel):
    source: Code
    target: Code
    fiscal_year: Year
    amount: MoneyGiven
    reason: Words
    booked_on: Day | None = None


class InvoiceGiven(BaseModel):
    """`final`: no further invoice comes, so the rest of the commitment is given back."""

    invoice: Code
    amount: MoneyGiven
    booked_on: Day | None = None
    final: bool = False


class CreditNoteGiven(BaseModel):
    """`invoice` is the number of the invoice that it takes back, wholly or in part; the amount
    is above nothing, in the invoice's currency."""

    invoice: Code
    credit_note: Code
    amount: MoneyGiven
    booked_on: Day | None = None


class ReversalAsked(BaseModel):
    """`posting` is the number of what is reversed, as a receipt or the ledger has it."""

    posting: Annotated[int, Field(ge=1, le=2**31 - 1)]
    reason: Words
    booked_on: Day | None = None


class RateGiven(BaseModel):
    """From `valid_from` on, one unit of `currency` is `rate` units of `quote`."""

    currency: CurrencyCode
    quote: CurrencyCode
    valid_from: Day
    rate: Decimal = Field(gt=0, lt=10**6, max_digits=14, decimal_places=8)


@router.post("/transfers", status_code=status.HTTP_201_CREATED)
def post_transfer(asked: TransferAsked, caller: Commander) -> TransferReceipt:
    """Move what is left from one unit's line to another's."""
    return caller.perform(
        transfer_budget,
        asked.source,
        asked.target,
        asked.fiscal_year,
        asked.amount.value(),
        caller.key,
        asked.reason,
        asked.booked_on,
    )


@router.post("/requests/{number}/invoices", status_code=status.HTTP_201_CREATED)
def post_one_invoice(number: Number, given: InvoiceGiven, caller: Commander) -> InvoiceReceipt:
    """Book an invoice of an approved request, or a late one of a closed request."""
    return caller.perform(
        post_invoice,
        number,
        given.invoice,
        given.amount.value(),
        caller.key,
        given.booked_on,
        given.final,
    )


@router.post("/requests/{number}/credit-notes", status_code=status.HTTP_201_CREATED)
def post_one_credit_note(
    number: Number, given: CreditNoteGiven, caller: Commander
) -> CreditNoteReceipt:
    """Book what a vendor credits of an invoice, wholly or in part."""
    return caller.perform(
        post_credit_note,
        number,
        given.invoice,
        given.credit_note,
        given.amount.value(),
        caller.key,
        given.booked_on,
    )


@router.post("/reversals", status_code=status.HTTP_201_CREATED)
def post_reversal(asked: ReversalAsked, caller: Commander) -> Reversal:
    """The opposite of an invoice, a credit note or a transfer, once."""
    return caller.perform(reverse_posting, asked.posting, asked.reason, caller.key, asked.booked_on)


@router.get("/ledger")
def get_ledger(
    caller: Caller,
    unit: CodeAsked = None,
    number: CodeAsked = None,
    page_after: PageAfter = None,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> list[EntryView]:
    """Entries, the newest first; go on after the last one's id."""
    return list(caller.perform(ledger_entries, unit, number, page_after, size))


@router.get("/ledger/moves")
def get_moves(
    caller: Caller, unit: CodeAsked = None, first: Day | None = None, last: Day | None = None
) -> BudgetMoves:
    """What was moved between budgets, by whom and when; and the months that are locked."""
    return caller.perform(budget_moves, unit, first, last)


@router.get("/rates")
def get_rates(caller: Caller) -> list[Rate]:
    """The rate of every pair of currencies in force."""
    return list(caller.perform(rates_on_record))


@router.put("/rates")
def put_rate(given: RateGiven, caller: Caller) -> Rate:
    """An exchange rate, from a day on."""
    return caller.perform(record_rate, given.currency, given.quote, given.valid_from, given.rate)


@router.put("/locked-months/{month}")
def put_locked_month(month: Month, caller: Caller) -> LockedMonths:
    """Book nothing more in a month."""
    return caller.perform(lock_month, month)


@router.delete("/locked-months/{month}")
def delete_locked_month(month: Month, caller: Caller) -> LockedMonths:
    """Open a month again."""
    return caller.perform(unlock_month, month)


@router.put("/closed-years/{year}")
def put_closed_year(year: YearInPath, caller: Caller) -> ClosedYear:
    """End a year's budget, and carry over what is committed."""
    return caller.perform(close_year, year)
