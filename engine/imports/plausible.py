"""Costs that are far from what the rest cost: a slip of the point, or another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


def far_from_the_rest(paid: Iterable[Paid]) -> Iterator[Far]:
    """Each cost with a row that is far from the other costs of its course, or, where too few
    are known, of all courses; refunds and what is free say nothing."""
    costs = [one for one in paid if one.money.amount > 0]
    of_course: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    of_all: dict[str, list[Decimal]] = defaultdict(list)
    for one in costs:
        of_course[one.course, one.money.currency].append(one.money.amount)
        of_all[one.money.currency].append(one.money.amount)
    middles = {key: median(amounts) for key, amounts in of_course.items()}
    in_all = {currency: median(amounts) for currency, amounts in of_all.items()}
    for one in costs:
        key, currency = (one.course, one.money.currency), one.money.currency
        in_course = len(of_course[key]) > LEAST
        if not in_course and len(of_all[currency]) <= LEAST:
            continue
        middle = middles[key] if in_course else in_all[currency]
        times = FAR_IN_COURSE if in_course else FAR_IN_ALL
        others = len(of_course[key] if in_course else of_all[currency]) - 1
        if one.row is not None and not middle / times <= one.money.amount <= middle * times:
            yield Far(one.row, one.money, Money(middle, currency), others)
