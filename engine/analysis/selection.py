"""The best set under a budget, exactly: an integer programme solved by HiGHS."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from engine.values.errors import InvalidInput
from engine.values.money import Money

INFEASIBLE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What a set must keep to. Candidates are numbers from 0; amounts in one currency.

    At most one of each of `alternatives` may be chosen.
    """

    total: Decimal
    currency: str
    costs: Sequence[Decimal]
    values: Sequence[Decimal]
    mandatory: Collection[int]
    alternatives: Sequence[set[int]]
    floors: Sequence[tuple[set[int], Decimal]]
    ceilings: Sequence[tuple[set[int], Decimal]]
    names: Sequence[str]
    units: Sequence[str]

    def require_possible(self) -> None:
        """Name the limit that nothing can keep, where one alone is to blame.

        Raises:
            InvalidInput: mandatory ones beyond the total or a ceiling, or two variants of one
                course both mandatory; a floor beyond its candidates, its ceiling or the total.
        """
        must = self._sum(self.mandatory)
        if must > self.total:
            raise InvalidInput(
                "mandatory_beyond_total", mandatory=self._money(must), total=self._money(self.total)
            )
        for group in self.alternatives:
            both = sorted(group & set(self.mandatory))
            if len(both) > 1:
                names = [self.names[index] for index in both]
                raise InvalidInput("two_mandatory_variants", first=names[0], second=names[1])
        for members, top in self.ceilings:
            inside = self._sum(members & set(self.mandatory))
            if inside > top:
                unit = self.units[next(iter(members))]
                raise InvalidInput(
                    "ceiling_below_mandatory",
                    unit=unit,
                    limit=self._money(top),
                    needed=self._money(inside),
                )
        self._require_floors()

    def _require_floors(self) -> None:
        tops = {frozenset(members): top for members, top in self.ceilings}
        for members, floor in self.floors:
            most = min(self._sum(members), tops.get(frozenset(members), self.total))
            if floor > most:
                unit = self.units[next(iter(members))]
                raise InvalidInput(
                    "floor_out_of_reach",
                    unit=unit,
                    limit=self._money(floor),
                    most=self._money(most),
                )
        floors = sum((floor for _, floor in self.floors), Decimal(0))
        if floors > self.total:
            raise InvalidInput(
                "floors_beyond_total", floors=self._money(floors), total=self._money(self.total)
            )

    def keeps(self, chosen: Collection[int]) -> bool:
        """Exactly, in decimals: a solver works with tolerances, a budget does not."""
        taken = set(chosen)
        return (
            self._sum(taken) <= self.total
            and all(self._sum(members & taken) <= top for members, top in self.ceilings)
            and all(self._sum(members & taken) >= floor for members, floor in self.floors)
            and all(len(group & taken) <= 1 for group in self.alternatives)
        )

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self.currency)

    def _sum(self, members: Collection[int]) -> Decimal:
        return sum((self.costs[index] for index in members), Decimal(0))


def best_set(limits: Limits, forced: int | None = None) -> set[int]:
    """The candidates with the greatest total value that keep to `limits`; `forced` is in.

    Raises:
        InvalidInput: nothing keeps to them, naming the limit where one is to blame.
    """
    limits.require_possible()
    excluded: list[set[int]] = []
    while True:
        chosen = _solve(limits, forced, excluded)
        if limits.keeps(chosen):
            return chosen
        excluded.append(chosen)


def _solve(limits: Limits, forced: int | None, excluded: Sequence[set[int]]) -> set[int]:
    size = len(limits.costs)
    must = set(limits.mandatory) | ({forced} if forced is not None else set())
    lower = np.array([1.0 if index in must else 0.0 for index in range(size)])
    result = milp(
        -np.array([float(value) for value in limits.values]),
        integrality=np.ones(size, dtype=np.int64),
        bounds=Bounds(lower, np.ones(size)),
        constraints=_constraints(limits, excluded),
        options={"mip_rel_gap": 0},
    )
    if result.x is None:
        raise InvalidInput("limits_contradict")
    return {index for index in range(size) if result.x[index] > 0.5}


def _constraints(limits: Limits, excluded: Sequence[set[int]]) -> LinearConstraint:
    """One row a limit; amounts as shares of the total, so that the solver's tolerance is too."""
    size, scale = len(limits.costs), float(limits.total) or 1.0
    shares = np.array([float(cost) / scale for cost in limits.costs])
    rows, low, high = [shares], [-np.inf], [float(limits.total) / scale]

    def add(
        members: Collection[int], values: NDArray[np.float64], least: float, most: float
    ) -> None:
        row = np.zeros(size)
        where = sorted(members)
        row[where] = values[where]
        rows.append(row)
        low.append(least)
        high.append(most)

    ones = np.ones(size)
    for members, top in limits.ceilings:
        add(members, shares, -np.inf, float(top) / scale)
    for members, floor in limits.floors:
        add(members, shares, float(floor) / scale, np.inf)
    for group in limits.alternatives:
        add(group, ones, -np.inf, 1)
    for chosen in excluded:
        # Not this very set again.
        signs = np.array([1.0 if index in chosen else -1.0 for index in range(size)])
        add(range(size), signs, -np.inf, len(chosen) - 1)
    return LinearConstraint(csr_array(np.vstack(rows)), np.array(low), np.array(high))
