"""Full cost in steps: once for the course, once for each session, once for each learner."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.analysis.unit_cost import SessionCost, attended
from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.price import Price, money_of


@dataclass(frozen=True, slots=True)
class SessionPrice:
    """What a course costs for each fiscal year it is held, each session and each participant:
    amounts with the number they were paid for, not rounded."""

    fixed: Price
    per_session: Price
    per_learner: Price


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """`sessions` of at most `capacity` people, and what they cost together."""

    capacity: int
    sessions: int
    total: Money


def session_price(history: Sequence[SessionCost], fiscal: FiscalCalendar) -> SessionPrice | None:
    """The three parts, each averaged over what it is paid for, of the sessions whose cost lines
    tell them apart; None where none do, or nothing is paid by the session."""
    used = [s for s in attended(history) if s.fixed is not None and s.per_learner is not None]
    if not used:
        return None
    nothing = Money.zero(used[0].total.currency)
    fixed = sum((s.fixed for s in used if s.fixed), nothing)
    learners = sum((s.per_learner for s in used if s.per_learner), nothing)
    total = sum((s.total for s in used), nothing)
    by_session = total - fixed - learners
    if by_session.amount <= 0:
        return None
    return SessionPrice(
        Price.of(fixed, len({fiscal.year_of(s.start_date) for s in used})),
        Price.of(by_session, len(used)),
        Price.of(learners, sum(s.participants for s in used)),
    )


def plan_sessions(
    price: SessionPrice, headcount: int, capacity: int, factor: Decimal = Decimal(1)
) -> SessionPlan:
    """(fixed + ⌈headcount / capacity⌉ × per session + headcount × per learner) × `factor`,
    which is how much dearer it has become; rounded once.

    Raises:
        InvalidInput: a capacity below 1.
    """
    if capacity < 1:
        raise InvalidInput("capacity_not_positive", capacity=capacity)
    sessions = math.ceil(headcount / capacity)
    parts = ((price.fixed, 1), (price.per_session, sessions), (price.per_learner, headcount))
    exact = sum((Fraction(p.amount) / p.people * times for p, times in parts), Fraction(0))
    total = money_of(exact * Fraction(factor), price.fixed.currency)
    return SessionPlan(capacity, sessions, total)
