"""Whether sums that stand on every row of their sessions are rather those of the sessions."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from engine.imports.loading.training.entry import TOTAL, Group
from engine.values.money import Money

# From so many heads on, a sum that is too dear for one is rather that of all.
CROWD = 3
# A price a head stays within this factor from one session of a course to the next; and this
# far from the usual price of the course, a sum is no price a head any more.
STEADY = Decimal("1.5")
FAR = 3
Repeated = tuple[Group, str, Money]


def look_shared(
    repeated: Sequence[Repeated],
    groups: Iterable[Group],
    middles: Mapping[tuple[int, str], Decimal],
) -> bool:
    """By what the column is called, by its sums growing with the heads, by the usual price of the
    course, or since nobody pays so much for one."""
    return (
        any(column == TOTAL for _, column, _ in repeated)
        or _grow_with_heads(groups)
        or any(_is_far(one, middles) for one in repeated)
        or any(_is_dear(one) for one in repeated)
    )


@cache
def _dear() -> Mapping[str, int]:
    return tomllib.loads(Path(__file__).with_name("dear.toml").read_text(encoding="utf-8"))


def _is_dear(one: Repeated) -> bool:
    group, _, money = one
    limit = _dear().get(money.currency)
    days = (group.end - group.start).days + 1
    return limit is not None and len(group.entries) >= CROWD and money.amount > limit * days


def _is_far(one: Repeated, middles: Mapping[tuple[int, str], Decimal]) -> bool:
    group, _, money = one
    usual, heads = middles.get((group.course, money.currency)), len(group.entries)
    if not usual or heads < CROWD or money.amount < usual * FAR:
        return False
    return usual / FAR <= money.amount / heads <= usual * FAR


def _grow_with_heads(groups: Iterable[Group]) -> bool:
    """Whether in most courses that were held for few and for many, the sums a head are closer
    together than the sums themselves, and these too far apart for a price."""
    courses: dict[tuple[int, str], list[tuple[Decimal, int]]] = defaultdict(list)
    for group in groups:
        amounts = {part.money for entry in group.entries for part in entry.parts}
        if len(amounts) == 1 and (money := amounts.pop()).amount > 0:
            courses[group.course, money.currency].append((money.amount, len(group.entries)))
    votes = [
        _spread([amount / heads for amount, heads in held]) < _spread([one for one, _ in held])
        and _spread([one for one, _ in held]) >= STEADY
        for held in courses.values()
        if len({heads for _, heads in held}) > 1
    ]
    return sum(votes) * 2 > len(votes)


def _spread(amounts: Sequence[Decimal]) -> Decimal:
    return max(amounts) / min(amounts)
