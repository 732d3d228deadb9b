"""What each total buys: for every cost, the greatest value of a set that keeps to the limits.

Sets are built up candidate by candidate, and of those that can go on alike only the cheapest
of each value is kept (Nemhauser and Ullmann 1969). The result is exact, for costs and values
are whole numbers. What limits tie together (a unit's floor or ceiling, the variants of a
course) is a part that is built up by itself; parts are then put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.analysis.limits import Bound, WholeLimits

Numbers = NDArray[np.int64]
# More points than this are not worked out; real needs have some thousands.
MOST_POINTS, MOST_STATES = 200_000, 2_000_000


class TooManyPoints(Exception):
    """The frontier has more points than can be worked out in a moment."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Costs, ascending, each with the greatest value that it buys; both strictly ascend."""

    costs: Numbers
    values: Numbers

    def best(self, total: int) -> tuple[int, int] | None:
        """The greatest value within `total`, after the least cost of it; None where nothing keeps
        to the limits."""
        place = int(np.searchsorted(self.costs, total, side="right"))
        return (int(self.costs[place - 1]), int(self.values[place - 1])) if place else None

    def worth(self, total: int) -> int | None:
        """The greatest value within `total`; None where nothing keeps to the limits."""
        best = self.best(total)
        return best[1] if best else None

    def with_other(self, other: Frontier, most: int | None = None) -> Frontier:
        """The best of both together: any set of one beside any of the other, but none that costs
        more than `most`.

        Raises:
            TooManyPoints: beyond `MOST_POINTS`.
        """
        small, large = sorted((self, other), key=lambda one: len(one.costs))
        found = NONE
        chunk = max(1, MOST_POINTS // max(1, len(large.costs)))
        for start in range(0, len(small.costs), chunk):
            part = slice(start, start + chunk)
            costs = np.add.outer(small.costs[part], large.costs).ravel()
            values = np.add.outer(small.values[part], large.values).ravel()
            found = _cheapest(
                np.concatenate((found.costs, costs)), np.concatenate((found.values, values))
            ).within(most)
            if len(found.costs) > MOST_POINTS:
                raise TooManyPoints
        return found

    def within(self, most: int | None) -> Frontier:
        """What does not cost more than `most`."""
        if most is None:
            return self
        place = int(np.searchsorted(self.costs, most, side="right"))
        return Frontier(self.costs[:place], self.values[:place])

    def least_beyond(self, total: int, best: Frontier) -> int | None:
        """The least cost from `total` on where this frontier buys as much as `best`; None
        where it never does. It can catch up only where it rises."""
        here = self.worth(total)
        if here is not None and here == best.worth(total):
            return total
        later = slice(int(np.searchsorted(self.costs, total, side="right")), None)
        costs, values = self.costs[later], self.values[later]
        # Whatever this one buys is bought by `best` too: there is a place for each.
        places = np.searchsorted(best.costs, costs, side="right") - 1
        caught_up = np.flatnonzero(values == best.values[places])
        return int(costs[caught_up[0]]) if len(caught_up) else None


def _cheapest(costs: Numbers, values: Numbers) -> Frontier:
    """Of each value the least cost that buys it, or more. What is put together are rows that
    ascend, which a stable sort makes use of."""
    order = np.argsort(costs, kind="stable")
    costs, values = costs[order], values[order]
    rises = np.ones(len(costs), dtype=bool)
    rises[1:] = values[1:] > np.maximum.accumulate(values)[:-1]
    costs, values = costs[rises], values[rises]
    # Of what costs the same the last one is worth most.
    last = np.ones(len(costs), dtype=bool)
    last[:-1] = costs[1:] != costs[:-1]
    return Frontier(costs[last], values[last])


def point(cost: int, value: int) -> Frontier:
    return Frontier(np.array([cost], dtype=np.int64), np.array([value], dtype=np.int64))


NONE = Frontier(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
NOTHING = point(0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """Candidates that limits tie together: `choices` of which at most one each is taken."""

    choices: tuple[tuple[int, ...], ...]

    @property
    def members(self) -> set[int]:
        return {index for choice in self.choices for index in choice}


@dataclass(frozen=True, slots=True)
class Parts:
    """All the parts of a problem, each worked out by itself (`alone`), for sets that cost no more
    than `most`."""

    parts: Sequence[Part]
    alone: Sequence[Frontier]
    most: int | None

    @classmethod
    def of(cls, limits: WholeLimits, most: int | None = None) -> Parts:
        """
        Raises:
            TooManyPoints: where that would take too long.
        """
        parts = _parts(limits)
        # With what costs less than nothing a dear set may become a cheap one.
        bound = most if min(limits.costs, default=0) >= 0 else None
        return cls(parts, [_part_frontier(limits, part).within(bound) for part in parts], bound)

    def together(self) -> Frontier:
        """The frontier of all sets.

        Raises:
            TooManyPoints: where that would take too long.
        """
        every = NOTHING
        for frontier in self.alone:
            every = every.with_other(frontier, self.most)
        return every

    def singles(self, limits: WholeLimits) -> list[int]:
        """The candidates that may be taken or left without a thought of the others."""
        tied = set().union(*(bound.members for bound in limits.bounds), limits.mandatory)
        return [
            part.choices[0][0]
            for part in self.parts
            if len(part.choices) == len(part.choices[0]) == 1 and not part.members & tied
        ]


def frontiers(
    limits: WholeLimits, parts: Parts, wanted: Sequence[int]
) -> tuple[Frontier, dict[int, Frontier]]:
    """The frontier of all sets, and for each of `wanted` that of the sets it is in.

    Raises:
        TooManyPoints: where that would take too long.
    """
    alone, most = parts.alone, parts.most
    of_part = {index: number for number, part in enumerate(parts.parts) for index in part.members}
    asked = sorted({of_part[index] for index in wanted})
    rest: Frontier = NOTHING
    for number, frontier in enumerate(alone):
        if number not in asked:
            rest = rest.with_other(frontier, most)
    without = _each_without(rest, [alone[number] for number in asked], most)
    others = dict(zip(asked, without, strict=True))
    every = rest
    for number in asked:
        every = every.with_other(alone[number], most)
    return every, {
        index: others[of_part[index]].with_other(
            _part_frontier(limits, parts.parts[of_part[index]], index), most
        )
        for index in wanted
    }


def _each_without(
    rest: Frontier, parts: Sequence[Frontier], most: int | None
) -> Iterator[Frontier]:
    """For each of `parts`, all the others put together with `rest`."""
    if not parts:
        return
    if len(parts) == 1:
        yield rest
        return
    middle = len(parts) // 2
    for here, there in ((parts[:middle], parts[middle:]), (parts[middle:], parts[:middle])):
        with_there = rest
        for part in there:
            with_there = with_there.with_other(part, most)
        yield from _each_without(with_there, here, most)


def _parts(limits: WholeLimits) -> list[Part]:
    groups: list[set[int]] = [{index} for index in range(len(limits.costs))]
    for tied in [*limits.alternatives, *(bound.members for bound in limits.bounds)]:
        joined = [group for group in groups if group & tied]
        groups = [group for group in groups if not group & tied]
        groups.append(set().union(*joined))
    return [Part(_choices(limits, group)) for group in groups]


def _choices(limits: WholeLimits, group: set[int]) -> tuple[tuple[int, ...], ...]:
    """The variants of a course are one choice, everything else is one by itself."""
    choices, left = [], set(group)
    for variants in limits.alternatives:
        if variants & left:
            choices.append(tuple(sorted(variants & left)))
            left -= variants
    return (*choices, *((index,) for index in sorted(left)))


def _part_frontier(limits: WholeLimits, part: Part, forced: int | None = None) -> Frontier:
    """The part's frontier, with `forced` in; empty where nothing keeps to its limits."""
    bounds = [bound for bound in limits.bounds if bound.members & part.members]
    must = limits.mandatory | (frozenset() if forced is None else {forced})
    # One column for the cost, one for the value, one for what each bounded group costs.
    states = np.zeros((1, 2 + len(bounds)), dtype=np.int64)
    for choice in part.choices:
        steps = _steps(limits, bounds, choice, must)
        if len(steps) * len(states) > MOST_STATES:
            raise TooManyPoints
        states = (states[:, None, :] + steps[None, :, :]).reshape(-1, 2 + len(bounds))
        for column, bound in enumerate(bounds, start=2):
            if bound.top is not None:
                states = states[states[:, column] <= bound.top]
        states = _undominated(states, _keys(states, bounds, part))
    for column, bound in enumerate(bounds, start=2):
        states = states[states[:, column] >= bound.floor]
    return _cheapest(states[:, 0], states[:, 1])


def _steps(
    limits: WholeLimits, bounds: Sequence[Bound], choice: tuple[int, ...], must: frozenset[int]
) -> Numbers:
    """What each way of taking a choice adds to the columns; no row where two variants of one
    course must both be taken."""
    needed = [index for index in choice if index in must]
    ways = choice if not needed else tuple(needed) if len(needed) == 1 else ()
    rows = [
        [
            limits.costs[index],
            limits.values[index],
            *(limits.costs[index] if index in bound.members else 0 for bound in bounds),
        ]
        for index in ways
    ]
    if not needed:
        rows.append([0] * (2 + len(bounds)))
    return np.array(rows, dtype=np.int64).reshape(-1, 2 + len(bounds))


def _keys(states: Numbers, bounds: Sequence[Bound], part: Part) -> Numbers:
    """What must be alike for one state to take the place of another: what a group costs, up
    to its floor. A ceiling on all that the part costs needs no more: cheaper is better."""
    alone = len(bounds) == 1 and bounds[0].members >= part.members
    columns = [
        states[:, column]
        if bound.top is not None and not alone
        else np.minimum(states[:, column], bound.floor)
        for column, bound in enumerate(bounds, start=2)
    ]
    return np.column_stack(columns) if columns else np.zeros((len(states), 0), dtype=np.int64)


def _undominated(states: Numbers, keys: Numbers) -> Numbers:
    """Of the states with the same key, those that are worth more than every cheaper one."""
    if not len(states):
        return states
    order = np.lexsort((-states[:, 1], states[:, 0], *keys.T))
    states, keys = states[order], keys[order]
    starts = np.ones(len(states), dtype=bool)
    starts[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    # Ranks instead of values: with the group's number before them they never overflow.
    ranks = np.unique(states[:, 1], return_inverse=True)[1].reshape(-1)
    ranks = np.cumsum(starts) * (len(states) + 1) + ranks
    rises = np.ones(len(states), dtype=bool)
    rises[1:] = ranks[1:] > np.maximum.accumulate(ranks)[:-1]
    return states[rises]
