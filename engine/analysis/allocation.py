"""A limited sum over many needs: in proportion to weights, or the best set that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.analysis.frontier import NONE, Frontier, TooManyPoints, frontiers
from engine.analysis.method import Method
from engine.analysis.selection import Limits, WholeLimits, best_set, nearest_set
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named

BUDGET, VARIANT, CEILING = "budget", "variant", "ceiling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A programme with its cost and value (its priority score). Of those with the same
    `variant_of` at most one is chosen; `criteria` are the parts that its origins gave it."""

    course: Named
    unit: Named
    headcount: int
    cost: Money
    value: Decimal
    mandatory: bool
    variant_of: str | None
    criteria: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Group:
    """Programmes (by their courses' codes) that a floor or ceiling is for, under one name."""

    name: Named
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationInputs:
    """`floors` and `ceilings` by the key of one of `groups`, else by unit code; `weights` by
    origin."""

    year: int
    total: Money
    weights: Mapping[str, Decimal]
    floors: Mapping[str, Money]
    ceilings: Mapping[str, Money]
    rows: tuple[Candidate, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Why a programme is not in the set, and what would bring it in.

    `extra_money` is the least sum that the total must grow by for a best set (one of them,
    where several are worth the same) to have it in; 0 where it is in another set that is
    worth just as much; None where money alone never does. With that sum `gives_way` leaves
    the set and `comes_along` comes in beside it: of the best sets that have it in, the one
    that drops the fewest of those chosen now, then the one that adds the fewest. Both None
    where that was not worked out. `value_needed` is what it must be worth to be in at the
    same total; None where no set with it keeps to the limits.
    """

    course: Named
    cost: Money
    value: Decimal
    reason: str
    extra_money: Money | None
    value_needed: Decimal | None
    gives_way: tuple[Named, ...] | None
    comes_along: tuple[Named, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BestSet:
    """`greedy_value` is what taking the highest values first, while they fit, would give."""

    chosen: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    cost: Money
    value: Decimal
    left: Money
    greedy_value: Decimal
    caveats: tuple[Caveat, ...]


def choose_best(inputs: AllocationInputs) -> BestSet:
    """maximise Σ value, within the total, mandatory ones in, one variant a course, floors and
    ceilings by unit (exact, by CP-SAT).

    Raises:
        NotEnoughData: nothing to choose from.
        InvalidInput: a total below 0, or limits that contradict each other, saying which.
    """
    candidates = inputs.rows
    if not candidates:
        raise NotEnoughData("no_needs")
    limits = _limits(inputs)
    found = best_set(limits)
    picked = set(found.members)
    chosen = tuple(candidates[index] for index in sorted(picked))
    cost = _cost(chosen, inputs.total)
    value, left = limits.worth(picked), inputs.total - cost
    return BestSet(
        chosen=chosen,
        left_out=tuple(_left_out(inputs, limits, picked)),
        cost=cost,
        value=value,
        left=left,
        greedy_value=_greedy(candidates, inputs.total),
        caveats=()
        if found.proven
        else (Caveat("not_proven_best", {"value": value, "bound": found.bound}),),
    )


def _limits(inputs: AllocationInputs) -> Limits:
    if inputs.total.amount < 0:
        raise InvalidInput("amount_negative", amount=inputs.total)
    for code in (*inputs.floors, *inputs.ceilings):
        if not members_of(inputs, code):
            raise InvalidInput("limit_without_candidates", unit=code)
    return Limits(
        total=inputs.total.amount,
        currency=inputs.total.currency,
        costs=[candidate.cost.amount for candidate in inputs.rows],
        values=[candidate.value for candidate in inputs.rows],
        mandatory={index for index, c in enumerate(inputs.rows) if c.mandatory},
        alternatives=_groups(c.variant_of for c in inputs.rows),
        floors=[
            (members_of(inputs, key), floor.amount) for key, floor in sorted(inputs.floors.items())
        ],
        ceilings=[
            (members_of(inputs, key), top.amount) for key, top in sorted(inputs.ceilings.items())
        ],
        names=[candidate.course.name for candidate in inputs.rows],
        units=[candidate.unit for candidate in inputs.rows],
        groups={
            frozenset(members_of(inputs, key)): group.name for key, group in inputs.groups.items()
        },
    )


def _groups(keys: Iterable[str | None]) -> list[set[int]]:
    found: dict[str, set[int]] = {}
    for index, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, set()).add(index)
    return [members for members in found.values() if len(members) > 1]


def members_of(inputs: AllocationInputs, key: str) -> set[int]:
    """Which rows a floor or ceiling is for."""
    group = inputs.groups.get(key)
    if group is None:
        return {index for index, row in enumerate(inputs.rows) if row.unit.code == key}
    return {index for index, row in enumerate(inputs.rows) if row.course.code in group.courses}


def _cost(chosen: Iterable[Candidate], total: Money) -> Money:
    return sum((candidate.cost for candidate in chosen), total * 0)


def _left_out(inputs: AllocationInputs, limits: Limits, picked: set[int]) -> Iterable[LeftOut]:
    rows = inputs.rows
    order = sorted(set(range(len(rows))) - picked, key=lambda i: (-rows[i].value, i))
    whole = WholeLimits.of(limits)
    try:
        every, having = frontiers(whole, order)
    except TooManyPoints:
        every, having = NONE, dict.fromkeys(order, NONE)
    for index in order:
        least = having[index].least_beyond(whole.total, every)
        nearest = _nearest(whole, every, index, least, picked)
        candidate = rows[index]
        yield LeftOut(
            course=candidate.course,
            cost=candidate.cost,
            value=candidate.value,
            reason=_reason(limits, picked, index, never=least is None and every is not NONE),
            extra_money=None if least is None else _more(whole, least, inputs.total),
            value_needed=_value_needed(whole, every, having[index], candidate.value),
            gives_way=_names(rows, picked - nearest) if nearest else None,
            comes_along=_names(rows, nearest - picked - {index}) if nearest else None,
        )


def _more(whole: WholeLimits, least: int, total: Money) -> Money:
    return Money((least - whole.total) * whole.amount_unit, total.currency)


def _nearest(
    whole: WholeLimits, every: Frontier, index: int, least: int | None, picked: set[int]
) -> frozenset[int] | None:
    best = None if least is None else every.worth(least)
    if least is None or best is None:
        return None
    return nearest_set(whole, least, best, index, picked)


def _names(rows: Sequence[Candidate], members: Iterable[int]) -> tuple[Named, ...]:
    return tuple(rows[index].course for index in sorted(members, key=lambda i: (-rows[i].value, i)))


def _value_needed(
    whole: WholeLimits, every: Frontier, having: Frontier, value: Decimal
) -> Decimal | None:
    best, with_it = every.worth(whole.total), having.worth(whole.total)
    if best is None or with_it is None:
        return None
    return value + (best - with_it) * whole.value_unit


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


def _greedy(candidates: Sequence[Candidate], total: Money) -> Decimal:
    left, value = total.amount, Decimal(0)
    for candidate in sorted(candidates, key=lambda c: -c.value):
        if candidate.cost.amount <= left:
            left, value = left - candidate.cost.amount, value + candidate.value
    return value


BEST_SET = Method(
    name="best_set",
    version=2,
    formula="maximise Σ value × chosen; Σ cost × chosen ≤ total; mandatory chosen; one variant a "
    "course; floors and ceilings by unit",
    inputs=AllocationInputs,
    compute=choose_best,
)
