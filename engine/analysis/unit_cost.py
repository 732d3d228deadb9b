"""Cost per participant from the history of a course."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.price import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCost:
    """What one session of a course (a code) cost in all, learners' time apart, and how many
    took part.

    `fixed` and `per_learner` are the parts of `total` that its cost lines say are paid once
    for the course, and once for each participant; None where the lines do not say.
    """

    code: str
    course: str
    start_date: date
    participants: int
    total: Money
    fixed: Money | None = None
    per_learner: Money | None = None

    @property
    def per_head(self) -> float:
        return float(self.total.amount) / self.participants


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def price(self) -> Price:
        """`value` before it was rounded."""
        return Price.of(self.total, self.participants)


def attended(history: Sequence[SessionCost]) -> list[SessionCost]:
    """The sessions somebody took part in.

    Raises:
        InvalidInput: one with a cost below zero: a credit note belongs to the session it
            corrects, and a wrong sign would make the training look cheap.
    """
    for session in history:
        if session.total.amount < 0:
            raise InvalidInput("cost_negative", session=session.code, amount=session.total)
    return [session for session in history if session.participants > 0]


def unit_cost(history: Sequence[SessionCost]) -> UnitCost:
    """total cost / participants over `history` (the source article's formula).

    Raises:
        NotEnoughData: no session with participants.
        InvalidInput: costs in several currencies, or below zero.
    """
    used = attended(history)
    if not used:
        raise NotEnoughData("no_cost_history")
    total = sum((session.total for session in used[1:]), used[0].total)
    participants = sum(session.participants for session in used)
    logs = log_costs(used)
    spread = statistics.stdev(logs) if len(logs) >= 2 else None
    return UnitCost(
        value=total.per(participants),
        total=total,
        participants=participants,
        sessions=len(used),
        spread=spread,
    )


def log_costs(history: Sequence[SessionCost]) -> list[float]:
    """Logarithms of the costs per head; free sessions have none."""
    return [math.log(session.per_head) for session in history if session.total.amount > 0]


def planned_sessions(headcount: int, capacity: int | None, cost: UnitCost) -> int:
    """⌈headcount / capacity⌉; without a capacity, the usual size of a session."""
    return math.ceil(headcount / (session_size(capacity, cost) or headcount))


def session_size(capacity: int | None, cost: UnitCost | None) -> int | None:
    """How many people a session takes: its capacity, else the usual number; None where
    neither is known."""
    if capacity:
        return capacity
    return max(1, round(cost.participants / cost.sessions)) if cost else None
