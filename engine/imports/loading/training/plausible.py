"""Costs that are far from what the rest cost: a slip of the point, or another unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.values.money import Money

# As many others must be known, and this many times more or less than their middle is far. One
# course's costs lie closer together than those of all courses.
LEAST = 4
FAR_IN_COURSE = 8
FAR_IN_ALL = 30
# By course and currency: how often which amount was paid for one person's part.
Counts = Mapping[tuple[int, str], Counter[Decimal]]


@dataclass(frozen=True, slots=True)
class Usual:
    """The middle of the costs of `others`."""

    middle: Money
    others: int


class Plausible:
    """Each loaded cost is compared with those of its course that the store had; where it had too
    few, with those of the file too; and where these are too few, with those of all courses.
    Refunds and what is free say nothing."""

    def __init__(self, stored: Counts, loaded: Counts) -> None:
        both = _together(stored, loaded)
        self._before = _middles(stored)
        self._both = _middles(both)
        self._all = _middles(_of_currencies(both))

    def far(self, course: int, money: Money) -> Usual | None:
        """What the others cost, where this is far from it."""
        if money.amount <= 0:
            return None
        key = (course, money.currency)
        for middles, at, times, itself in (
            (self._before, key, FAR_IN_COURSE, 0),
            (self._both, key, FAR_IN_COURSE, 1),
            (self._all, (0, money.currency), FAR_IN_ALL, 1),
        ):
            middle, count = middles.get(at, (Decimal(0), 0))
            if count - itself < LEAST:
                continue
            if middle / times <= money.amount <= middle * times:
                return None
            return Usual(Money(middle, money.currency), count - itself)
        return None


def middles_of(counts: Counts) -> dict[tuple[int, str], Decimal]:
    """The usual cost of each course by currency, where enough are known."""
    return {key: middle for key, (middle, count) in _middles(counts).items() if count >= LEAST}


def _middles(counts: Counts) -> dict[tuple[int, str], tuple[Decimal, int]]:
    found = {}
    for key, amounts in counts.items():
        paid = {amount: times for amount, times in amounts.items() if amount > 0}
        if paid:
            found[key] = (_median(paid), sum(paid.values()))
    return found


def _median(amounts: Mapping[Decimal, int]) -> Decimal:
    """The middle of amounts that come so many times."""
    count = sum(amounts.values())
    middle: list[Decimal] = []
    passed = 0
    for amount in sorted(amounts):
        passed += amounts[amount]
        while len(middle) < 2 and passed > (count - 1 + len(middle)) // 2:
            middle.append(amount)
        if len(middle) == 2:
            break
    return sum(middle, Decimal(0)) / 2


def _together(one: Counts, other: Counts) -> dict[tuple[int, str], Counter[Decimal]]:
    sums: dict[tuple[int, str], Counter[Decimal]] = defaultdict(Counter)
    for counts in (one, other):
        for key, amounts in counts.items():
            sums[key].update(amounts)
    return sums


def _of_currencies(counts: Counts) -> dict[tuple[int, str], Counter[Decimal]]:
    sums: dict[tuple[int, str], Counter[Decimal]] = defaultdict(Counter)
    for (_, currency), amounts in counts.items():
        sums[0, currency].update(amounts)
    return sums
