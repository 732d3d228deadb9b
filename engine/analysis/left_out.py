"""Why programmes are not in the best set, and what would bring each of them in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.candidate import Candidate
from engine.analysis.frontier import Frontier, Parts, TooManyPoints, frontiers
from engine.analysis.limits import Limits, WholeLimits
from engine.analysis.selection import nearest_set
from engine.values.money import Money
from engine.values.results import Named

BUDGET, VARIANT, CEILING = "budget", "variant", "ceiling"
# For so many it is worked out what would bring them in (beside those asked about): nobody reads
# more of them, and of hundreds it takes longer than anybody waits.
MOST_WORKED_OUT = 12
# What would bring a programme in mostly does so below this many times the total.
FIRST_LOOK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why a programme is not in the set, and what would bring it in.

    `extra_money` is the least sum that the total must grow by for a best set (one of them,
    where several are worth the same) to have it in; 0 where it is in another set that is
    worth just as much; None where money alone never does. With that sum `gives_way` leaves
    the set and `comes_along` comes in beside it: of the best sets that have it in, the one
    that drops the fewest of those chosen now, then the one that adds the fewest.
    `value_needed` is what it must be worth to be in at the same total; None where no set with
    it keeps to the limits. All of them None where they were not `worked_out`.
    """

    course: Named
    cost: Money
    value: Decimal
    reason: str
    worked_out: bool
    extra_money: Money | None
    value_needed: Decimal | None
    gives_way: tuple[Named, ...] | None
    comes_along: tuple[Named, ...] | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """From which total on a candidate is in a best set (None: from none on), what those sets are
    worth, and what it would have to gain to be in one now."""

    least: int | None
    worth: int | None
    lacking: int | None


def left_out(
    rows: Sequence[Candidate],
    total: Money,
    limits: Limits,
    picked: Collection[int],
    asked_about: Collection[str],
) -> Iterable[LeftOut]:
    """All that are not `picked`, the most valuable first."""
    chosen = set(picked)
    order = sorted(set(range(len(rows))) - chosen, key=lambda i: (-rows[i].value, i))
    named = [index for index in order if rows[index].course.code in asked_about]
    wanted = sorted({*order[:MOST_WORKED_OUT], *named})
    whole = WholeLimits.of(limits)
    found = _entries(whole, wanted)
    parts = Parts.of(whole, max((one.least or 0 for one in found.values()), default=0))
    for index in order:
        entry, row = found.get(index), rows[index]
        never = entry is not None and entry.least is None
        near = None
        if entry and entry.least is not None and entry.worth is not None:
            near = nearest_set(whole, parts, entry.least, entry.worth, index, chosen)
        yield LeftOut(
            course=row.course,
            cost=row.cost,
            value=row.value,
            reason=_reason(limits, chosen, index, never),
            worked_out=entry is not None,
            extra_money=_more(whole, entry, total),
            value_needed=_value_needed(whole, entry, row.value),
            gives_way=_names(rows, chosen - near) if near else None,
            comes_along=_names(rows, near - chosen - {index}) if near else None,
        )


def _entries(whole: WholeLimits, wanted: Sequence[int]) -> dict[int, _Entry]:
    """Most come in when the total grows a little; for the others all totals are looked at, unless
    that takes too long."""
    found: dict[int, _Entry] = {}
    first = whole.total * FIRST_LOOK
    for most in (first, None) if first < sum(whole.costs) else (None,):
        left = [index for index in wanted if index not in found]
        try:
            looked = _entries_within(whole, left, most) if left else {}
        except TooManyPoints:
            break
        # That nothing brings one in is known when all totals were looked at.
        found |= {n: one for n, one in looked.items() if most is None or one.least is not None}
    return found


def _entries_within(
    whole: WholeLimits, wanted: Sequence[int], most: int | None
) -> dict[int, _Entry]:
    every, having = frontiers(whole, Parts.of(whole, most), wanted)
    return {index: _entry(whole, every, having[index]) for index in wanted}


def _entry(whole: WholeLimits, every: Frontier, having: Frontier) -> _Entry:
    least = having.least_beyond(whole.total, every)
    best, with_it = every.worth(whole.total), having.worth(whole.total)
    return _Entry(
        least,
        None if least is None else every.worth(least),
        None if best is None or with_it is None else best - with_it,
    )


def _more(whole: WholeLimits, entry: _Entry | None, total: Money) -> Money | None:
    if entry is None or entry.least is None:
        return None
    return Money((entry.least - whole.total) * whole.amount_unit, total.currency)


def _value_needed(whole: WholeLimits, entry: _Entry | None, value: Decimal) -> Decimal | None:
    if entry is None or entry.lacking is None:
        return None
    return value + entry.lacking * whole.value_unit


def _names(rows: Sequence[Candidate], members: Iterable[int]) -> tuple[Named, ...]:
    return tuple(rows[index].course for index in sorted(members, key=lambda i: (-rows[i].value, i)))


def _reason(limits: Limits, picked: set[int], index: int, never: bool) -> str:
    """`never`: no sum brings it in, so it is not for want of money."""
    variants = any(index in group for group in limits.alternatives)
    if any(index in group and group & picked for group in limits.alternatives):
        return VARIANT
    for members, top in limits.ceilings:
        full = limits.cost(members & picked | {index}) > top
        if index in members and (full or (never and not variants)):
            return CEILING
    return VARIANT if never and variants else BUDGET
