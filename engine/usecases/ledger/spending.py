"""Where a request's money lies now: budgets are exchanged, and years end."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import select

from engine.queries.budget import counterpart_in_force
from engine.store.tables import BudgetEntry, BudgetLine, BudgetVersion, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import Held, held_by
from engine.usecases.ledger.documents import CARRY_OVER, Document
from engine.usecases.ledger.posting import (
    ACTUAL,
    COMMIT,
    TRANSFER,
    Movement,
    lock_lines,
    post,
)
from engine.values.errors import InvalidInput


def committed(context: Context, request_id: int) -> Decimal:
    """What is still expected to be invoiced, in the currency of the line."""
    return sum((one.amount for one in held_by(context, request_id, (COMMIT,))), Decimal(0))


def paying_line(context: Context, request: Request) -> BudgetLine:
    """The line that pays what is invoiced now, locked: that of the commitment, or else of what
    was booked last; after year end its counterpart in the year that is open. What is still
    committed elsewhere is moved there, with the money for it.

    Raises:
        InvalidInput: nothing was ever committed for the request.
    """
    held = held_by(context, request.id, (COMMIT,))
    last = held[-1].line_id if held else _last_line(context, request)
    target = open_line(context, last)
    lock_lines(context, {target.id, *(one.line_id for one in held)})
    held = held_by(context, request.id, (COMMIT,))
    post(context, Document(CARRY_OVER, request.id), _to(target.id, held, request.id))
    return target


def open_line(context: Context, line_id: int) -> BudgetLine:
    """The line itself, or what took its place: in the scenario that is in force now, and after
    year end in the next year that is open. Itself, where nothing took its place."""
    line = line_in_force(context, line_id)
    version = context.session.get_one(BudgetVersion, line.version_id)
    if version.status == "active":
        return line
    years = select(BudgetVersion.fiscal_year).where(
        BudgetVersion.fiscal_year > version.fiscal_year, BudgetVersion.status == "active"
    )
    for year in context.session.scalars(years.order_by(BudgetVersion.fiscal_year)):
        found = counterpart_in_force(context.session, line, year)
        if found is not None:
            return found
    return line


def line_in_force(context: Context, line_id: int) -> BudgetLine:
    """The line itself, or the same in the scenario that took the place of its own."""
    line = context.session.get_one(BudgetLine, line_id)
    version = context.session.get_one(BudgetVersion, line.version_id)
    if version.status != "superseded":
        return line
    return counterpart_in_force(context.session, line, version.fiscal_year) or line


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


def _to(target: int, held: Collection[Held], request_id: int) -> list[Movement]:
    return [
        movement
        for one in held
        if one.line_id != target
        for line_id, amount in ((one.line_id, -one.amount), (target, one.amount))
        for movement in (
            Movement(line_id=line_id, kind=TRANSFER, amount=amount),
            Movement(line_id=line_id, kind=COMMIT, amount=amount, request_id=request_id),
        )
    ]
