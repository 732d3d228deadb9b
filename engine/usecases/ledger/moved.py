"""What was moved between budgets, and which months are locked: by whom, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.access import Right, require, scope
from engine.queries.catalogue import named
from engine.queries.people import in_units
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Employee,
    OrgUnit,
    PeriodLock,
)
from engine.usecases.context import Context, reads
from engine.usecases.ledger.documents import TRANSFERRED
from engine.usecases.ledger.posting import TRANSFER
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What went from one unit's budget of a year to another's; `by` is who booked it."""

    source: Named
    target: Named
    fiscal_year: int
    amount: Money
    on: date
    by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedMonth:
    month: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetMoves:
    """The newest first."""

    moved: tuple[Moved, ...]
    locked: tuple[LockedMonth, ...]


@reads
def budget_moves(
    context: Context,
    unit_code: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> BudgetMoves:
    """Transfers from or to a unit's budgets (those that the actor sees the ledger of), booked
    between two days; and the months that are locked.

    Raises:
        NotPermitted: the actor sees no ledger there.
        NotFound: no such unit.
    """
    require(context.actor, Right.SEE_LEDGER)
    unit = unit_for(context, Right.SEE_LEDGER, unit_code) if unit_code else None
    paths = (unit.path,) if unit else scope(context.actor, Right.SEE_LEDGER)
    days = (first or date.min, last or date.max)
    return BudgetMoves(moved=tuple(_moved(context, paths, days)), locked=tuple(_locked(context)))


def _moved(context: Context, paths: Sequence[str], days: tuple[date, date]) -> list[Moved]:
    session = context.session
    here = (
        select(BudgetEntry.posting_id)
        .join(BudgetPosting, BudgetPosting.id == BudgetEntry.posting_id)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .where(
            BudgetPosting.kind == TRANSFERRED,
            BudgetEntry.kind == TRANSFER,
            BudgetEntry.booked_on.between(*days),
            in_units(BudgetLine.org_unit_id, paths),
        )
    )
    rows = session.execute(
        select(BudgetEntry, BudgetLine.currency, BudgetVersion.fiscal_year, OrgUnit, Employee.name)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .outerjoin(Employee, Employee.id == BudgetEntry.posted_by_id)
        .where(BudgetEntry.posting_id.in_(here))
        .order_by(BudgetEntry.posting_id.desc(), BudgetEntry.position)
    )
    found: dict[int, list[tuple[BudgetEntry, str, int, OrgUnit, str | None]]] = defaultdict(list)
    for one, money, of_year, of_unit, who in rows:
        found[one.posting_id].append((one, money, of_year, of_unit, who))
    moves = []
    for entries in found.values():
        taken = next((one for one in entries if one[0].amount < 0), None)
        given = next((one for one in entries if one[0].amount > 0), None)
        if taken is None or given is None:
            continue
        entry, currency, year, unit, name = given
        moves.append(
            Moved(
                source=named(taken[3]),
                target=named(unit),
                fiscal_year=year,
                amount=Money(entry.amount, currency),
                on=entry.booked_on,
                by=name,
                reason=entry.note,
            )
        )
    return moves


def _locked(context: Context) -> list[LockedMonth]:
    rows = context.session.execute(
        select(PeriodLock.month, Employee.name, PeriodLock.locked_at)
        .join(Employee, Employee.id == PeriodLock.locked_by_id)
        .order_by(PeriodLock.month.desc())
    )
    return [
        LockedMonth(month=month, by=name, on=context.company.day_of(at)) for month, name, at in rows
    ]
