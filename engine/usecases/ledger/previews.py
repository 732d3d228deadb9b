"""What a booking would meet and change: looked up, so that it can be shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, Role, require
from engine.access.rights import roles_with
from engine.queries.budget import BudgetLineBalance, find_line, line_balance
from engine.queries.catalogue import by_code, named
from engine.queries.people import grants
from engine.queries.rates import Conversion, convert, rate_on
from engine.store.tables import BudgetEntry, OrgUnit, Request
from engine.usecases.context import Context, reads
from engine.usecases.ledger.documents import INVOICE, standing
from engine.usecases.ledger.invoices import require_document, require_invoiceable
from engine.usecases.ledger.posting import ACTUAL, COMMIT
from engine.usecases.ledger.rates import Rate
from engine.usecases.ledger.spending import committed, open_line
from engine.usecases.requests.parts import require_booker
from engine.usecases.requests.view import find
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotEnoughData, NotFound
from engine.values.money import Money
from engine.values.results import Named
from engine.workflow.life import State


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePreview:
    """`expected` is what is committed now, `booked` the invoice in the line's currency, `beyond`
    the part of it that was not committed. `conversion` where it is in another currency."""

    number: str
    unit: Named
    expected: Money
    booked: Money
    beyond: Money
    late: bool
    line: BudgetLineBalance
    conversion: Conversion | None


@reads
def holders(context: Context, right: Right) -> tuple[str, ...]:
    """The names of those who have a right that only roles give, in the actor's unit."""
    path = context.session.get_one(OrgUnit, context.actor.org_unit_id).path
    roles = [role for role in roles_with(context.actor, right) if role is not Role.EMPLOYEE]
    held = [one for role in roles for one in grants(context.session, role, context.today)]
    return tuple(dict.fromkeys(name for _, name, over in held if path.startswith(over)))


@reads
def budget_line(
    context: Context, right: Right, unit_code: str, fiscal_year: int
) -> BudgetLineBalance:
    """A unit's own line for all programmes, as whoever may book on it by `right` sees it.

    Raises:
        NotFound: there is no such line.
        NotPermitted: he may not book there.
    """
    unit = by_code(context.session, OrgUnit, unit_code)
    require(context.actor, right, unit.path)
    line = find_line(context.session, unit.id, fiscal_year)
    if line is None:
        raise NotFound("unknown_line", unit=named(unit), year=fiscal_year)
    return line_balance(context.session, line.id)


@reads
def invoiced_request(context: Context, number: str) -> Named:
    """The unit of a request of which invoices may be booked.

    Raises:
        InvalidInput: it is not approved.
        NotFound, NotPermitted: no such request; finance alone books.
    """
    request, unit = find(context, number, lock=False)
    require(context.actor, Right.POST_ACTUALS, unit.path)
    require_booker(context, request)
    require_invoiceable(request)
    return named(unit)


@reads
def preview_invoice(
    context: Context, number: str, invoice: str, amount: Money, booked_on: date | None = None
) -> InvoicePreview:
    """What booking an invoice would do.

    Raises:
        InvalidInput: as booking it would, or nothing was ever committed.
        NotEnoughData: no exchange rate of that day.
        NotFound, NotPermitted: no such request; finance alone books.
    """
    request, unit = find(context, number, lock=False)
    require(context.actor, Right.POST_ACTUALS, unit.path)
    require_booker(context, request)
    require_document(invoice, amount)
    require_invoiceable(request)
    if known := standing(context, INVOICE, request.id, invoice):
        raise InvalidInput("invoice_known", number=number, invoice=known.document)
    line = open_line(context, _last_line(context, request))
    conversion = convert(context.session, amount, line.currency, booked_on or context.today)
    expected, booked = committed(context, request.id), conversion.converted
    return InvoicePreview(
        number=number,
        unit=named(unit),
        expected=Money(expected, line.currency),
        booked=booked,
        beyond=Money(max(booked.amount - expected, Decimal(0)), line.currency),
        late=request.state == State.CLOSED,
        line=line_balance(context.session, line.id),
        conversion=None if amount.currency == line.currency else conversion,
    )


@reads
def rate_before(context: Context, currency: str, quote: str, day: date) -> Rate | None:
    """The rate that holds on `day` so far; None where there is none.

    Raises:
        NotPermitted: finance alone records rates.
    """
    require_company(context, Right.SET_RATES)
    try:
        rate, since = rate_on(context.session, currency, quote, day)
    except NotEnoughData:
        return None
    return Rate(currency, quote, since, rate)


def _last_line(context: Context, request: Request) -> int:
    line_id = context.session.scalar(
        select(BudgetEntry.line_id)
        .where(BudgetEntry.request_id == request.id, BudgetEntry.kind.in_((COMMIT, ACTUAL)))
        .order_by(BudgetEntry.id.desc())
        .limit(1)
    )
    if line_id is None:
        raise InvalidInput("nothing_committed", number=request.number)
    return line_id
