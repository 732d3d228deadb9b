"""A limited sum over many needs: in proportion to weights, or the best set that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from engine.analysis.candidate import Candidate
from engine.analysis.left_out import LeftOut, left_out
from engine.analysis.limits import Limits
from engine.analysis.method import Method
from engine.analysis.selection import best_set
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True)
class Group:
    """Programmes (by their courses' codes) that a floor or ceiling is for, under one name."""

    name: Named
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationInputs:
    """`floors` and `ceilings` by the key of one of `groups`, else by unit code; `weights` by
    origin. `asked_about` are courses of which it is told what would bring them in, whatever they
    are worth."""

    year: int
    total: Money
    weights: Mapping[str, Decimal]
    floors: Mapping[str, Money]
    ceilings: Mapping[str, Money]
    rows: tuple[Candidate, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    asked_about: tuple[str, ...] = ()


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
        left_out=tuple(left_out(candidates, inputs.total, limits, picked, inputs.asked_about)),
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


def _greedy(candidates: Sequence[Candidate], total: Money) -> Decimal:
    left, value = total.amount, Decimal(0)
    for candidate in sorted(candidates, key=lambda c: -c.value):
        if candidate.cost.amount <= left:
            left, value = left - candidate.cost.amount, value + candidate.value
    return value


BEST_SET = Method(
    name="best_set",
    version=3,
    formula="maximise Σ value × chosen; Σ cost × chosen ≤ total; mandatory chosen; one variant a "
    "course; floors and ceilings by unit",
    inputs=AllocationInputs,
    compute=choose_best,
)
