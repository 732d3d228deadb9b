"""What a training really cost: invoices against a request's commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.access import Right, require
from engine.queries.budget import BudgetLineBalance, line_balance
from engine.queries.rates import convert
from engine.store.tables import Request
from engine.usecases.context import Context
from engine.usecases.ledger.documents import (
    INVOICE,
    LONGEST_KEY,
    LONGEST_NUMBER,
    Document,
    document_key,
    standing,
)
from engine.usecases.ledger.posting import ACTUAL, COMMIT, Movement, lock_year, post
from engine.usecases.ledger.spending import committed, paying_line
from engine.usecases.requests.holding import keep_invoiced_cost
from engine.usecases.requests.parts import require_booker
from engine.usecases.requests.view import find
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.workflow.life import BOUND, State


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceReceipt:
    """`posting` is what a reversal takes. `booked` and the rest are in the line's currency:
    `committed` is what is still expected, `beyond` the part of `booked` that was not committed
    and was taken from what is available. `late`: the request was closed already."""

    number: str
    invoice: str
    posting: int
    booked: Money
    committed: Money
    beyond: Money
    late: bool
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
    than that takes what is left on the line. A `final` one gives the rest back. One that comes
    after the request was closed takes what is left.

    Raises:
        BudgetExceeded: the line cannot pay what goes beyond the commitment.
        InvalidInput: no positive amount, the request is not approved, the invoice is booked
            already (however its number is written), a day on which nothing may be booked.
        NotEnoughData: no exchange rate of that day.
        NotFound, NotPermitted: finance alone books.
    """
    request, unit = find(context, number)
    require(context.actor, Right.POST_ACTUALS, unit.path)
    require_booker(context, request)
    invoice = invoice.strip()
    require_document(invoice, amount)
    require_invoiceable(request)
    day = booked_on or context.today
    lock_year(context, request.fiscal_year, later=True)
    line = paying_line(context, request)
    if known := standing(context, INVOICE, request.id, invoice):
        raise InvalidInput("invoice_known", number=number, invoice=known.document)
    conversion = convert(context.session, amount, line.currency, day)
    expected = committed(context, request.id)
    booked = conversion.converted
    freed = expected if final else min(expected, booked.amount)
    posting = post(
        context,
        Document(INVOICE, request.id, invoice),
        [
            Movement(line_id=line.id, kind=COMMIT, amount=-freed, request_id=request.id),
            Movement(
                line_id=line.id,
                kind=ACTUAL,
                amount=booked.amount,
                request_id=request.id,
                original=conversion,
            ),
        ],
        booked_on=day,
        note=invoice,
    )
    if posting is None:
        raise InvalidInput("invoice_unclear", longest=LONGEST_NUMBER)
    keep_invoiced_cost(context, request)
    context.record(
        "post_invoice",
        number,
        key,
        invoice=invoice,
        amount=amount,
        booked=booked,
        final=final,
        posting=posting.id,
    )
    return InvoiceReceipt(
        number=number,
        invoice=invoice,
        posting=posting.id,
        booked=booked,
        committed=Money(expected - freed, line.currency),
        beyond=Money(max(booked.amount - freed, Decimal(0)), line.currency),
        late=request.state == State.CLOSED,
        line=line_balance(context.session, line.id),
        repeated=False,
    )


def require_document(number: str, amount: Money) -> None:
    """Refuse a document without a number that can be told from others, or a positive amount.

    Raises:
        InvalidInput: it has none.
    """
    key = document_key(number)
    if amount.amount <= 0 or not key or len(number) > LONGEST_NUMBER or len(key) > LONGEST_KEY:
        raise InvalidInput("invoice_unclear", longest=LONGEST_NUMBER)


def require_invoiceable(request: Request) -> None:
    """Refuse a request that is not approved.

    Raises:
        InvalidInput: it is in another state.
    """
    if request.state not in (*BOUND, State.CLOSED):
        raise InvalidInput(
            "not_in_this_state", number=request.number, state=request.state, event="invoice"
        )
