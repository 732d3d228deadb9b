"""The budget in force of a year: found, or made where nobody has set one yet."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select

from engine.store.tables import BudgetVersion
from engine.usecases.context import Context
from engine.values.errors import InvalidInput

ACTIVE, CLOSED = "active", "closed"
# A budget that was set line by line has this for the name of its scenario.
SET = "set"
# How many years before and after this one somebody may still mean.
YEARS_BACK, YEARS_ON = 1, 5
# How far back a company's files may go.
YEARS_OF_FILES = 10


def require_open(context: Context, fiscal_year: int, years_back: int = YEARS_BACK) -> None:
    """Refuse a year that is closed, or so far away that it is a slip.

    Raises:
        InvalidInput: it is one of these.
    """
    if active_version(context, fiscal_year) is not None:
        return
    if _statuses(context, fiscal_year, CLOSED):
        raise InvalidInput("year_closed", year=fiscal_year)
    this = context.fiscal_year
    first, last = this - years_back, this + YEARS_ON
    if not first <= fiscal_year <= last:
        raise InvalidInput("budget_year", year=fiscal_year, first=first, last=last)


def version_in_force(context: Context, fiscal_year: int) -> BudgetVersion:
    """The active version of a year, made where there is none. Of two who make it at once the
    store refuses one, who begins again."""
    found = active_version(context, fiscal_year)
    if found is None:
        name = _free_name(context, fiscal_year)
        found = BudgetVersion(fiscal_year=fiscal_year, scenario=name, status=ACTIVE)
        context.session.add(found)
        context.session.flush()
    return found


def active_version(context: Context, fiscal_year: int) -> BudgetVersion | None:
    return context.session.scalar(
        select(BudgetVersion).where(
            BudgetVersion.fiscal_year == fiscal_year, BudgetVersion.status == ACTIVE
        )
    )


def _free_name(context: Context, fiscal_year: int) -> str:
    """A draft may have the name already."""
    taken = set(
        context.session.scalars(
            select(BudgetVersion.scenario).where(BudgetVersion.fiscal_year == fiscal_year)
        )
    )
    names = (SET if number == 1 else f"{SET}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _statuses(context: Context, fiscal_year: int, status: str) -> bool:
    found = select(BudgetVersion.id).where(
        BudgetVersion.fiscal_year == fiscal_year, BudgetVersion.status == status
    )
    return context.session.scalar(found) is not None
