"""What a training really cost: invoices against a request's commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.access import Right, require
from engine.queries.budget import BudgetLineBalance, line_balance
from engine.queries.rates import convert
from engine.store.tables import BudgetLine
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import held_by
from engine.usecases.ledger.posting import (
    ACTUAL,
    COMMIT,
    Movement,
    anew,
    lock_lines,
    lock_year,
    post,
    standing,
)
from engine.usecases.requests.view import find
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.workflow.life import BOUND


@dataclass(frozen=True, slots=True)
class InvoiceReceipt:
    """`booked` in the line's currency; `committed` is what is still expected."""

    number: str
    invoice: str
    booked: Money
    committed: Money
    line: BudgetLineBalance
    repeated: bool


def post_invoice(
    context: Context,
    number: str,
    invoice: str,
    amount: Money,
    key: str,
    booked_on: date | None = None,
    final: bool = False,
) -> InvoiceReceipt:
    """Book an invoice of an approved request: it takes the place of what was committed; more
    than that takes what is left on the line. A `final` one gives the rest back.

    Raises:
        BudgetExceeded: the line cannot pay what goes beyond the commitment.
        InvalidInput: no positive amount, the request is not approved, the invoice is booked
            already, the month is locked.
        NotEnoughData: no exchange rate of that day.
        NotFound, NotPermitted: finance alone books.
    """
    request, unit = find(context, number)
    require(context.actor, Right.POST_ACTUALS, unit.path)
    invoice = invoice.strip()
    if amount.amount <= 0 or not invoice or len(invoice) > 60:
        raise InvalidInput("invoice_unclear", longest=60)
    day = booked_on or context.today
    if context.repeated("post_invoice", key):
        return _receipt(context, request.id, number, invoice, amount, day, True)
    if request.state not in BOUND:
        raise InvalidInput("not_in_this_state", number=number, state=request.state, event="invoice")
    lock_year(context, request.fiscal_year)
    line_id = _line_of(context, request.id, number)
    lock_lines(context, {line_id})
    posting = f"invoice-{number}-{invoice}"
    if standing(context, posting):
        raise InvalidInput("invoice_known", number=number, invoice=invoice)
    currency = context.session.get_one(BudgetLine, line_id).currency
    conversion = convert(context.session, amount, currency, day)
    committed = _committed(context, request.id)
    freed = committed if final else min(committed, conversion.converted.amount)
    post(
        context,
        anew(context, posting),
        [
            Movement(line_id, COMMIT, -freed, request.id),
            Movement(line_id, ACTUAL, conversion.converted.amount, request.id, conversion),
        ],
        booked_on=day,
        note=invoice,
    )
    context.record(
        "post_invoice",
        number,
        key,
        invoice=invoice,
        amount=amount,
        booked=conversion.converted,
        final=final,
    )
    return _receipt(context, request.id, number, invoice, amount, day, False)


def _receipt(
    context: Context,
    request_id: int,
    number: str,
    invoice: str,
    amount: Money,
    day: date,
    repeated: bool,
) -> InvoiceReceipt:
    line_id = _line_of(context, request_id, number)
    line = line_balance(context.session, line_id)
    currency = line.balance.available.currency
    booked = convert(context.session, amount, currency, day).converted
    left = Money(_committed(context, request_id), currency)
    return InvoiceReceipt(number, invoice, booked, left, line, repeated)


def _line_of(context: Context, request_id: int, number: str) -> int:
    held = held_by(context, request_id, (COMMIT, ACTUAL))
    if not held:
        raise InvalidInput("nothing_committed", number=number)
    return held[0].line_id


def _committed(context: Context, request_id: int) -> Decimal:
    return sum((one.amount for one in held_by(context, request_id, (COMMIT,))), Decimal(0))
