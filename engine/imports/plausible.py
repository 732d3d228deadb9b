"""Costs that are far from what the rest cost: a slip of the point, or another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from engine.values.money import Money

# As many others must be known, and this many times more or less than their middle is far. One
# course's costs lie closer together than those of all courses.
LEAST = 4
FAR_IN_COURSE = 8
FAR_IN_ALL = 30


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody's part in a course cost; `row` is none for what the store had."""

    course: int
    money: Money
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Far:
    """A cost far from the middle of `others` costs."""

    row: int
    money: Money
    middle: Money
    others: int


def far_from_the_rest(stored: Iterable[Paid], loaded: Iterable[Paid]) -> Iterator[Far]:
    """Each loaded cost that is far from those of its course that the store had; where it had too
    few, from those of the file too; and where these are too few, from those of all courses.
    Refunds and what is free say nothing."""
    before = [one for one in stored if one.money.amount > 0]
    now = [one for one in loaded if one.money.amount > 0]
    both = [*before, *now]
    groups = (
        (_middles(before, _course), _course, FAR_IN_COURSE, 0),
        (_middles(both, _course), _course, FAR_IN_COURSE, 1),
        (_middles(both, _currency), _currency, FAR_IN_ALL, 1),
    )
    for one in now:
        for middles, key, times, itself in groups:
            middle, others = middles.get(key(one), (Decimal(0), 0))
            if others - itself < LEAST:
                continue
            if one.row is not None and not middle / times <= one.money.amount <= middle * times:
                usual = Money(middle, one.money.currency)
                yield Far(one.row, one.money, usual, others - itself)
            break


def _course(one: Paid) -> Hashable:
    return one.course, one.money.currency


def _currency(one: Paid) -> Hashable:
    return one.money.currency


def _middles(
    paid: Iterable[Paid], key: Callable[[Paid], Hashable]
) -> dict[Hashable, tuple[Decimal, int]]:
    """The middle of the costs of each kind, and how many they are."""
    amounts: dict[Hashable, list[Decimal]] = defaultdict(list)
    for one in paid:
        amounts[key(one)].append(one.money.amount)
    return {kind: (median(found), len(found)) for kind, found in amounts.items()}
