"""What if the total, or the weights, were different: an allocation that binds nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from engine.access import Right
from engine.analysis.allocation import BEST_SET, AllocationInputs, BestSet
from engine.analysis.candidate import Candidate
from engine.analysis.method import Method
from engine.analysis.priority import Criteria, check_weights, completed, rank
from engine.analysis.proportional_split import PROPORTIONAL_SPLIT, ProportionalSplit
from engine.queries.budget import whole_budget
from engine.queries.needs import CourseNeed, course_needs, needs_year
from engine.queries.rates import Rates
from engine.queries.training_prices import unit_prices
from engine.usecases.allocation_asked import (
    ALIKE,
    APART,
    AT_LEAST,
    AT_MOST,
    BEST,
    PROPORTIONAL,
    AllocationAsked,
    Part,
    asked_for,
    groups_of,
    key_of,
    part_name,
    sum_of,
)
from engine.usecases.context import Context, reads_columns
from engine.usecases.estimate_cost import first_day_of_history
from engine.usecases.explanations import explained
from engine.usecases.needed import over_all
from engine.usecases.priorities import policy_weights
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Caveat, Named

METHODS_BY_MODE: dict[str, Method[AllocationInputs, Any]] = {
    BEST: BEST_SET,
    PROPORTIONAL: PROPORTIONAL_SPLIT,
}


@dataclass(frozen=True, slots=True)
class UnitSum:
    """What the needs of a unit get."""

    unit: Named
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedAllocation:
    """`whole` is the budget of the year that `total` is reckoned from; None where the total was
    given. `names` are those of the parts of the needs that were named, by `key_of` them."""

    year: int
    mode: str
    total: Money
    whole: Money | None
    weights: Mapping[str, Decimal]
    allocation: BestSet | ProportionalSplit
    by_unit: tuple[UnitSum, ...]
    names: Mapping[str, Named]
    caveats: tuple[Caveat, ...]
    explanation_id: int


@reads_columns
def simulate_allocation(
    context: Context, asked: AllocationAsked | None = None, asked_about: tuple[str, ...] = ()
) -> SimulatedAllocation:
    """The sum shared among the needs; nothing but the explanation is stored.

    A programme's value is its priority score, its cost the headcount at what a participant
    cost so far; programmes without a history are named, and left out. Of courses that are
    `asked_about` it is told in any case what would bring them in.

    Raises:
        NotPermitted: for who neither runs the process nor decides.
        NotEnoughData: no needs, no budget to share, or no need with a price.
        NotFound: a unit, course or category that there is not.
        InvalidInput: weights that do not sum to 1, limits that contradict each other.
    """
    require_company(context, Right.SIMULATE)
    asked = asked or AllocationAsked()
    if asked.mode not in METHODS_BY_MODE:
        raise InvalidInput("unknown_mode", mode=asked.mode)
    whole, inputs, caveats = _inputs(context, asked)
    inputs = replace(inputs, asked_about=asked_about)
    needed = over_all(context, Right.SIMULATE)
    answer = explained(context, METHODS_BY_MODE[asked.mode], inputs, needed)
    return SimulatedAllocation(
        year=inputs.year,
        mode=asked.mode,
        total=inputs.total,
        whole=whole,
        weights=inputs.weights,
        allocation=answer.result,
        by_unit=tuple(_by_unit(answer.result)),
        names={key_of(part): part_name(context, part) for part in asked.parts},
        caveats=tuple(caveats),
        explanation_id=answer.explanation_id,
    )


def _by_unit(allocation: BestSet | ProportionalSplit) -> Iterable[UnitSum]:
    rows = (
        [(one.unit, one.cost) for one in allocation.chosen]
        if isinstance(allocation, BestSet)
        else [(one.unit, one.amount) for one in allocation.allotments]
    )
    sums: dict[Named, Money] = {}
    for unit, amount in rows:
        sums[unit] = sums[unit] + amount if unit in sums else amount
    return (UnitSum(unit, amount) for unit, amount in sums.items())


def _inputs(
    context: Context, asked: AllocationAsked
) -> tuple[Money | None, AllocationInputs, list[Caveat]]:
    year = needs_year(context.session)
    if year is None:
        raise NotEnoughData("no_needs")
    weights = check_weights(completed(asked.weights or {}, policy_weights(context)))
    every = course_needs(context.session, year)
    needs = course_needs(context.session, year, asked_for(context, asked))
    if every and not needs:
        raise NotEnoughData("no_needs_of_these")
    rates = context.rates()
    prices = unit_prices(context.session, first_day_of_history(context), rates)
    priced = [need for need in needs if need.course.code in prices]
    if not priced:
        raise NotEnoughData("no_need_has_a_price", courses=len(needs))
    whole, total = _total(context, asked, year, rates)
    groups = groups_of(context, asked, priced, weights)
    floors, ceilings = (
        {
            key_of(limit.part): rates.convert(sum_of(limit, total), context.today)
            for limit in asked.limits
            if limit.bound == bound
        }
        for bound in (AT_LEAST, AT_MOST)
    )
    inputs = AllocationInputs(
        year=year,
        total=total,
        weights=weights,
        floors=floors,
        ceilings=ceilings,
        rows=tuple(_candidates(priced, prices, weights, asked.mandatory != ALIKE)),
        groups=groups,
    )
    unpriced = [
        Caveat("no_cost_history_ask", {"course": need.course})
        for need in needs
        if need.course.code not in prices
    ]
    return whole, inputs, [*rates.caveats, *unpriced, *_idle(context, asked, every, needs)]


def _idle(
    context: Context,
    asked: AllocationAsked,
    every: Sequence[CourseNeed],
    needs: Sequence[CourseNeed],
) -> Iterable[Caveat]:
    """What was asked for and changes nothing, for there is no need of it."""
    if asked.mandatory == APART and not any(need.mandatory for need in every):
        yield Caveat("no_mandatory_needs")
    for part in asked.without:
        if not _has_needs(context, every, part):
            yield Caveat("nothing_to_leave_out", {"part": part_name(context, part)})


def _has_needs(context: Context, every: Sequence[CourseNeed], part: Part) -> bool:
    only = asked_for(context, AllocationAsked(only=(part,)))
    year = needs_year(context.session)
    return bool(every and year and course_needs(context.session, year, only))


def _total(
    context: Context, asked: AllocationAsked, year: int, rates: Rates
) -> tuple[Money | None, Money]:
    """The whole budget, where the total is reckoned from it; and the total."""
    if asked.total is not None:
        return None, rates.convert(asked.total, context.today)
    of_year = asked.of_year or year
    whole = whole_budget(context.session, of_year, rates, context.today)
    if whole.amount == 0:
        raise NotEnoughData("no_budget_to_share", year=of_year)
    return whole, whole * asked.times


def _candidates(
    needs: Sequence[CourseNeed],
    prices: Mapping[str, Price],
    weights: Mapping[str, Decimal],
    mandatory_first: bool,
) -> list[Candidate]:
    ranked = rank([Criteria(need.course.code, need.scores) for need in needs], weights)
    score = {row.code: row.score for row in ranked}
    return [
        Candidate(
            course=need.course,
            unit=need.unit,
            headcount=need.headcount,
            cost=prices[need.course.code].total(need.headcount),
            value=score[need.course.code],
            mandatory=need.mandatory and mandatory_first,
            variant_of=need.variant_of,
            criteria=need.scores,
        )
        for need in needs
    ]
