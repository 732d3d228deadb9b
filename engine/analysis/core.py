"""Which candidates a set that is worth so much must have in, and which it cannot have.

With a price on money (a multiplier for the total) each part of a set is worth at most what its
best choice is worth beyond its price, and all of them together at most the sum: a bound on any
set within the total (Lagrange; Dantzig 1957 for one part a candidate). It is taken for each number
of candidates by itself, for between one more that are cheaper and one fewer that are worth more
there is nothing, though the bound of both together thinks so. A choice that loses more than lies
between the bound and the value asked for is in no such set. Of hundreds of candidates some tens
are left to choose from: the core.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.frontier import Parts, point
from engine.analysis.limits import WholeLimits

Reals = NDArray[np.float64]
# The bound holds for any price; so many steps find the best one as near as is worth while.
STEPS, HIGHEST, GOLDEN = 30, 1e30, 0.618033988749895
# Beyond what rounding could make of sums of floating numbers.
ROUNDING = 1e-9


def decided(
    whole: WholeLimits, parts: Parts, total: int, value: int, needed: int | None = None
) -> dict[int, bool]:
    """Of the candidates that no limit ties to others: whether they are in every set within
    `total` that is worth `value` (and has `needed` in), or in none. `parts` have to be worked out
    up to `total`."""
    singles = parts.singles(whole)
    free = [index for index in singles if index != needed]
    bound = _Bound.of(whole, parts, free, total, needed if needed in singles else None)
    always, never = np.ones(len(free), dtype=bool), np.ones(len(free), dtype=bool)
    for count in bound.counts(value):
        most, within, without = bound.of_so_many(count)
        spare = most - value + ROUNDING * (1 + abs(most))
        if spare >= 0:
            always &= without > spare
            never &= within > spare
    found = {free[at]: True for at in np.flatnonzero(always & ~never)}
    return found | {free[at]: False for at in np.flatnonzero(never & ~always)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """What a set within `total` is worth at most: `costs` and `values` of the free candidates; of
    all other parts the frontiers, one after the other. What is needed is not free."""

    total: int
    costs: Reals
    values: Reals
    tied_costs: Reals
    tied_values: Reals
    starts: NDArray[np.int64]

    @classmethod
    def of(
        cls, whole: WholeLimits, parts: Parts, free: list[int], total: int, needed: int | None
    ) -> _Bound:
        known = {*free, needed}
        tied = [
            alone
            for part, alone in zip(parts.parts, parts.alone, strict=True)
            if not part.members <= known
        ]
        if needed is not None:
            tied.append(point(whole.costs[needed], whole.values[needed]))
        return cls(
            total=total,
            costs=np.array([whole.costs[index] for index in free], dtype=np.float64),
            values=np.array([whole.values[index] for index in free], dtype=np.float64),
            tied_costs=np.concatenate([[], *(one.costs for one in tied)]),
            tied_values=np.concatenate([[], *(one.values for one in tied)]),
            starts=np.cumsum([0, *(len(one.costs) for one in tied)])[: len(tied)],
        )

    def counts(self, value: int) -> range:
        """How many of the free candidates may be in a set that is worth `value`: with the dearest
        ones it reaches it, and the cheapest ones are within the total."""
        worth = np.cumsum([0.0, *np.sort(self.values)[::-1]]) + self._of_tied(0.0)
        least = int(np.searchsorted(worth, value - ROUNDING * (1 + value)))
        most = int(np.searchsorted(np.cumsum(np.sort(self.costs)), self.total, side="right"))
        return range(least, most + 1)

    def of_so_many(self, count: int) -> tuple[float, Reals, Reals]:
        """What a set with `count` free candidates is worth at most; what having each in loses, and
        what leaving it out does."""
        gained = self.values - (price := self._cheapest_price(count)) * self.costs
        inside, outside = _borders(gained, count)
        return (
            self._at(price, count),
            np.maximum(0.0, inside - gained),
            np.maximum(0.0, gained - outside),
        )

    def _at(self, price: float, count: int) -> float:
        gained = self.values - price * self.costs
        best = np.partition(gained, len(gained) - count)[len(gained) - count :] if count else ()
        return float(np.sum(best)) + self._of_tied(price) + price * self.total

    def _of_tied(self, price: float) -> float:
        if not len(self.starts):
            return 0.0
        gained = self.tied_values - price * self.tied_costs
        return float(np.maximum.reduceat(gained, self.starts).sum())

    def _cheapest_price(self, count: int) -> float:
        """Where the bound is least: it falls, and then rises."""
        low, high = 0.0, self._dearest()
        while 0 < high < HIGHEST and self._at(2 * high, count) < self._at(high, count):
            high *= 2
        return _lowest(lambda price: self._at(price, count), low, 2 * high)

    def _dearest(self) -> float:
        """At this price nothing is worth what it costs."""
        costs = np.concatenate((self.costs, self.tied_costs))
        values = np.concatenate((self.values, self.tied_values))
        return float(np.max(values[costs > 0] / costs[costs > 0], initial=0.0))


def _lowest(bound: Callable[[float], float], low: float, high: float) -> float:
    """About where it is least (by the golden section: one look at it a step)."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    of_left, of_right = bound(left), bound(right)
    for _ in range(STEPS):
        if of_left <= of_right:
            high, right, of_right = right, left, of_left
            left = high - GOLDEN * (high - low)
            of_left = bound(left)
        else:
            low, left, of_left = left, right, of_right
            right = low + GOLDEN * (high - low)
            of_right = bound(right)
    return left if of_left <= of_right else right


def _borders(gained: Reals, count: int) -> tuple[float, float]:
    """What the last of the best `count` gains, and the first beyond them."""
    order = np.sort(gained)[::-1]
    inside = float(order[count - 1]) if count else math.inf
    return inside, float(order[count]) if count < len(order) else -math.inf
