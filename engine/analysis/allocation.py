"""A limited sum over many needs: in proportion to weights, or the best set that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.analysis.selection import Limits, best_set
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
    """Why a programme is not in the set, and what would bring it in: so much more money
    beside all that was chosen (None: money alone does not); or, at the same total, a value of
    `value_needed`, which is what the least valuable programmes that it could take the place
    of (`instead_of`, one or two) are worth. Empty: no such exchange keeps to the limits."""

    course: Named
    cost: Money
    value: Decimal
    reason: str
    extra_money: Money | None
    value_needed: Decimal | None
    instead_of: tuple[Named, ...]


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
        left_out=tuple(_left_out(inputs, limits, picked, left)),
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
        units=units,
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


def _left_out(
    inputs: AllocationInputs, limits: Limits, picked: set[int], left: Money
) -> Iterable[LeftOut]:
    rows = inputs.rows
    for index in sorted(set(range(len(rows))) - picked, key=lambda i: (-rows[i].value, i)):
        candidate, reason = rows[index], _reason(limits, picked, index)
        lacking = max(candidate.cost - left, left * 0)
        displaced = _exchange(limits, picked, index)
        yield LeftOut(
            course=candidate.course,
            cost=candidate.cost,
            value=candidate.value,
            reason=reason,
            extra_money=lacking if reason == BUDGET else None,
            value_needed=limits.worth(displaced) if displaced else None,
            instead_of=tuple(rows[i].course for i in displaced),
        )


def _reason(limits: Limits, picked: set[int], index: int) -> str:
    if any(index in group and group & picked for group in limits.alternatives):
        return VARIANT
    for members, top in limits.ceilings:
        if index in members and limits.cost(members & picked | {index}) > top:
            return CEILING
    return BUDGET


def _exchange(limits: Limits, picked: set[int], index: int) -> tuple[int, ...]:
    """The least valuable one or two of the chosen whose place the candidate could take."""
    values = limits.values
    free = sorted(picked - set(limits.mandatory), key=lambda i: values[i])
    best: tuple[int, ...] = ()
    for place, first in enumerate(free):
        if best and values[first] >= limits.worth(best):
            break
        for group in ((first,), *((first, second) for second in free[place + 1 :])):
            if best and limits.worth(group) >= limits.worth(best):
                break
            if limits.keeps(picked - set(group) | {index}):
                best = group
    return best


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
    version=1,
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
