"""A sum split in proportion to weights: what is mandatory first, floors and ceilings kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.analysis.allocation import AllocationInputs, members_of
from engine.analysis.candidate import Candidate
from engine.analysis.limits import tightest
from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.results import Caveat, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    course: Named
    unit: Named
    share: Decimal
    amount: Money
    cost: Money | None


@dataclass(frozen=True, slots=True)
class ProportionalSplit:
    """Amounts that sum to exactly the total, with what is `left` because ceilings keep it from
    everybody."""

    allotments: tuple[Allotment, ...]
    caveats: tuple[Caveat, ...]
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """Programmes that share a floor or a ceiling, or one alone; `weight` is what they have of the
    sum, `parts` how they share it. They get `low` at least, `high` at most (None: no matter)."""

    rows: tuple[int, ...]
    parts: tuple[Decimal, ...]
    low: Fraction
    high: Fraction | None

    @property
    def weight(self) -> Fraction:
        return Fraction(sum(self.parts, Decimal(0)))


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
    """What is mandatory at its cost; of the rest each origin's weight, shared among its needs by
    their priorities (the source article's way), as far as floors and ceilings let it.

    Raises:
        NotEnoughData: nothing to split among.
        InvalidInput: a total below 0 or what is mandatory beyond it; limits that overlap, or that
            cannot be kept.
    """
    if not inputs.rows:
        raise NotEnoughData("no_needs")
    amounts = _amounts(inputs)
    shares = _shares(inputs, range(len(inputs.rows)))
    allotments = tuple(
        Allotment(
            course=row.course,
            unit=row.unit,
            share=_share_of(amounts[index], inputs.total, shares[index]),
            amount=amounts[index],
            cost=row.cost,
        )
        for index, row in enumerate(inputs.rows)
    )
    spent = sum(amounts.values(), inputs.total * 0)
    return ProportionalSplit(allotments, _beyond(allotments), inputs.total - spent)


def _share_of(amount: Money, total: Money, weighed: Decimal) -> Decimal:
    """What it gets of the total; its weight, where that is what it gets."""
    if not total.amount or amount == Money(total.amount * weighed, total.currency):
        return weighed
    return (amount.amount / total.amount).quantize(Decimal("0.000001"))


def _beyond(allotments: Sequence[Allotment]) -> tuple[Caveat, ...]:
    return tuple(
        Caveat("allotment_beyond_cost", {"course": a.course, "amount": a.amount, "cost": a.cost})
        for a in allotments
        if a.cost is not None and a.cost < a.amount
    )


def _amounts(inputs: AllocationInputs) -> dict[int, Money]:
    nothing = inputs.total * 0
    if inputs.total.amount < 0:
        raise InvalidInput("amount_negative", amount=inputs.total)
    must = {index: row.cost for index, row in enumerate(inputs.rows) if row.mandatory}
    first = sum(must.values(), nothing)
    if first > inputs.total:
        raise InvalidInput("mandatory_beyond_total", mandatory=first, total=inputs.total)
    cells = _cells(inputs, must)
    filled = _filled(cells, Fraction((inputs.total - first).amount))
    amounts = dict(must)
    given = Money(_decimal(sum(filled, Fraction(0))), inputs.total.currency)
    sums = given.split(filled) if given.amount else [nothing] * len(cells)
    for cell, cell_sum in zip(cells, sums, strict=True):
        parts = cell_sum.split(cell.parts) if cell_sum.amount else [nothing] * len(cell.rows)
        amounts.update(zip(cell.rows, parts, strict=True))
    return amounts


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _cells(inputs: AllocationInputs, must: Mapping[int, Money]) -> list[_Cell]:
    """The programmes that are not mandatory, as limits tie them together.

    Raises:
        InvalidInput: limits that overlap, or a ceiling below what is mandatory.
    """
    floors, tops = _bounds(inputs, inputs.floors, max), _bounds(inputs, inputs.ceilings, min)
    free = [index for index in range(len(inputs.rows)) if index not in must]
    shares, tied, cells = _shares(inputs, free), set[int](), []
    for members in sorted({*floors, *tops}, key=sorted):
        if members & tied:
            raise InvalidInput("limits_overlap")
        tied |= members
        inside = sum((must[index].amount for index in members & must.keys()), Decimal(0))
        low = max(Decimal(0), floors.get(members, Decimal(0)) - inside)
        top = tops.get(members)
        if top is not None and top < inside:
            raise InvalidInput("limits_contradict")
        rows = tuple(sorted(members - must.keys()))
        if low and (not rows or (top is not None and inside + low > top)):
            raise InvalidInput("limits_contradict")
        if rows:
            high = None if top is None else Fraction(top - inside)
            parts = _parts(inputs.rows, rows, shares)
            cells.append(_Cell(rows=rows, parts=parts, low=Fraction(low), high=high))
    alone = [index for index in free if index not in tied]
    return cells + [
        _Cell(rows=(index,), parts=(shares[index],), low=Fraction(0), high=None) for index in alone
    ]


def _bounds(
    inputs: AllocationInputs,
    given: Mapping[str, Money],
    tighter: Callable[[Decimal, Decimal], Decimal],
) -> dict[frozenset[int], Decimal]:
    bounds = [(members_of(inputs, key), bound.amount) for key, bound in sorted(given.items())]
    return tightest(bounds, tighter)


def _parts(
    rows: Sequence[Candidate], members: Sequence[int], shares: Mapping[int, Decimal]
) -> tuple[Decimal, ...]:
    """How programmes share what their floor gives them: by what they cost, where no weight does."""
    parts = tuple(shares[index] for index in members)
    return parts if any(parts) else tuple(rows[index].cost.amount for index in members)


def _filled(cells: Sequence[_Cell], rest: Fraction) -> list[Fraction]:
    """What each gets: in proportion to the weights; who falls below his floor, or gets beyond his
    ceiling, gets just that, and the others share what then is left.

    Raises:
        InvalidInput: floors beyond what there is.
    """
    fixed: dict[int, Fraction] = {}
    while open_ := [index for index in range(len(cells)) if index not in fixed]:
        left = rest - sum(fixed.values(), Fraction(0))
        if left < 0:
            raise InvalidInput("limits_contradict")
        weight = sum((cells[index].weight for index in open_), Fraction(0))
        given = {i: left * cells[i].weight / weight if weight else Fraction(0) for i in open_}
        low = {i: cells[i].low for i in open_ if given[i] < cells[i].low}
        high = {i: top for i in open_ if (top := cells[i].high) is not None and given[i] > top}
        lacking = sum((low[i] - given[i] for i in low), Fraction(0))
        excess = sum((given[i] - high[i] for i in high), Fraction(0))
        if not low and not high:
            fixed |= given
        else:
            fixed |= low if lacking >= excess else high
    if sum(fixed.values(), Fraction(0)) > rest:
        raise InvalidInput("limits_contradict")
    return [fixed[index] for index in range(len(cells))]


def _shares(inputs: AllocationInputs, which: Sequence[int]) -> dict[int, Decimal]:
    """Of each origin's weight, what its needs among these have of it."""
    shares = dict.fromkeys(which, Decimal(0))
    for origin, weight in inputs.weights.items():
        priorities = {i: inputs.rows[i].criteria.get(origin, Decimal(0)) for i in which}
        whole = sum(priorities.values(), Decimal(0))
        for index, priority in priorities.items():
            shares[index] += weight * priority / whole if whole else Decimal(0)
    return shares


PROPORTIONAL_SPLIT = Method(
    name="proportional_split",
    version=2,
    formula="mandatory at cost; rest × Σ over origins: weight × priority / Σ priorities of the "
    "origin; floors and ceilings kept",
    inputs=AllocationInputs,
    compute=split_by_weights,
)
