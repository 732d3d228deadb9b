"""Moving what is left between lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.access import Right, require
from engine.queries.budget import (
    ALL,
    BudgetLineBalance,
    find_line,
    line_balance,
)
from engine.queries.catalogue import by_code, named
from engine.store.tables import BudgetLine, OrgUnit
from engine.usecases.context import Context
from engine.usecases.ledger.documents import TRANSFERRED, Document
from engine.usecases.ledger.posting import (
    TRANSFER,
    Movement,
    lock_lines,
    lock_year,
    post,
)
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferReceipt:
    """`posting` is what a reversal takes."""

    posting: int
    source: BudgetLineBalance
    target: BudgetLineBalance
    amount: Money
    repeated: bool


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


def _subject(unit: OrgUnit, fiscal_year: int, programme: str) -> str:
    return f"{unit.code}/{fiscal_year}" + ("" if programme == ALL else f"/{programme}")
