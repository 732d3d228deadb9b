"""What is allocated, reserved, committed, spent and left."""

from __future__ import annotations

from dataclasses import dataclass

from engine.access import Right
from engine.analysis.balance import LEDGER_SUM, Balance, LedgerInputs, LineSums
from engine.queries.budget import BudgetLineBalance, line_balances, line_paying_for
from engine.queries.catalogue import named
from engine.usecases.budgets.phases import Phase, phases_of
from engine.usecases.context import Context, reads
from engine.usecases.explanations import explained
from engine.usecases.needed import over
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class SplitLine:
    """A line that is split into quarters."""

    line: BudgetLineBalance
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetStatus:
    """The lines of a unit and those under it, their sum, and those that are split into
    quarters."""

    unit: Named
    fiscal_year: int
    lines: tuple[BudgetLineBalance, ...]
    balance: Balance
    explanation_id: int
    split: tuple[SplitLine, ...] = ()


@reads
def budget_status(
    context: Context, unit_code: str | None = None, fiscal_year: int | None = None
) -> BudgetStatus:
    """The state of a unit's budget in a fiscal year (this one, unless said).

    Raises:
        NotPermitted: outside the actor's subtree, or for an employee.
        NotEnoughData: no budget is set for that unit and year.
    """
    unit = unit_for(context, Right.SEE_BUDGET, unit_code)
    year = fiscal_year or context.fiscal_year
    lines = line_balances(context.session, year, [unit.path])
    if not lines:
        # A team without a line of its own is paid from the nearest one above; that figure
        # belongs to others too, so only its own head sees it, by asking for that unit.
        above = line_paying_for(context.session, year, unit.path)
        raise NotEnoughData(
            "no_budget", unit=named(unit), year=year, paid_by=above.unit if above else None
        )
    inputs = LedgerInputs(unit.name, year, tuple(_sums(line) for line in lines))
    answer = explained(context, LEDGER_SUM, inputs, over(unit, Right.SEE_BUDGET))
    phases = phases_of(context, [line.line_id for line in lines])
    return BudgetStatus(
        unit=named(unit),
        fiscal_year=year,
        lines=tuple(lines),
        balance=answer.result,
        explanation_id=answer.explanation_id,
        split=tuple(
            SplitLine(line, phases[line.line_id]) for line in lines if line.line_id in phases
        ),
    )


def _sums(line: BudgetLineBalance) -> LineSums:
    balance = line.balance
    return LineSums(
        unit=line.unit.name,
        allocated=balance.allocated,
        reserved=balance.reserved,
        committed=balance.committed,
        actual=balance.actual,
    )
