"""Sets of programmes that keep to their limits, exactly: integer programmes solved by CP-SAT.

CP-SAT works in whole numbers (the smallest unit of the amounts), so a budget is kept to the
cent; a solver in floating point keeps it to a tolerance only.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ortools.sat.python import cp_model

from engine.analysis.core import decided
from engine.analysis.frontier import Parts, TooManyPoints
from engine.analysis.limits import Limits, WholeLimits
from engine.values.errors import InvalidInput

# The effort (the same on any machine) after which the best set found so far must do.
EFFORT = 5.0
_FOUND = ("OPTIMAL", "FEASIBLE")
Decided = Mapping[int, bool]
# A candidate is settled, or the solver's to decide.
Taken = cp_model.IntVar | bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """`proven`: no set is worth more. Else `bound` is what one may be worth at most."""

    members: frozenset[int]
    proven: bool
    bound: Decimal


def best_set(limits: Limits) -> Chosen:
    """The candidates with the greatest total value that keep to `limits`, and of such sets the
    cheapest one.

    Raises:
        InvalidInput: nothing keeps to them, naming the limit where one is to blame; or
            amounts too large to be added up.
    """
    limits.require_possible()
    whole = WholeLimits.of(limits)
    try:
        members = _by_frontier(whole)
    except TooManyPoints:
        members = None
    if members is None:
        return _solved(whole, limits)
    return Chosen(members, True, limits.worth(members))


def _by_frontier(whole: WholeLimits) -> frozenset[int] | None:
    """What the total buys is known beforehand; a set that is worth it remains to be found."""
    parts = Parts.of(whole, whole.total)
    best = parts.together().best(whole.total)
    if best is None:
        raise InvalidInput("limits_contradict")
    cost, value = best
    model, taken = _model(whole, cost, decided(whole, parts, cost, value))
    model.add(_sum(taken, whole.values, range(len(taken))) >= value)
    return _found(model, taken)


def _solved(whole: WholeLimits, limits: Limits) -> Chosen:
    model, taken = _model(whole, whole.total)
    model.maximize(_sum(taken, whole.values, range(len(taken))))
    solver = _solver()
    status = solver.status_name(solver.solve(model))
    if status not in _FOUND:
        raise InvalidInput("limits_contradict")
    members = _taken(solver, taken)
    proven = status == "OPTIMAL"
    bound = limits.worth(members)
    if not proven:
        bound = Decimal(repr(solver.best_objective_bound)) * whole.value_unit
    return Chosen(members, proven, bound)


def nearest_set(
    whole: WholeLimits, parts: Parts, total: int, value: int, needed: int, kept: Collection[int]
) -> frozenset[int] | None:
    """Of the sets within `total` that are worth `value` and have `needed` in, the one that
    drops the fewest of `kept`, and of those the one that adds the fewest; None where none is
    found with the usual effort."""
    known = {**decided(whole, parts, total, value, needed), needed: True}
    model, taken = _model(whole, total, known)
    everything = range(len(taken))
    model.add(_sum(taken, whole.values, everything) >= value)
    size = len(taken)
    changes = [-size if index in kept else 1 for index in everything]
    model.minimize(_sum(taken, changes, everything))
    return _found(model, taken)


def _found(model: cp_model.CpModel, taken: Sequence[Taken]) -> frozenset[int] | None:
    solver = _solver()
    if solver.status_name(solver.solve(model)) not in _FOUND:
        return None
    return _taken(solver, taken)


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    return solver


def _taken(solver: cp_model.CpSolver, taken: Sequence[Taken]) -> frozenset[int]:
    return frozenset(
        index
        for index, one in enumerate(taken)
        if (one if isinstance(one, bool) else solver.boolean_value(one))
    )


def _sum(
    taken: Sequence[Taken], weights: Sequence[int], members: Collection[int]
) -> cp_model.LinearExprT:
    open_, settled = [], 0
    for index in sorted(members):
        one = taken[index]
        if isinstance(one, bool):
            settled += weights[index] * one
        else:
            open_.append((one, weights[index]))
    variables, factors = [one for one, _ in open_], [factor for _, factor in open_]
    return cp_model.LinearExpr.weighted_sum(variables, factors) + settled


def _model(
    whole: WholeLimits, total: int, known: Decided | None = None
) -> tuple[cp_model.CpModel, list[Taken]]:
    """What is `known` to be in, or not to be, is no question to the solver."""
    model = cp_model.CpModel()
    settled = {**(known or {}), **dict.fromkeys(whole.mandatory, True)}
    taken: list[Taken] = [
        settled[index] if index in settled else model.new_bool_var(str(index))
        for index in range(len(whole.costs))
    ]
    model.add(_sum(taken, whole.costs, range(len(taken))) <= total)
    for bound in whole.bounds:
        spent = _sum(taken, whole.costs, bound.members)
        model.add(spent >= bound.floor)
        if bound.top is not None:
            model.add(spent <= bound.top)
    once = [1] * len(taken)
    for group in whole.alternatives:
        model.add(_sum(taken, once, group) <= 1)
    return model, taken
