"""Several trainings priced together, and whether an average is the mix it is taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from engine.analysis.method import Method
from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """`headcount` people at `unit_cost` each; `category` groups courses alike."""

    topic: Named | str
    category: str | None
    headcount: int
    unit_cost: Money
    total: Money


@dataclass(frozen=True, slots=True)
class PlanInputs:
    rows: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class CostPlan:
    lines: tuple[PlanLine, ...]
    headcount: int
    total: Money
    caveats: tuple[Caveat, ...]


def plan_costs(inputs: PlanInputs) -> CostPlan:
    """The sum of the lines.

    Raises:
        InvalidInput: no line, or lines in several currencies.
    """
    if not inputs.rows:
        raise InvalidInput("no_topic")
    total = sum((line.total for line in inputs.rows[1:]), inputs.rows[0].total)
    people = sum(line.headcount for line in inputs.rows)
    return CostPlan(inputs.rows, people, total, tuple(_open_mixes(inputs.rows)))


def _open_mixes(lines: Sequence[PlanLine]) -> list[Caveat]:
    """A course whose price lies between those of two others of its category looks like their
    average. It can be, only if a whole number of its people had the dearer one."""
    found = []
    for middle in lines:
        others = [line for line in lines if line is not middle and _alike(line, middle)]
        for pair in combinations(others, 2):
            low, high = sorted(pair, key=lambda line: line.unit_cost.amount)
            if not low.unit_cost < middle.unit_cost < high.unit_cost:
                continue
            implied = _implied(low, middle, high)
            if implied.denominator != 1:
                found.append(
                    Caveat(
                        "mix_does_not_close",
                        {
                            "average_of": middle.topic,
                            "average": middle.unit_cost,
                            "headcount": middle.headcount,
                            "dearer": high.topic,
                            "dearer_cost": high.unit_cost,
                            "cheaper": low.topic,
                            "cheaper_cost": low.unit_cost,
                            "implied": round(float(implied), 2),
                        },
                    )
                )
    return found


def _alike(line: PlanLine, other: PlanLine) -> bool:
    return line.category is not None and line.category == other.category


def _implied(low: PlanLine, middle: PlanLine, high: PlanLine) -> Fraction:
    """How many of the people in the middle must have had the dearer course."""
    part = Fraction((middle.unit_cost - low.unit_cost).amount)
    whole = Fraction((high.unit_cost - low.unit_cost).amount)
    return middle.headcount * part / whole


COST_PLAN = Method(
    name="cost_plan",
    version=1,
    formula="Σ headcount × unit cost",
    inputs=PlanInputs,
    compute=plan_costs,
)
