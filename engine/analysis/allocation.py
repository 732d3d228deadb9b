"""A limited sum over many needs: in proportion to weights, or the best set that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationInputs:
    """`floors` and `ceilings` by unit code; `weights` by origin."""

    year: int
    total: Money
    weights: Mapping[str, Decimal]
    floors: Mapping[str, Money]
    ceilings: Mapping[str, Money]
    rows: tuple[Candidate, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    course: Named
    unit: Named
    share: Decimal
    amount: Money
    cost: Money | None


@dataclass(frozen=True, slots=True)
class ProportionalSplit:
    """Amounts that sum to exactly the total."""

    allotments: tuple[Allotment, ...]
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
    units = [candidate.unit.code for candidate in inputs.rows]
    for code in (*inputs.floors, *inputs.ceilings):
        if code not in units:
            raise InvalidInput("limit_without_candidates", unit=code)
    return Limits(
        total=inputs.total.amount,
        currency=inputs.total.currency,
        costs=[candidate.cost.amount for candidate in inputs.rows],
        values=[candidate.value for candidate in inputs.rows],
        mandatory={index for index, c in enumerate(inputs.rows) if c.mandatory},
        alternatives=_groups(c.variant_of for c in inputs.rows),
        floors=[
            (_members(units, code), floor.amount) for code, floor in sorted(inputs.floors.items())
        ],
        ceilings=[
            (_members(units, code), top.amount) for code, top in sorted(inputs.ceilings.items())
        ],
        names=[candidate.course.name for candidate in inputs.rows],
        units=[candidate.unit for candidate in inputs.rows],
    )


def _groups(keys: Iterable[str | None]) -> list[set[int]]:
    found: dict[str, set[int]] = {}
    for index, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, set()).add(index)
    return [members for members in found.values() if len(members) > 1]


def _members(units: Sequence[str], code: str) -> set[int]:
    return {index for index, unit in enumerate(units) if unit == code}


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


def split(total: Money, shares: Mapping[str, Decimal]) -> dict[str, Money]:
    """`total` in proportion to `shares`, to its currency's smallest unit, the largest remainders
    first (see `Money.split`).

    Raises:
        InvalidInput: a negative total or share, or shares that are all 0.
    """
    whole = sum(shares.values(), Decimal(0))
    if total.amount < 0 or whole <= 0 or any(share < 0 for share in shares.values()):
        raise InvalidInput("shares_unclear", total=total)
    keys = sorted(shares)
    parts = dict(zip(keys, total.split([shares[key] for key in keys]), strict=True))
    return {key: parts[key] for key in shares}


def split_by_weights(inputs: AllocationInputs) -> ProportionalSplit:
    """Each origin's weight of the total, shared among its needs by their priorities (the
    source article's way).

    Raises:
        NotEnoughData: nothing to split among.
    """
    if not inputs.rows:
        raise NotEnoughData("no_needs")
    shares = _shares(inputs)
    amounts = split(inputs.total, shares)
    allotments = tuple(
        Allotment(
            course=c.course,
            unit=c.unit,
            share=shares[c.course.code],
            amount=amounts[c.course.code],
            cost=c.cost,
        )
        for c in inputs.rows
    )
    beyond = [
        Caveat("allotment_beyond_cost", {"course": a.course, "amount": a.amount, "cost": a.cost})
        for a in allotments
        if a.cost is not None and a.cost < a.amount
    ]
    return ProportionalSplit(allotments, tuple(beyond))


def _shares(inputs: AllocationInputs) -> dict[str, Decimal]:
    shares = {candidate.course.code: Decimal(0) for candidate in inputs.rows}
    for origin, weight in inputs.weights.items():
        priorities = {c.course.code: c.criteria.get(origin, Decimal(0)) for c in inputs.rows}
        whole = sum(priorities.values(), Decimal(0))
        for code, priority in priorities.items():
            shares[code] += weight * priority / whole if whole else Decimal(0)
    return shares


BEST_SET = Method(
    name="best_set",
    version=2,
    formula="maximise Σ value × chosen; Σ cost × chosen ≤ total; mandatory chosen; one variant a "
    "course; floors and ceilings by unit",
    inputs=AllocationInputs,
    compute=choose_best,
)
PROPORTIONAL_SPLIT = Method(
    name="proportional_split",
    version=1,
    formula="total × Σ over origins: weight × priority / Σ priorities of the origin",
    inputs=AllocationInputs,
    compute=split_by_weights,
)
