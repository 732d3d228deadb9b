"""Changing what lines have: allocating more or less, and moving between lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.access import Right, require
from engine.queries.budget import (
    ALL,
    ALLOCATING,
    BudgetLineBalance,
    find_line,
    line_balance,
    reservations_on,
)
from engine.queries.catalogue import by_code, named
from engine.store.tables import BudgetLine, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.ledger.documents import ALLOCATION, SUSPENSION, TRANSFERRED, Document
from engine.usecases.ledger.posting import (
    ACTUAL,
    ALLOCATE,
    COMMIT,
    RESERVE,
    TRANSFER,
    Movement,
    line_sums,
    lock_lines,
    lock_year,
    money_on,
    post,
)
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class AllocationReceipt:
    """`suspended` are requests whose reservation no longer fits: they stay where they are,
    and need room again when they are approved."""

    line: BudgetLineBalance
    before: Money
    suspended: tuple[str, ...]
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferReceipt:
    """`posting` is what a reversal takes."""

    posting: int
    source: BudgetLineBalance
    target: BudgetLineBalance
    amount: Money
    repeated: bool


def set_allocation(
    context: Context,
    unit_code: str,
    fiscal_year: int,
    amount: Money,
    key: str,
    programme: str = ALL,
) -> AllocationReceipt:
    """Give a unit's line `amount` in all, more or less than before. It may not fall below what
    is committed and spent; what is only reserved gives way, the newest first.

    Raises:
        BudgetExceeded: less than what is committed and spent.
        InvalidInput: a negative amount, or in another currency than the line's.
        NotFound: there is no such line.
        NotPermitted: management alone sets budgets.
    """
    unit = by_code(context.session, OrgUnit, unit_code)
    require(context.actor, Right.SET_BUDGET, unit.path)
    lock_year(context, fiscal_year)
    line = _line(context, unit, fiscal_year, programme)
    lock_lines(context, {line.id})
    if amount.amount < 0 or amount.currency != line.currency:
        raise InvalidInput("allocation_unclear", currency=line.currency)
    sums = line_sums(context, line.id)
    before = sum((sums[kind] for kind in ALLOCATING), Decimal(0))
    bound = sums[COMMIT] + sums[ACTUAL]
    if amount.amount < bound:
        raise BudgetExceeded(
            "allocation_below_bound", unit=named(unit), bound=money_on(context, line.id, bound)
        )
    suspended = _suspend(context, line, sums[RESERVE] - (amount.amount - bound))
    post(
        context,
        Document(ALLOCATION),
        [Movement(line_id=line.id, kind=ALLOCATE, amount=amount.amount - before)],
    )
    old = money_on(context, line.id, before)
    context.record(
        "set_allocation",
        _subject(unit, fiscal_year, programme),
        key,
        before=old,
        amount=amount,
        suspended=suspended,
    )
    return AllocationReceipt(line_balance(context.session, line.id), old, tuple(suspended), False)


def transfer_budget(
    context: Context,
    source_code: str,
    target_code: str,
    fiscal_year: int,
    amount: Money,
    key: str,
    reason: str,
    booked_on: date | None = None,
) -> TransferReceipt:
    """Move what is left on one unit's line to another's.

    Raises:
        BudgetExceeded: the source has less left.
        InvalidInput: no positive amount, no reason, one line, two currencies, a day on which nothing may
            be booked.
        NotFound: one of the lines is not there.
        NotPermitted: finance alone transfers, between units it is responsible for.
    """
    units = [by_code(context.session, OrgUnit, code) for code in (source_code, target_code)]
    for unit in units:
        require(context.actor, Right.TRANSFER_BUDGET, unit.path)
    lock_year(context, fiscal_year)
    source, target = (_line(context, unit, fiscal_year, ALL) for unit in units)
    lock_lines(context, {source.id, target.id})
    _check_transfer(source, target, amount, reason)
    moves = [
        Movement(line_id=source.id, kind=TRANSFER, amount=-amount.amount),
        Movement(line_id=target.id, kind=TRANSFER, amount=amount.amount),
    ]
    posting = post(context, Document(TRANSFERRED), moves, booked_on, reason.strip()[:300])
    assert posting is not None, "the amount is positive"
    context.record(
        "transfer_budget",
        _subject(units[0], fiscal_year, ALL),
        key,
        to=_subject(units[1], fiscal_year, ALL),
        amount=amount,
        reason=reason,
        posting=posting.id,
    )
    return TransferReceipt(
        posting=posting.id,
        source=line_balance(context.session, source.id),
        target=line_balance(context.session, target.id),
        amount=amount,
        repeated=False,
    )


def _check_transfer(source: BudgetLine, target: BudgetLine, amount: Money, reason: str) -> None:
    if source.id == target.id or amount.amount <= 0 or not reason.strip():
        raise InvalidInput("transfer_unclear")
    for line in (source, target):
        if line.currency != amount.currency:
            raise InvalidInput("mixed_currencies", first=amount.currency, second=line.currency)


def _line(context: Context, unit: OrgUnit, fiscal_year: int, programme: str) -> BudgetLine:
    line = find_line(context.session, unit.id, fiscal_year, programme)
    if line is None:
        raise NotFound("unknown_line", unit=named(unit), year=fiscal_year)
    return line


def _suspend(context: Context, line: BudgetLine, excess: Decimal) -> list[str]:
    """Give back the newest reservations until no more than `excess` stands too much."""
    moves: list[Movement] = []
    numbers: list[str] = []
    for request_id, reserved in reservations_on(context.session, line.id):
        if excess <= 0:
            break
        request = context.session.get_one(Request, request_id)
        moves.append(
            Movement(line_id=line.id, kind=RESERVE, amount=-reserved, request_id=request_id)
        )
        numbers.append(request.number)
        excess -= reserved
        context.notify(
            {request.requester_id},
            "reservation_suspended",
            number=request.number,
            by=context.actor.name,
        )
    if moves:
        post(context, Document(SUSPENSION), moves, note="budget lowered")
    return numbers


def _subject(unit: OrgUnit, fiscal_year: int, programme: str) -> str:
    return f"{unit.code}/{fiscal_year}" + ("" if programme == ALL else f"/{programme}")
