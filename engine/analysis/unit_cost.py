"""Cost per participant from the history of a course."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scipy.stats import t as student

from engine.values.errors import NotEnoughData
from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class SessionCost:
    """What one session cost in all, learners' time apart, and how many took part."""

    code: str
    course: str
    start_date: date
    participants: int
    total: Money


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Cost per participant: all that was spent over all who took part.

    `spread` is the standard deviation of the logarithm of the sessions' costs per head;
    None where there are too few sessions to tell.
    """

    value: Money
    total: Money
    participants: int
    sessions: int
    spread: float | None


def unit_cost(history: Sequence[SessionCost]) -> UnitCost:
    """total cost / participants over `history` (the source article's formula).

    Raises:
        NotEnoughData: no session with participants.
        InvalidInput: costs in several currencies.
    """
    used = [session for session in history if session.participants > 0]
    if not used:
        raise NotEnoughData("no_cost_history")
    total = sum((session.total for session in used[1:]), used[0].total)
    participants = sum(session.participants for session in used)
    return UnitCost(total.per(participants), total, participants, len(used), _log_spread(used))


def _log_spread(history: Sequence[SessionCost]) -> float | None:
    per_head = [session.total.amount / session.participants for session in history]
    positive = [math.log(value) for value in per_head if value > 0]
    return statistics.stdev(positive) if len(positive) >= 2 else None


def prediction_factor(spread: float, history: int, planned: int, level: float) -> float:
    """By how much the cost per head of `planned` new sessions may differ, as a factor.

    Log-normal prediction interval: exp(t · s · √(1/n + 1/m)), with n sessions of history,
    m planned, and Student's t at n − 1 degrees of freedom for a two-sided `level`.
    """
    quantile = float(student.ppf((1 + level) / 2, history - 1))
    return math.exp(quantile * spread * math.sqrt(1 / history + 1 / max(1, planned)))


def planned_sessions(headcount: int, capacity: int | None, cost: UnitCost) -> int:
    """⌈headcount / capacity⌉; without a capacity, the usual size of a session."""
    size = capacity or max(1, round(cost.participants / cost.sessions))
    return math.ceil(headcount / size)


def scaled(money: Money, factor: float) -> Money:
    """`money` times a statistical factor, which is a float by nature."""
    return money * Decimal(repr(factor))
