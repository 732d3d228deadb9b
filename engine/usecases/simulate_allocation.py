"""What if the total, or the weights, were different: an allocation that binds nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.access import Right
from engine.analysis.allocation import (
    BEST_SET,
    PROPORTIONAL_SPLIT,
    AllocationInputs,
    BestSet,
    Candidate,
    ProportionalSplit,
)
from engine.analysis.method import Method
from engine.analysis.priority import Criteria, check_weights, rank
from engine.queries.budget import whole_budget
from engine.queries.catalogue import by_code, named
from engine.queries.needs import CourseNeed, course_needs, needs_year
from engine.queries.rates import Rates
from engine.queries.training_prices import unit_prices
from engine.store.tables import OrgUnit
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

BEST, PROPORTIONAL = "best", "proportional"
METHODS_BY_MODE: dict[str, Method[AllocationInputs, Any]] = {
    BEST: BEST_SET,
    PROPORTIONAL: PROPORTIONAL_SPLIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationAsked:
    """`total` None: the whole budget of the year. `weights` None: the policy's. Limits by
    unit code. Sums in other currencies are converted at today's rate. `mode`: the best set, or proportional to the weights."""

    total: Money | None = None
    weights: Mapping[str, Decimal] | None = None
    mode: str = BEST
    floors: Mapping[str, Money] = field(default_factory=dict)
    ceilings: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedAllocation:
    year: int
    mode: str
    total: Money
    weights: Mapping[str, Decimal]
    allocation: BestSet | ProportionalSplit
    caveats: tuple[Caveat, ...]
    explanation_id: int


@reads_columns
def simulate_allocation(
    context: Context, asked: AllocationAsked | None = None
) -> SimulatedAllocation:
    """The sum shared among the needs; nothing but the explanation is stored.

    A programme's value is its priority score, its cost the headcount at what a participant
    cost so far; programmes without a history are named, and left out.

    Raises:
        NotPermitted: for who neither runs the process nor decides.
        NotEnoughData: no needs, no budget to share, or no need with a price.
        InvalidInput: weights that do not sum to 1, limits that contradict each other.
    """
    require_company(context, Right.SIMULATE)
    asked = asked or AllocationAsked()
    if asked.mode not in METHODS_BY_MODE:
        raise InvalidInput("unknown_mode", mode=asked.mode)
    inputs, caveats = _inputs(context, asked)
    needed = over_all(context, Right.SIMULATE)
    answer = explained(context, METHODS_BY_MODE[asked.mode], inputs, needed)
    return SimulatedAllocation(
        year=inputs.year,
        mode=asked.mode,
        total=inputs.total,
        weights=inputs.weights,
        allocation=answer.result,
        caveats=tuple(caveats),
        explanation_id=answer.explanation_id,
    )


def _inputs(context: Context, asked: AllocationAsked) -> tuple[AllocationInputs, list[Caveat]]:
    year, units = needs_year(context.session), _limited_units(context, asked)
    if year is None:
        raise NotEnoughData("no_needs")
    weights = check_weights(asked.weights or policy_weights(context))
    needs = course_needs(context.session, year)
    rates = context.rates()
    prices = unit_prices(context.session, first_day_of_history(context), rates)
    priced = [need for need in needs if need.course.code in prices]
    if not priced:
        raise NotEnoughData("no_need_has_a_price", courses=len(needs))
    for unit in units:
        if unit.code not in {need.unit.code for need in priced}:
            raise InvalidInput("limit_without_candidates", unit=unit)
    inputs = AllocationInputs(
        year=year,
        total=_total(context, asked, year, rates),
        weights=weights,
        floors={code: rates.convert(floor, context.today) for code, floor in asked.floors.items()},
        ceilings={code: rates.convert(top, context.today) for code, top in asked.ceilings.items()},
        rows=tuple(_candidates(priced, prices, weights)),
    )
    return inputs, list(rates.caveats) + [
        Caveat("no_cost_history_ask", {"course": need.course})
        for need in needs
        if need.course.code not in prices
    ]


def _limited_units(context: Context, asked: AllocationAsked) -> list[Named]:
    """The units that limits were given for.

    Raises:
        NotFound: there is no unit of that code.
    """
    codes = dict.fromkeys((*asked.floors, *asked.ceilings))
    return [named(by_code(context.session, OrgUnit, code)) for code in codes]


def _total(context: Context, asked: AllocationAsked, year: int, rates: Rates) -> Money:
    if asked.total is not None:
        return rates.convert(asked.total, context.today)
    total = whole_budget(context.session, year, rates, context.today)
    if total.amount == 0:
        raise NotEnoughData("no_budget_to_share", year=year)
    return total


def _candidates(
    needs: Sequence[CourseNeed], prices: Mapping[str, Price], weights: Mapping[str, Decimal]
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
            mandatory=need.mandatory,
            variant_of=need.variant_of,
            criteria=need.scores,
        )
        for need in needs
    ]
