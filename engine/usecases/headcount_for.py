"""How many people can be trained for a sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.access import Right, require
from engine.analysis.cost_estimate import COST_ESTIMATE, CostInputs, Estimate
from engine.queries.people import count_working
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import (
    MOST_PEOPLE,
    CostEstimate,
    Training,
    WhatIf,
    cost_inputs,
    estimate_cost,
    resolve_course,
)
from engine.values.errors import InvalidInput
from engine.values.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Affordable:
    """`headcount` people (None: not one) can go for `budget`, which `cost` prices; `in_sessions`
    where the sessions are paid in full, None where cost lines do not tell. `everybody`: it would
    pay for more than there are."""

    budget: Money
    headcount: int | None
    cost: CostEstimate
    in_sessions: int | None
    everybody: bool


@reads
def headcount_for(
    context: Context, training: Training, budget: Money, what_if: WhatIf | None = None
) -> Affordable:
    """The most people whose training costs no more than `budget`, at the price of today.

    Raises:
        InvalidInput: a sum below 0.
        and what `estimate_cost` raises.
    """
    require(context.actor, Right.SEE_COSTS)
    if budget.amount < 0:
        raise InvalidInput("amount_negative", amount=budget)
    course = resolve_course(context, training)
    inputs = cost_inputs(context, training, course, 1, context.today, what_if or WhatIf())
    company = count_working(context.session, MOST_PEOPLE)
    rates = context.rates()

    def fits(total: Money) -> bool:
        same = total.currency == budget.currency
        return (total if same else rates.convert(total, context.today)) <= (
            budget if same else rates.convert(budget, context.today)
        )

    most = _most(inputs, company, lambda one: fits(one.total))
    in_sessions = None
    if COST_ESTIMATE.compute(inputs).by_session is not None:
        in_sessions = _most(
            inputs, company, lambda one: one.by_session is None or fits(one.by_session.total)
        )
    cost = estimate_cost(context, training, most or 1, what_if=what_if)
    return Affordable(
        budget=budget,
        headcount=most or None,
        cost=cost,
        in_sessions=in_sessions,
        everybody=most == company,
    )


def _most(inputs: CostInputs, company: int, fits: Callable[[Estimate], bool]) -> int:
    """The largest headcount that fits: more people never cost less."""
    low, high = 0, company
    while low < high:
        middle = (low + high + 1) // 2
        if fits(COST_ESTIMATE.compute(replace(inputs, headcount=middle))):
            low = middle
        else:
            high = middle - 1
    return low
