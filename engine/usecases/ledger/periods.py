"""Locking months, and closing a year into the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right
from engine.queries.budget import commitments_on, find_line
from engine.queries.catalogue import named
from engine.store.tables import BudgetLine, BudgetVersion, OrgUnit, PeriodLock, Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import release
from engine.usecases.ledger.documents import CARRY_OVER, Document
from engine.usecases.ledger.posting import (
    COMMIT,
    TRANSFER,
    Movement,
    available,
    lock_lines,
    money_on,
    post,
)
from engine.usecases.requests.steps import void_steps
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotFound
from engine.values.money import Money
from engine.values.results import Named
from engine.workflow.life import PENDING, Event, after

MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class LockedMonths:
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What went from a unit's line into the next year."""

    unit: Named
    committed: Money
    unspent: Money


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """`returned`: requests still undecided, given back with their reservations."""

    fiscal_year: int
    carried: tuple[CarriedOver, ...]
    returned: tuple[str, ...]


def lock_month(context: Context, month: str) -> LockedMonths:
    """Book nothing more in a month ("2026-03") that is over.

    Raises:
        InvalidInput: no month, or one that is not over.
        NotPermitted: finance of the whole company alone closes periods.
    """
    require_company(context, Right.CLOSE_PERIODS)
    if not MONTH.fullmatch(month) or month >= f"{context.today:%Y-%m}":
        raise InvalidInput("month_unclear", month=month)
    _lock_all(context)
    if context.session.get(PeriodLock, month) is None:
        _lock(context, month)
        context.record("lock_month", month)
    return _locked(context)


def unlock_month(context: Context, month: str) -> LockedMonths:
    """Open a month again, for a correction that belongs there.

    Raises:
        NotFound: it is not locked.
        NotPermitted: finance of the whole company alone closes periods.
    """
    require_company(context, Right.CLOSE_PERIODS)
    lock = context.session.get(PeriodLock, month)
    if lock is None:
        raise NotFound("month_not_locked", month=month)
    context.session.delete(lock)
    context.session.flush()
    context.record("unlock_month", month)
    return _locked(context)


def close_year(context: Context, fiscal_year: int) -> ClosedYear:
    """End a year's budget. Requests still undecided go back; what is committed moves into the
    next year with the money for it, and by policy also what was not spent; its months are
    locked.

    Raises:
        InvalidInput: the year is not over, or a line has no counterpart next year to which its
            money could go.
        NotFound: there is no budget in force for it.
        NotPermitted: finance of the whole company alone closes periods.
    """
    require_company(context, Right.CLOSE_PERIODS)
    if fiscal_year >= context.fiscal.year_of(context.today):
        raise InvalidInput("year_not_over", year=fiscal_year)
    _lock_all(context)
    version = context.session.scalar(
        select(BudgetVersion).where(
            BudgetVersion.fiscal_year == fiscal_year, BudgetVersion.status == "active"
        )
    )
    if version is None:
        raise NotFound("no_budget_in_force", year=fiscal_year)
    returned = _return_undecided(context, fiscal_year)
    lines = context.session.scalars(
        select(BudgetLine).where(BudgetLine.version_id == version.id).order_by(BudgetLine.id)
    ).all()
    carried = [one for line in lines if (one := _carry_over(context, line, fiscal_year))]
    version.status = "closed"
    for first in context.fiscal.months(fiscal_year):
        month = f"{first:%Y-%m}"
        if context.session.get(PeriodLock, month) is None:
            _lock(context, month)
    context.record("close_year", str(fiscal_year), returned=returned, carried=carried)
    return ClosedYear(fiscal_year, tuple(carried), tuple(returned))


def _lock_all(context: Context) -> None:
    """Wait for whoever is booking, and let nobody begin: see `posting.lock_year`."""
    context.session.execute(
        select(BudgetVersion.id).order_by(BudgetVersion.id).with_for_update()
    ).all()


def _lock(context: Context, month: str) -> None:
    context.session.add(
        PeriodLock(month=month, locked_by_id=context.actor.employee_id, locked_at=context.now)
    )
    context.session.flush()


def _locked(context: Context) -> LockedMonths:
    months = context.session.scalars(select(PeriodLock.month).order_by(PeriodLock.month))
    return LockedMonths(tuple(months))


def _return_undecided(context: Context, fiscal_year: int) -> list[str]:
    requests = context.session.scalars(
        select(Request)
        .where(
            Request.fiscal_year == fiscal_year,
            Request.state.in_([state.value for state in PENDING]),
        )
        .order_by(Request.id)
        .with_for_update()
    ).all()
    for request in requests:
        request.state = after(request.state, Event.EXPIRE, request.number)
        request.version += 1
        release(context, request, "year closed")
        void_steps(context, request)
        context.notify(
            {request.requester_id},
            "request_of_closed_year",
            number=request.number,
            year=fiscal_year,
        )
    return [request.number for request in requests]


def _carry_over(context: Context, line: BudgetLine, fiscal_year: int) -> CarriedOver | None:
    lock_lines(context, {line.id})
    committed = commitments_on(context.session, line.id)
    total = sum((amount for _, amount in committed), Decimal(0))
    keeps_unspent = context.policy.carry_over.keep == "available"
    unspent = available(context, line.id) if keeps_unspent else Decimal(0)
    if not total and not unspent:
        return None
    unit = context.session.get_one(OrgUnit, line.org_unit_id)
    target = find_line(context.session, unit.id, fiscal_year + 1, line.programme)
    if target is None or target.currency != line.currency:
        raise InvalidInput("no_line_to_carry_over_to", unit=named(unit), year=fiscal_year + 1)
    moves = [
        Movement(line_id=where, kind=kind, amount=sign * amount, request_id=request)
        for where, sign in ((line.id, -1), (target.id, 1))
        for kind, amount, request in (
            (TRANSFER, total + unspent, None),
            *((COMMIT, amount, request) for request, amount in committed),
        )
    ]
    post(context, Document(CARRY_OVER), moves, note=f"{fiscal_year}")
    return CarriedOver(
        named(unit), money_on(context, line.id, total), money_on(context, line.id, unspent)
    )
