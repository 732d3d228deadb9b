"""A price compared with what it may cost at most."""

from __future__ import annotations

from engine.analysis.ceiling_fit import CeilingFit, ceiling_fit
from engine.analysis.quoted import quoted_sum
from engine.usecases.context import Context
from engine.usecases.estimate_cost import CostEstimate, Training
from engine.values.ceiling import Ceiling
from engine.values.money import Money
from engine.values.quotation import HEAD, INCLUDED, SESSION


def fit_of(
    context: Context, cost: CostEstimate, ceiling: Ceiling, training: Training
) -> CeilingFit:
    """The price against what it may cost at most: in the ceiling's currency where the price
    is in it too, else both in the home currency."""
    sessions = cost.quoted.sessions if cost.quoted and cost.quoted.sessions else 1
    most = ceiling.most * {HEAD: cost.headcount, SESSION: sessions}.get(ceiling.per or "", 1)
    same = most.currency == cost.total.currency
    rates = context.rates()

    def comparable(amount: Money) -> Money:
        return amount if same else rates.convert(amount, context.today)

    def cost_of(people: int) -> Money:
        if cost.quoted is None or training.quotation is None:
            return comparable(cost.total.share(people, cost.headcount))
        size, with_tax = cost.quoted.session_size, cost.quoted.counts == INCLUDED
        return comparable(quoted_sum(training.quotation, people, size, with_tax).total)

    fewer_help = ceiling.per is None and cost_of(1) < comparable(cost.total)
    return ceiling_fit(
        comparable(most),
        comparable(cost.total),
        cost.headcount,
        cost_of if fewer_help else None,
    )
