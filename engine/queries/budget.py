"""Budget lines and what is left on them, summed from the ledger's entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.analysis.balance import Balance
from engine.queries.people import within
from engine.store.tables import BudgetEntry, BudgetLine, BudgetVersion, OrgUnit
from engine.values.money import Money
from engine.values.results import Named

ALLOCATING = ("allocate", "transfer")
# A draft holds no money yet, a superseded version no longer does.
IN_FORCE = ("active", "closed")


@dataclass(frozen=True, slots=True)
class BudgetLineBalance:
    """One line with what is left on it."""

    line_id: int
    unit: Named
    path: str
    fiscal_year: int
    balance: Balance


def line_balances(
    session: Session, fiscal_year: int, paths: Sequence[str]
) -> list[BudgetLineBalance]:
    """The lines in force (not drafts) of units under `paths`, top unit first."""
    return _balances(session, fiscal_year, within(paths))


def whole_budget(session: Session, fiscal_year: int) -> Decimal:
    """All that is allocated to the company in a year; 0 where nothing is."""
    total = session.scalar(
        select(func.sum(BudgetEntry.amount))
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .where(
            BudgetVersion.fiscal_year == fiscal_year,
            BudgetVersion.status.in_(IN_FORCE),
            BudgetEntry.kind.in_(ALLOCATING),
        )
    )
    return total or Decimal(0)


def line_paying_for(session: Session, fiscal_year: int, path: str) -> BudgetLineBalance | None:
    """The line of the unit at `path`, or of the nearest unit above that has one."""
    codes = [code for code in path.split("/") if code]
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    lines = _balances(session, fiscal_year, OrgUnit.path.in_(above))
    return max(lines, key=lambda line: len(line.path), default=None)


def _balances(
    session: Session, fiscal_year: int, which: ColumnElement[bool]
) -> list[BudgetLineBalance]:
    statement = (
        select(
            BudgetLine.id,
            OrgUnit.code,
            OrgUnit.name,
            OrgUnit.name_en,
            OrgUnit.path,
            BudgetLine.currency,
            BudgetEntry.kind,
            func.sum(BudgetEntry.amount),
        )
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .outerjoin(BudgetEntry, BudgetEntry.line_id == BudgetLine.id)
        .where(BudgetVersion.fiscal_year == fiscal_year, BudgetVersion.status.in_(IN_FORCE), which)
        .group_by(
            BudgetLine.id,
            OrgUnit.code,
            OrgUnit.name,
            OrgUnit.name_en,
            OrgUnit.path,
            BudgetLine.currency,
            BudgetEntry.kind,
        )
        .order_by(OrgUnit.path, BudgetLine.id)
    )
    sums: dict[int, dict[str, Money]] = {}
    about: dict[int, tuple[Named, str, str]] = {}
    for line, code, name, name_en, path, currency, kind, amount in session.execute(statement):
        about[line] = (Named(code, name, name_en), path, currency)
        kinds = sums.setdefault(line, {})
        if kind is not None:
            kinds[kind] = Money(amount, currency)
    return [_balance(line, fiscal_year, *about[line], kinds) for line, kinds in sums.items()]


def _balance(
    line: int, year: int, unit: Named, path: str, currency: str, kinds: dict[str, Money]
) -> BudgetLineBalance:
    nothing = Money(Decimal(0), currency)
    allocated = sum((kinds.get(kind, nothing) for kind in ALLOCATING), nothing)
    balance = Balance(
        allocated,
        kinds.get("reserve", nothing),
        kinds.get("commit", nothing),
        kinds.get("actual", nothing),
    )
    return BudgetLineBalance(line, unit, path, year, balance)
