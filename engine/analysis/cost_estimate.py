"""What a training will cost: history, courses alike, or an outside quotation."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from engine.analysis.cost_interval import category_factor, history_factor, shrunk_factor
from engine.analysis.method import Method
from engine.analysis.price_drift import Trend, trend, years_from
from engine.analysis.quoted import QuotedSum, quoted_sum
from engine.analysis.session_cost import SessionPlan, plan_sessions, session_price
from engine.analysis.shrinkage import CourseSpread, course_spreads, log_spread, spread
from engine.analysis.unit_cost import (
    SessionCost,
    UnitCost,
    attended,
    planned_sessions,
    session_size,
    unit_cost,
)
from engine.policy import CostRules
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.price import Price
from engine.values.quotation import Quotation
from engine.values.results import Caveat, MoneyInterval, Named

PER_PARTICIPANT, BY_SESSION = "per_participant", "by_session"
HISTORY, CATEGORY, QUOTATION = "history", "category", "quotation"
# From this difference on, it is worth saying what the sessions would cost.
WORTH_SAYING = Decimal("0.02")
# Prices that differ by less than this part of them are the same price.
LEAST_SPREAD = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class CostInputs:
    """What is planned, an outside price if there is one, and the sessions to price by.

    `priced_by` says what `rows` are: the course's own sessions (history) or those of its
    category, in one currency; `converted` says by which rates. `with_tax`: budgets count sums
    with value added tax. `alike` describes the other courses of the category (all of them, where the
    course has no sessions).
    """

    topic: Named | str
    headcount: int
    planned: date
    today: date
    basis: str
    capacity: int | None
    quotation: Quotation | None
    with_tax: bool
    converted: tuple[Caveat, ...]
    priced_by: str
    rules: CostRules
    rows: tuple[SessionCost, ...]
    alike: tuple[CourseSpread, ...]
    # Which years are meant by "each year it is held" and by "old".
    fiscal: FiscalCalendar = field(default_factory=FiscalCalendar)
    # What if prices were so many times what they are by history; and which kinds of cost lines
    # are not counted.
    times: Decimal = Decimal(1)
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Own mean and group mean, and the weight B that the group got; `group_mean` is `group`
    before it was rounded."""

    own: Money
    group: Money
    group_mean: Decimal
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`drift` is the relative change of the price in a year that was counted in, 0 for none.

    `interval` is for the total; None where there is too little history for one, and for a
    quotation. `by_session` is the full cost in steps, where cost lines and capacity allow;
    `pays_sessions` is False where `total` falls short of it. `price` is what one person costs
    unrounded, `unit_cost` the same to be shown: where they differ, `total` is right.
    `quoted` is how the quotation's sum came about.
    """

    price: Price
    unit_cost: Money
    total: Money
    priced_by: str
    basis: str
    sessions: int
    interval: MoneyInterval | None
    by_session: SessionPlan | None
    pays_sessions: bool
    shrinkage: Shrinkage | None
    drift: float
    history: UnitCost | None
    caveats: tuple[Caveat, ...]
    quoted: QuotedSum | None = None


def estimate(inputs: CostInputs) -> Estimate:
    """Cost per participant × headcount, or in steps where `basis` asks for it.

    Raises:
        NotEnoughData: neither history nor quotation; no steps where they are asked for.
            How many sessions a price by the session is for, or the rate of a tax, is not known.
        InvalidInput: a headcount below 1, prices of less than nothing, costs below zero or in several currencies.
    """
    if inputs.headcount < 1:
        raise InvalidInput("headcount_not_positive", headcount=inputs.headcount)
    if inputs.times <= 0:
        raise InvalidInput("price_change_impossible", times=inputs.times)
    history = unit_cost(inputs.rows) if attended(inputs.rows) else None
    if inputs.quotation is not None:
        return _quoted(inputs, inputs.quotation, history)
    if history is None:
        raise NotEnoughData("no_cost_history", topic=inputs.topic)
    return _priced(inputs, history)


def _quoted(inputs: CostInputs, quotation: Quotation, history: UnitCost | None) -> Estimate:
    size = session_size(inputs.capacity, history)
    quoted = quoted_sum(quotation, inputs.headcount, size, inputs.with_tax)
    price = Price.of(quoted.total, inputs.headcount)
    return Estimate(
        price=price,
        unit_cost=price.each,
        total=quoted.total,
        priced_by=QUOTATION,
        basis=PER_PARTICIPANT,
        sessions=quoted.sessions or (math.ceil(inputs.headcount / size) if size else 1),
        interval=None,
        by_session=None,
        pays_sessions=True,
        shrinkage=None,
        drift=0.0,
        history=history,
        caveats=(Caveat("outside_quotation"), *inputs.converted),
        quoted=quoted,
    )


def _priced(inputs: CostInputs, history: UnitCost) -> Estimate:
    line = _drift(inputs)
    years = years_from(attended(inputs.rows), inputs.planned)
    annual = line.annual if line else float(inputs.rules.annual_drift)
    growth = (1 + annual) ** years
    factor = _exact(growth * (1 + float(inputs.rules.contingency))) * inputs.times
    shrinkage = _shrinkage(inputs, history)
    amount = history.total.amount
    if shrinkage is not None:
        own, group = _exact(1 - shrinkage.weight), _exact(shrinkage.weight)
        amount = amount * own + shrinkage.group_mean * history.participants * group
    price = Price(amount * factor, history.participants, history.total.currency)
    total, by_session = price.total(inputs.headcount), _by_session(inputs, factor)
    estimate = Estimate(
        price=price,
        unit_cost=price.each,
        total=total,
        priced_by=inputs.priced_by,
        basis=PER_PARTICIPANT,
        sessions=planned_sessions(inputs.headcount, inputs.capacity, history),
        interval=None,
        by_session=by_session,
        pays_sessions=by_session is None or not _costs_more(by_session.total, total),
        shrinkage=shrinkage,
        drift=annual,
        history=history,
        caveats=(),
    )
    estimate = _in_steps(estimate, inputs) if inputs.basis == BY_SESSION else estimate
    drift_error = line.error * years if line else 0.0
    spread_factor = _factor(inputs, history, drift_error, estimate.sessions)
    interval = _interval(estimate.total, spread_factor, inputs)
    estimate = replace(estimate, interval=interval)
    return replace(estimate, caveats=_caveats(inputs, estimate, _alike_all(spread_factor)))


def _in_steps(estimate: Estimate, inputs: CostInputs) -> Estimate:
    plan = estimate.by_session
    if plan is None:
        raise NotEnoughData("no_session_costs", topic=inputs.topic)
    total = plan.total
    return replace(
        estimate,
        basis=BY_SESSION,
        price=Price.of(total, inputs.headcount),
        total=total,
        unit_cost=total.per(inputs.headcount),
        sessions=plan.sessions,
        pays_sessions=True,
    )


def _by_session(inputs: CostInputs, factor: Decimal) -> SessionPlan | None:
    if inputs.priced_by != HISTORY or not inputs.capacity:
        return None
    price = session_price(inputs.rows, inputs.fiscal)
    if price is None:
        return None
    return plan_sessions(price, inputs.headcount, inputs.capacity, factor)


def _drift(inputs: CostInputs) -> Trend | None:
    """The trend of the prices of this course and those alike, where it is beyond chance."""
    own = course_spreads(inputs.rows) if inputs.priced_by == HISTORY else ()
    line = trend((*own, *inputs.alike))
    return line if line and line.p_value < inputs.rules.drift_significance else None


def _shrinkage(inputs: CostInputs, history: UnitCost) -> Shrinkage | None:
    group = spread(inputs.alike)
    if not _is_short(inputs, history) or group is None or history.total.amount == 0:
        return None
    mean = _exact(group.mean)
    shown = Money(mean, history.value.currency)
    return Shrinkage(history.value, shown, mean, group.weight(history.sessions))


def _is_short(inputs: CostInputs, history: UnitCost) -> bool:
    return inputs.priced_by == HISTORY and history.sessions < inputs.rules.shrink_below_sessions


def _factor(
    inputs: CostInputs, history: UnitCost, drift_error: float, planned: int
) -> float | None:
    level, group = inputs.rules.interval_level, log_spread(inputs.alike)
    if inputs.priced_by == CATEGORY:
        return category_factor(group, planned, level) if group else None
    if _is_short(inputs, history) and group is not None:
        return shrunk_factor(group, history.sessions, planned, level)
    if history.spread is None or history.sessions < inputs.rules.fewest_sessions_for_interval:
        return None
    return history_factor(history.spread, history.sessions, planned, level, drift_error)


def _interval(total: Money, factor: float | None, inputs: CostInputs) -> MoneyInterval | None:
    # A factor beyond the widest says only that nothing is known; and prices that never
    # differed do not say that they never will.
    if factor is None or not math.isfinite(factor) or factor > inputs.rules.widest_interval:
        return None
    if _alike_all(factor):
        return None
    level = inputs.rules.interval_level
    return MoneyInterval(total * _exact(1 / factor), total * _exact(factor), level)


def _alike_all(factor: float | None) -> bool:
    """Whether nothing differed in the past but by rounding, so that there is no spread."""
    return factor is not None and factor < 1 + LEAST_SPREAD


def _caveats(inputs: CostInputs, estimate: Estimate, alike: bool) -> tuple[Caveat, ...]:
    found: list[Caveat] = []
    history = estimate.history
    assert history is not None, "priced from history"
    if inputs.priced_by == CATEGORY:
        found.append(Caveat("priced_by_category", {"courses": len(inputs.alike)}))
    elif _is_old(inputs):
        found.append(Caveat("old_history", {"last": max(s.start_date for s in inputs.rows)}))
    if estimate.shrinkage is not None:
        found.append(
            Caveat(
                "drawn_to_category",
                {
                    "sessions": history.sessions,
                    "own": estimate.shrinkage.own,
                    "group": estimate.shrinkage.group,
                    "weight": estimate.shrinkage.weight,
                },
            )
        )
    if alike:
        found.append(Caveat("no_spread", {"sessions": history.sessions}))
    elif estimate.interval is None:
        found.append(Caveat("too_few_sessions", {"sessions": history.sessions}))
    found += inputs.converted
    if estimate.drift:
        found.append(Caveat("price_drift", {"annual": estimate.drift}))
    return (*_by_sessions(estimate), *found)


def _is_old(inputs: CostInputs) -> bool:
    newest = max(session.start_date for session in inputs.rows)
    this_year = inputs.fiscal.year_of(inputs.today)
    return newest < inputs.fiscal.first_day(this_year - inputs.rules.history_years)


def _by_sessions(estimate: Estimate) -> list[Caveat]:
    """What the steps give where that differs from the cost per head: more than it, and the
    sum would not pay; less, and there is something to be saved."""
    plan = estimate.by_session
    if plan is None or estimate.basis == BY_SESSION:
        return []
    args = {"sessions": plan.sessions, "capacity": plan.capacity, "total": plan.total}
    if not estimate.pays_sessions:
        return [Caveat("sessions_cost_more", {**args, "lacking": plan.total - estimate.total})]
    if _costs_more(estimate.total, plan.total):
        return [
            Caveat("fuller_sessions_cost_less", {**args, "saving": estimate.total - plan.total})
        ]
    return []


def _costs_more(one: Money, other: Money) -> bool:
    """By so much that it is worth saying: both are estimates."""
    return (one - other).amount > other.amount * WORTH_SAYING


def _exact(factor: float) -> Decimal:
    """A statistical factor, a float by nature, for exact money."""
    return Decimal(repr(factor))


COST_ESTIMATE = Method(
    name="cost_estimate",
    version=2,
    formula="headcount × (Σ cost / Σ participants) × (1 + drift)^years; or "
    "fixed + ⌈headcount / capacity⌉ × per session + headcount × per learner",
    inputs=CostInputs,
    compute=estimate,
)
