"""What is allocated, reserved, committed, spent and left."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.queries.budget import Balance, BudgetLineBalance, line_balances, line_paying_for
from engine.queries.catalogue import named
from engine.usecases.context import Context
from engine.usecases.explanations import record_explanation
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class BudgetStatus:
    """The lines of a unit and those under it, and their sum."""

    unit: Named
    fiscal_year: int
    lines: tuple[BudgetLineBalance, ...]
    balance: Balance
    explanation_id: int


def budget_status(
    context: Context, unit_code: str | None = None, fiscal_year: int | None = None
) -> BudgetStatus:
    """The state of a unit's budget in a fiscal year (this one, unless said).

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: no budget is set for that unit and year.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    year = fiscal_year or context.today.year
    lines = line_balances(context.session, year, [unit.path])
    if not lines:
        # A team without a line of its own is paid from the nearest one above; that figure
        # belongs to others too, so only its own head sees it, by asking for that unit.
        above = line_paying_for(context.session, year, unit.path)
        raise NotEnoughData(
            "no_budget", unit=named(unit), year=year, paid_by=above.unit if above else None
        )
    balance = sum((line.balance for line in lines[1:]), lines[0].balance)
    explanation = record_explanation(
        context,
        "ledger_sum",
        unit.id,
        {"unit": unit.name, "year": year},
        [{"unit": line.unit.name, "balance": line.balance} for line in lines],
        balance,
    )
    return BudgetStatus(named(unit), year, tuple(lines), balance, explanation)
