"""What is so unlikely about a request that it is asked about before it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.queries.budget import line_paying_for
from engine.queries.budget_programmes import fitting_programmes
from engine.queries.catalogue import named
from engine.queries.people import headcount
from engine.queries.rates import convert
from engine.store.tables import OrgUnit
from engine.usecases.context import Context
from engine.usecases.estimate_cost import CostEstimate
from engine.usecases.requests.draft import wanted
from engine.values.errors import NotEnoughData
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is probably a slip, as a code with its arguments; nothing is refused."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)


def doubts_about(context: Context, unit: OrgUnit, cost: CostEstimate) -> tuple[Doubt, ...]:
    """More people than the unit has; a quotation far from what was paid so far, or beyond
    the whole budget that would pay for it."""
    return tuple(_doubts(context, unit, cost))


def _doubts(context: Context, unit: OrgUnit, cost: CostEstimate) -> Iterator[Doubt]:
    roster = headcount(context.session, unit.path)
    if cost.headcount > roster:
        args = {"headcount": cost.headcount, "unit": named(unit), "roster": roster}
        yield Doubt("headcount_beyond_unit", args)
    if cost.quoted is None:
        return
    usual = _usual(context, cost)
    if usual is not None and _far(cost.at_home.amount, usual, context.policy.money.unlikely_price):
        assert cost.history is not None
        args = {"unit_cost": cost.unit_cost, "usual": cost.history.unit_cost}
        yield Doubt("price_unlike_history", args)
    if (budget := _budget(context, unit, cost)) and cost.at_home > budget:
        yield Doubt("price_beyond_budget", {"total": cost.total, "budget": budget})


def _far(asked: Decimal, usual: Decimal, factor: Decimal) -> bool:
    return asked > 0 and usual > 0 and not usual / factor < asked < usual * factor


def _usual(context: Context, cost: CostEstimate) -> Decimal | None:
    """What so many people cost so far, in the home currency."""
    if cost.history is None:
        return None
    total = cost.history.total.share(cost.headcount, cost.history.participants)
    try:
        return convert(context.session, total, context.currency, context.today).converted.amount
    except NotEnoughData:
        return None


def _budget(context: Context, unit: OrgUnit, cost: CostEstimate) -> Money | None:
    """The larger of what the line that would pay has in all in this fiscal year and the next."""
    year, session = context.fiscal.year_of(context.today), context.session
    programmes = fitting_programmes(session, [wanted(cost)])
    lines = [line_paying_for(session, one, unit.path, programmes) for one in (year, year + 1)]
    rates = context.rates()
    sums = [rates.convert(one.balance.allocated, context.today) for one in lines if one]
    return max(sums, key=lambda one: one.amount, default=None)
