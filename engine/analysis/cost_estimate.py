"""What a training will cost: history, courses alike, or an outside quotation."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from engine.analysis.cost_interval import category_factor, history_factor, shrunk_factor
from engine.analysis.method import Method
from engine.analysis.price_drift import Trend, trend, years_from
from engine.analysis.session_cost import SessionPlan, plan_sessions, session_price
from engine.analysis.shrinkage import CourseSpread, course_spreads, log_spread, spread
from engine.analysis.unit_cost import SessionCost, UnitCost, attended, planned_sessions, unit_cost
from engine.policy import CostRules
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.results import Caveat, MoneyInterval, Named

PER_PARTICIPANT, BY_SESSION = "per_participant", "by_session"
HISTORY, CATEGORY, QUOTATION = "history", "category", "quotation"
# From this difference on, it is worth saying what fuller sessions would save.
WORTH_SAYING = Decimal("0.02")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostInputs:
    """What is planned, an outside price if there is one, and the sessions to price by.

    `priced_by` says what `rows` are: the course's own sessions (history) or those of its
    category. `alike` describes the other courses of the category (all of them, where the
    course has no sessions).
    """

    topic: Named | str
    headcount: int
    planned: date
    today: date
    basis: str
    capacity: int | None
    quoted_per_head: Money | None
    quoted_total: Money | None
    priced_by: str
    rules: CostRules
    rows: tuple[SessionCost, ...]
    alike: tuple[CourseSpread, ...]
    # Which years are meant by "each year it is held" and by "old".
    fiscal: FiscalCalendar = field(default_factory=FiscalCalendar)


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Own mean and group mean, and the weight B that the group got."""

    own: Money
    group: Money
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`drift` is the relative change of the price in a year that was counted in, 0 for none.

    `interval` is for the total; None where there is too little history for one, and for a
    quotation. `by_session` is the full cost in steps, where cost lines and capacity allow.
    """

    unit_cost: Money
    total: Money
    priced_by: str
    basis: str
    sessions: int
    interval: MoneyInterval | None
    by_session: SessionPlan | None
    shrinkage: Shrinkage | None
    drift: float
    history: UnitCost | None
    caveats: tuple[Caveat, ...]


def estimate(inputs: CostInputs) -> Estimate:
    """Cost per participant × headcount, or in steps where `basis` asks for it.

    Raises:
        NotEnoughData: neither history nor quotation; no steps where they are asked for.
        InvalidInput: a headcount below 1, costs below zero or in several currencies.
    """
    if inputs.headcount < 1:
        raise InvalidInput("headcount_not_positive", headcount=inputs.headcount)
    history = unit_cost(inputs.rows) if attended(inputs.rows) else None
    if inputs.quoted_per_head is not None or inputs.quoted_total is not None:
        return _quoted(inputs, history)
    if history is None:
        raise NotEnoughData("no_cost_history", topic=inputs.topic)
    return _priced(inputs, history)


def _quoted(inputs: CostInputs, history: UnitCost | None) -> Estimate:
    per_head, total = inputs.quoted_per_head, inputs.quoted_total
    for quoted in (per_head, total):
        if quoted is not None and quoted.amount < 0:
            raise InvalidInput("amount_negative", amount=quoted)
    if total is None:
        assert per_head is not None
        total = per_head * inputs.headcount
    return Estimate(
        unit_cost=per_head or total.per(inputs.headcount),
        total=total,
        priced_by=QUOTATION,
        basis=PER_PARTICIPANT,
        sessions=planned_sessions(inputs.headcount, inputs.capacity, history) if history else 1,
        interval=None,
        by_session=None,
        shrinkage=None,
        drift=0.0,
        history=history,
        caveats=(Caveat("outside_quotation"),),
    )


def _priced(inputs: CostInputs, history: UnitCost) -> Estimate:
    line = _drift(inputs)
    years = years_from(attended(inputs.rows), inputs.planned)
    annual = line.annual if line else float(inputs.rules.annual_drift)
    growth = (1 + annual) ** years
    shrinkage = _shrinkage(inputs, history)
    base = history.value
    if shrinkage is not None:
        base = base + (shrinkage.group - base) * _exact(shrinkage.weight)
    per_head = base * _exact(growth * (1 + float(inputs.rules.contingency)))
    by_session = _by_session(inputs, growth)
    estimate = Estimate(
        unit_cost=per_head,
        total=per_head * inputs.headcount,
        priced_by=inputs.priced_by,
        basis=PER_PARTICIPANT,
        sessions=planned_sessions(inputs.headcount, inputs.capacity, history),
        interval=None,
        by_session=by_session,
        shrinkage=shrinkage,
        drift=annual,
        history=history,
        caveats=(),
    )
    estimate = _in_steps(estimate, inputs) if inputs.basis == BY_SESSION else estimate
    drift_error = line.error * years if line else 0.0
    factor = _factor(inputs, history, drift_error, estimate.sessions)
    estimate = replace(estimate, interval=_interval(estimate.total, factor, inputs))
    return replace(estimate, caveats=_caveats(inputs, estimate))


def _in_steps(estimate: Estimate, inputs: CostInputs) -> Estimate:
    plan = estimate.by_session
    if plan is None:
        raise NotEnoughData("no_session_costs", topic=inputs.topic)
    total = plan.total
    return replace(
        estimate,
        basis=BY_SESSION,
        total=total,
        unit_cost=total.per(inputs.headcount),
        sessions=plan.sessions,
    )


def _by_session(inputs: CostInputs, growth: float) -> SessionPlan | None:
    if inputs.priced_by != HISTORY or not inputs.capacity:
        return None
    price = session_price(inputs.rows, inputs.fiscal)
    if price is None:
        return None
    factor = _exact(growth * (1 + float(inputs.rules.contingency)))
    dearer = replace(
        price,
        fixed=price.fixed * factor,
        per_session=price.per_session * factor,
        per_learner=price.per_learner * factor,
    )
    return plan_sessions(dearer, inputs.headcount, inputs.capacity)


def _drift(inputs: CostInputs) -> Trend | None:
    """The trend of the prices of this course and those alike, where it is beyond chance."""
    own = course_spreads(inputs.rows) if inputs.priced_by == HISTORY else ()
    line = trend((*own, *inputs.alike))
    return line if line and line.p_value < inputs.rules.drift_significance else None


def _shrinkage(inputs: CostInputs, history: UnitCost) -> Shrinkage | None:
    group = spread(inputs.alike)
    if not _is_short(inputs, history) or group is None or history.total.amount == 0:
        return None
    mean = Money(_exact(group.mean), history.value.currency)
    return Shrinkage(history.value, mean, group.weight(history.sessions))


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
    # A factor beyond this says only that nothing is known.
    if factor is None or not math.isfinite(factor) or factor > inputs.rules.widest_interval:
        return None
    level = inputs.rules.interval_level
    return MoneyInterval(total * _exact(1 / factor), total * _exact(factor), level)


def _caveats(inputs: CostInputs, estimate: Estimate) -> tuple[Caveat, ...]:
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
    if estimate.interval is None:
        found.append(Caveat("too_few_sessions", {"sessions": history.sessions}))
    if estimate.drift:
        found.append(Caveat("price_drift", {"annual": estimate.drift}))
    return (*found, *_fuller_sessions(estimate))


def _is_old(inputs: CostInputs) -> bool:
    newest = max(session.start_date for session in inputs.rows)
    this_year = inputs.fiscal.year_of(inputs.today)
    return newest < inputs.fiscal.first_day(this_year - inputs.rules.history_years)


def _fuller_sessions(estimate: Estimate) -> list[Caveat]:
    """What the steps give where that differs from the cost per head."""
    plan = estimate.by_session
    if plan is None or estimate.basis == BY_SESSION:
        return []
    saving = estimate.total - plan.total
    if abs(saving.amount) <= estimate.total.amount * WORTH_SAYING:
        return []
    code = "fuller_sessions_cost_less" if saving.amount > 0 else "emptier_sessions_cost_more"
    return [
        Caveat(code, {"sessions": plan.sessions, "capacity": plan.capacity, "total": plan.total})
    ]


def _exact(factor: float) -> Decimal:
    """A statistical factor, a float by nature, for exact money."""
    return Decimal(repr(factor))


COST_ESTIMATE = Method(
    name="cost_estimate",
    version=1,
    formula="headcount × (Σ cost / Σ participants) × (1 + drift)^years; or "
    "fixed + ⌈headcount / capacity⌉ × per session + headcount × per learner",
    inputs=CostInputs,
    compute=estimate,
)
