"""Full cost in steps: once for the course, once for each session, once for each learner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.unit_cost import SessionCost, attended
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class SessionPrice:
    """What a course costs for each fiscal year it is held, each session and each participant."""

    fixed: Money
    per_session: Money
    per_learner: Money


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """`sessions` of at most `capacity` people, and what they cost together."""

    price: SessionPrice
    capacity: int
    sessions: int
    total: Money


def session_price(history: Sequence[SessionCost], fiscal: FiscalCalendar) -> SessionPrice | None:
    """The three parts, each averaged over what it is paid for; None where the cost lines do
    not tell them apart, or nothing is paid by the session."""
    used = attended(history)
    if not used or any(s.fixed is None or s.per_learner is None for s in used):
        return None
    nothing = Money(Decimal(0), used[0].total.currency)
    fixed = sum((s.fixed for s in used if s.fixed), nothing)
    learners = sum((s.per_learner for s in used if s.per_learner), nothing)
    total = sum((s.total for s in used), nothing)
    by_session = total - fixed - learners
    if by_session.amount <= 0:
        return None
    return SessionPrice(
        fixed.per(len({fiscal.year_of(s.start_date) for s in used})),
        by_session.per(len(used)),
        learners.per(sum(s.participants for s in used)),
    )


def plan_sessions(price: SessionPrice, headcount: int, capacity: int) -> SessionPlan:
    """fixed + ⌈headcount / capacity⌉ × per session + headcount × per learner.

    Raises:
        InvalidInput: a capacity below 1.
    """
    if capacity < 1:
        raise InvalidInput("capacity_not_positive", capacity=capacity)
    sessions = math.ceil(headcount / capacity)
    total = price.fixed + price.per_session * sessions + price.per_learner * headcount
    return SessionPlan(price, capacity, sessions, total)
