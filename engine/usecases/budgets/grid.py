"""A year's budgets as they are typed: a unit a row, a programme a column."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.access import Right
from engine.access.rights import roles_with, scope
from engine.queries.budget import ALL, BudgetLineBalance, line_balances
from engine.queries.people import EVERYWHERE
from engine.store.tables import Course
from engine.usecases.budgets.phases import Phase, phases_of
from engine.usecases.context import Context, reads
from engine.usecases.units import require_company
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """What a unit has for a programme ("all" for any), in the year and in its quarters."""

    unit: Named
    programme: str
    purpose: Named | None
    allocated: Money
    bound: Money
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetGrid:
    """`this_year` is the fiscal year that it is. `programmes` are those that lines or courses
    have; `set_by` the roles that set budgets, and `may` whether the asker does."""

    fiscal_year: int
    this_year: int
    currency: str
    lines: tuple[GridLine, ...]
    programmes: tuple[str, ...]
    set_by: tuple[str, ...]
    may: bool


@reads
def budget_grid(context: Context, fiscal_year: int | None = None) -> BudgetGrid:
    """The company's budgets of a year (this one, unless said); no lines where there are none.

    Raises:
        NotPermitted: who sets up the company or sees all its budgets may see it.
    """
    require_company(context, Right.SEE_SETUP)
    year = context.fiscal_year if fiscal_year is None else fiscal_year
    lines = line_balances(context.session, year, EVERYWHERE)
    phases = phases_of(context, [line.line_id for line in lines])
    categories = context.session.scalars(
        select(Course.category).where(Course.category.is_not(None)).distinct()
    )
    named = {line.programme for line in lines} | {one for one in categories if one}
    return BudgetGrid(
        fiscal_year=year,
        this_year=context.fiscal_year,
        currency=context.currency,
        lines=tuple(_line(line, phases.get(line.line_id, ())) for line in lines),
        programmes=(ALL, *sorted(named - {ALL})),
        set_by=tuple(role.value for role in roles_with(context.actor, Right.SET_BUDGET)),
        may=bool(scope(context.actor, Right.SET_BUDGET)),
    )


def _line(line: BudgetLineBalance, phases: tuple[Phase, ...]) -> GridLine:
    balance = line.balance
    return GridLine(
        unit=line.unit,
        programme=line.programme,
        purpose=line.purpose,
        allocated=balance.allocated,
        bound=balance.reserved + balance.committed + balance.actual,
        phases=phases,
    )
