"""What a request does to the ledger: reserve, commit, release."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from engine.queries.budget import BudgetLineBalance, line_paying_for
from engine.queries.budget_programmes import fitting_programmes, wanted_by
from engine.queries.rates import Conversion, convert
from engine.store.tables import BudgetEntry, BudgetLine, OrgUnit, Request
from engine.usecases.budgets.phases import require_phases
from engine.usecases.context import Context
from engine.usecases.ledger.documents import COMMITMENT, RELEASE, RESERVATION, Document
from engine.usecases.ledger.posting import (
    BOUND,
    COMMIT,
    RESERVE,
    Movement,
    lock_lines,
    lock_year,
    post,
)
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Held:
    """What a request holds on a line, by kind."""

    line_id: int
    kind: str
    amount: Decimal


def total_of(request: Request) -> Money:
    return Money(request.total, request.currency)


def held_by(context: Context, request_id: int, kinds: Collection[str] = BOUND) -> list[Held]:
    """The sums that are not zero; after a new scenario they lie on its lines."""
    rows = context.session.execute(
        select(BudgetEntry.line_id, BudgetEntry.kind, func.sum(BudgetEntry.amount))
        .where(BudgetEntry.request_id == request_id, BudgetEntry.kind.in_(kinds))
        .group_by(BudgetEntry.line_id, BudgetEntry.kind)
        .order_by(BudgetEntry.line_id)
    ).all()
    return [Held(line, kind, amount) for line, kind, amount in rows if amount]


def sum_held(context: Context, request_id: int, kind: str) -> Money | None:
    """All that a request holds of one kind, in the currency of the line; None where that is nothing."""
    held = held_by(context, request_id, (kind,))
    if not held:
        return None
    currency = context.session.get_one(BudgetLine, held[0].line_id).currency
    return Money(sum((one.amount for one in held), Decimal(0)), currency)


def line_for(context: Context, request: Request) -> BudgetLineBalance | None:
    """The line that pays: of the unit or the nearest above, for what is asked if it has one."""
    session = context.session
    unit = session.get_one(OrgUnit, request.org_unit_id)
    programmes = fitting_programmes(session, wanted_by(session, request.lines))
    return line_paying_for(session, request.fiscal_year, unit.path, programmes)


def reserve(context: Context, request: Request) -> None:
    """Set the request's sum aside, where a budget is set.

    Raises:
        BudgetExceeded: the line that pays, or where the policy binds to them one of its quarters,
            has less left.
    """
    _rebook(context, request, RESERVE, RESERVATION)


def commit(context: Context, request: Request) -> None:
    """Turn the reservation into a commitment, at today's rate, which stays the request's.

    Checked anew: a reservation that was suspended when the budget was lowered needs room.

    Raises:
        BudgetExceeded: there is no room for it any more.
    """
    conversion = _rebook(context, request, COMMIT, COMMITMENT)
    if conversion is not None:
        request.fx_rate, request.fx_date = conversion.rate, conversion.rate_date


def release(context: Context, request: Request, why: str) -> None:
    """Give back what the request still holds reserved or committed."""
    lock_year(context, request.fiscal_year, later=True)
    held = held_by(context, request.id, (RESERVE, COMMIT))
    lock_lines(context, {one.line_id for one in held})
    held = held_by(context, request.id, (RESERVE, COMMIT))
    moves = [
        Movement(line_id=one.line_id, kind=one.kind, amount=-one.amount, request_id=request.id)
        for one in held
    ]
    post(context, Document(RELEASE, request.id), moves, note=why)


def _rebook(context: Context, request: Request, kind: str, document: str) -> Conversion | None:
    """Replace what is reserved by the whole sum as `kind`; None where no line pays."""
    lock_year(context, request.fiscal_year)
    line = line_for(context, request)
    held = held_by(context, request.id, (RESERVE,))
    if line is None:
        return None
    lock_lines(context, {line.line_id, *(one.line_id for one in held)})
    held = held_by(context, request.id, (RESERVE,))
    currency = context.session.get_one(BudgetLine, line.line_id).currency
    conversion = convert(context.session, total_of(request), currency, context.today)
    moves = [
        Movement(line_id=one.line_id, kind=RESERVE, amount=-one.amount, request_id=request.id)
        for one in held
    ]
    moves.append(
        Movement(
            line_id=line.line_id,
            kind=kind,
            amount=conversion.converted.amount,
            request_id=request.id,
            original=conversion,
        )
    )
    post(context, Document(document, request.id), moves)
    require_phases(context, line.line_id, request)
    return conversion
