"""Whether a price stays below what it may cost, and how many people would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class CeilingFit:
    """`ceiling` for everything together, and `cost` in the same currency. `left` is what the
    ceiling leaves, negative where it is not enough; `people` is then how many fit (0: not
    even one), None where the ceiling is itself by the head or the session."""

    ceiling: Money
    cost: Money
    left: Money
    people: int | None

    @property
    def fits(self) -> bool:
        return self.left.amount >= 0


def ceiling_fit(
    ceiling: Money, cost: Money, headcount: int, cost_of: Callable[[int], Money] | None
) -> CeilingFit:
    """Compare `cost` with `ceiling`; `cost_of` tells what so many people cost (rising with
    their number), None where fewer people would not help."""
    left = ceiling - cost
    if left.amount >= 0 or cost_of is None:
        return CeilingFit(ceiling, cost, left, None)
    fitting, beyond = 0, headcount
    while beyond - fitting > 1:
        middle = (fitting + beyond) // 2
        if cost_of(middle) <= ceiling:
            fitting = middle
        else:
            beyond = middle
    return CeilingFit(ceiling, cost, left, fitting)
