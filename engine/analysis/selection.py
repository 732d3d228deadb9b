"""The best set under a budget, exactly: an integer programme solved by CP-SAT.

CP-SAT works in whole numbers (cents), so a budget is kept to the cent; a solver in floating
point keeps it to a tolerance only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ortools.sat.python import cp_model

from engine.values.errors import InvalidInput
from engine.values.money import Money

CENTS, VALUE_UNITS = 100, 10**12
# The effort (the same on any machine) after which the best set found so far must do.
EFFORT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
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
        must = self.cost(self.mandatory)
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
            inside = self.cost(members & set(self.mandatory))
            if inside > top:
                raise InvalidInput(
                    "ceiling_below_mandatory",
                    unit=self.units[next(iter(members))],
                    limit=self._money(top),
                    needed=self._money(inside),
                )
        self._require_floors()

    def _require_floors(self) -> None:
        tops = {frozenset(members): top for members, top in self.ceilings}
        for members, floor in self.floors:
            most = min(self.cost(members), tops.get(frozenset(members), self.total))
            if floor > most:
                raise InvalidInput(
                    "floor_out_of_reach",
                    unit=self.units[next(iter(members))],
                    limit=self._money(floor),
                    most=self._money(most),
                )
        floors = sum((floor for _, floor in self.floors), Decimal(0))
        if floors > self.total:
            raise InvalidInput(
                "floors_beyond_total", floors=self._money(floors), total=self._money(self.total)
            )

    def keeps(self, chosen: Collection[int]) -> bool:
        """Whether a set keeps to all of them."""
        taken = set(chosen)
        return (
            self.cost(taken) <= self.total
            and all(self.cost(members & taken) <= top for members, top in self.ceilings)
            and all(self.cost(members & taken) >= floor for members, floor in self.floors)
            and all(len(group & taken) <= 1 for group in self.alternatives)
        )

    def cost(self, members: Collection[int]) -> Decimal:
        """What `members` cost together."""
        return sum((self.costs[index] for index in members), Decimal(0))

    def worth(self, members: Collection[int]) -> Decimal:
        """The values of `members` together."""
        return sum((self.values[index] for index in members), Decimal(0))

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self.currency)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`proven`: no set is worth more. Else `bound` is what one may be worth at most."""

    members: frozenset[int]
    proven: bool
    bound: Decimal


def best_set(limits: Limits) -> Chosen:
    """The candidates with the greatest total value that keep to `limits`.

    Raises:
        InvalidInput: nothing keeps to them, naming the limit where one is to blame; or
            amounts too large to be added up.
    """
    limits.require_possible()
    model, taken = _model(limits)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.status_name(solver.solve(model))
    if status == "MODEL_INVALID":
        raise InvalidInput("amount_out_of_range", amount=limits.total)
    if status not in ("OPTIMAL", "FEASIBLE"):
        raise InvalidInput("limits_contradict")
    members = frozenset(index for index, one in enumerate(taken) if solver.boolean_value(one))
    proven = status == "OPTIMAL"
    bound = limits.worth(members) if proven else _value(solver.best_objective_bound)
    return Chosen(members, proven, bound)


def _value(objective: float) -> Decimal:
    return (Decimal(repr(objective)) / VALUE_UNITS).quantize(Decimal("0.000001"))


def _model(limits: Limits) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    taken = [model.new_bool_var(name) for name in limits.names]
    cents = [int(cost * CENTS) for cost in limits.costs]

    def spent(members: Collection[int]) -> cp_model.LinearExprT:
        where = sorted(members)
        return cp_model.LinearExpr.weighted_sum(
            [taken[index] for index in where], [cents[index] for index in where]
        )

    model.add(spent(range(len(taken))) <= int(limits.total * CENTS))
    for members, top in limits.ceilings:
        model.add(spent(members) <= int(top * CENTS))
    for members, floor in limits.floors:
        model.add(spent(members) >= int(floor * CENTS))
    for group in limits.alternatives:
        model.add_at_most_one(taken[index] for index in group)
    for index in limits.mandatory:
        model.add(taken[index] == 1)
    values = [int(value * VALUE_UNITS) for value in limits.values]
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, values))
    return model, taken
