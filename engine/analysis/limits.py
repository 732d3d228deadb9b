"""What a set of programmes must keep to, as it was asked and in whole numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.results import Named

# Values are told apart down to this.
FINEST_VALUE = Decimal("1e-12")
# Whole numbers that can be added up without overflow.
LARGEST_SUM = 2**60


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
    units: Sequence[Named]
    groups: Mapping[frozenset[int], Named] = field(default_factory=dict)

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
                    unit=self._name(members),
                    limit=self._money(top),
                    needed=self._money(inside),
                )
        self._require_floors()

    def _name(self, members: set[int]) -> Named:
        """What a floor or ceiling is for."""
        return self.groups.get(frozenset(members)) or self.units[next(iter(members))]

    def _require_floors(self) -> None:
        tops = tightest(self.ceilings, min)
        for members, floor in self.floors:
            most = min(self.cost(members), tops.get(frozenset(members), self.total))
            if floor > most:
                raise InvalidInput(
                    "floor_out_of_reach",
                    unit=self._name(members),
                    limit=self._money(floor),
                    most=self._money(most),
                )
        floors = sum((floor for _, floor in self.floors), Decimal(0))
        if self._floors_are_apart() and floors > self.total:
            raise InvalidInput(
                "floors_beyond_total", floors=self._money(floors), total=self._money(self.total)
            )

    def _floors_are_apart(self) -> bool:
        """Whether no programme helps to fill two of them."""
        filled = [index for members, _ in self.floors for index in members]
        return len(filled) == len(set(filled))

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


def tightest(
    bounds: Iterable[tuple[set[int], Decimal]], tighter: Callable[[Decimal, Decimal], Decimal]
) -> dict[frozenset[int], Decimal]:
    """Of several bounds for the same programmes the one that binds."""
    found: dict[frozenset[int], Decimal] = {}
    for members, bound in bounds:
        key = frozenset(members)
        found[key] = tighter(found[key], bound) if key in found else bound
    return found


@dataclass(frozen=True, slots=True)
class Bound:
    """What `members` may cost together; `top` None: as much as there is."""

    members: frozenset[int]
    floor: int
    top: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeLimits:
    """Limits in whole numbers: amounts in the smallest unit that any of them has, values in
    steps of which each is a multiple."""

    total: int
    costs: tuple[int, ...]
    values: tuple[int, ...]
    mandatory: frozenset[int]
    alternatives: tuple[frozenset[int], ...]
    bounds: tuple[Bound, ...]
    amount_unit: Decimal
    value_unit: Decimal

    @classmethod
    def of(cls, limits: Limits) -> WholeLimits:
        """The same limits.

        Raises:
            InvalidInput: amounts too large to be added up.
        """
        amounts = [limits.total, *limits.costs, *(top for _, top in limits.ceilings)]
        amount_unit = _unit([*amounts, *(floor for _, floor in limits.floors)])
        value_unit = max(_unit(limits.values), FINEST_VALUE)
        steps = [int(value / value_unit) for value in limits.values]
        largest = math.gcd(*steps) or 1
        whole = cls(
            total=int(limits.total / amount_unit),
            costs=tuple(int(cost / amount_unit) for cost in limits.costs),
            values=tuple(step // largest for step in steps),
            mandatory=frozenset(limits.mandatory),
            alternatives=tuple(frozenset(group) for group in limits.alternatives),
            bounds=tuple(_bounds(limits, amount_unit)),
            amount_unit=amount_unit,
            value_unit=value_unit * largest,
        )
        if max(sum(whole.costs), whole.total, sum(whole.values)) > LARGEST_SUM:
            raise InvalidInput("amount_out_of_range", amount=limits.total)
        return whole


def _unit(numbers: Sequence[Decimal]) -> Decimal:
    """The power of ten (1 at most) of which all are multiples."""
    exponents = [number.normalize().as_tuple().exponent for number in numbers]
    return Decimal(1).scaleb(min([0, *(e for e in exponents if isinstance(e, int))]))


def _bounds(limits: Limits, unit: Decimal) -> Iterable[Bound]:
    floors = tightest(limits.floors, max)
    tops = tightest(limits.ceilings, min)
    for members in dict.fromkeys((*floors, *tops)):
        top = tops.get(members)
        yield Bound(
            members,
            int(floors.get(members, Decimal(0)) / unit),
            None if top is None else int(top / unit),
        )
