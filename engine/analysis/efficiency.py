"""Whether a changed budget brought more: effect per unit of money in two years."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.kpi import improvement, relative_change
from engine.analysis.method import Method
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True)
class YearOfEffect:
    """A year's training budget, and the KPI that stands for what it brought."""

    year: int
    budget: Money
    actual: float


@dataclass(frozen=True, slots=True)
class EfficiencyInputs:
    kpi: Named
    direction: str
    rows: tuple[YearOfEffect, YearOfEffect]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Relative changes, and the effect per unit of money after as a multiple of before."""

    budget_change: float
    effect_change: float
    effect_per_money: float
    caveats: tuple[Caveat, ...]


def compare_years(inputs: EfficiencyInputs) -> Efficiency:
    """(1 + change of the effect) / (1 + change of the budget).

    Raises:
        InvalidInput: a budget or a baseline of 0, or budgets in two currencies.
    """
    before, after = inputs.rows
    if before.budget.amount <= 0 or after.budget.amount <= 0:
        raise InvalidInput(
            "budget_zero", year=before.year if before.budget.amount <= 0 else after.year
        )
    change = (after.budget - before.budget).amount / before.budget.amount
    moved = improvement(relative_change(before.actual, after.actual), inputs.direction)
    return Efficiency(
        float(change),
        moved,
        (1 + moved) / float(1 + change),
        (Caveat("no_control_group"),),
    )


EFFICIENCY = Method(
    name="effect_per_money",
    version=1,
    formula="(1 + change of the effect) / (1 + change of the budget)",
    inputs=EfficiencyInputs,
    compute=compare_years,
)
