"""Where the cost of planned sessions will lie, as a factor above and below the estimate.

Costs per head are taken as log-normal. Each factor is exp(t · s) with Student's t for a
two-sided level and s the standard deviation of the prediction error of a mean over the
planned sessions.
"""

from __future__ import annotations

import math

from engine.analysis.shrinkage import Spread
from engine.analysis.student import quantile

FEWEST_COURSES = 3


def history_factor(
    spread: float, history: int, planned: int, level: float, drift_error: float = 0.0
) -> float:
    """From the course's own `history` sessions: s² = spread² (1/n + 1/m), n − 1 degrees; and
    the error of the price drift up to the planned day."""
    deviation = math.hypot(spread * math.sqrt(1 / history + 1 / planned), drift_error)
    return _factor(deviation, history - 1, level)


def shrunk_factor(group: Spread, history: int, planned: int, level: float) -> float:
    """From few own sessions and the group: the posterior variance of the mean, and σ²/m."""
    degrees = group.degrees + history - 1
    if group.within <= 0:
        return 1.0
    precision = history / group.within + (1 / group.between if group.between > 0 else math.inf)
    return _factor(math.sqrt(1 / precision + group.within / planned), degrees, level)


def category_factor(group: Spread, planned: int, level: float) -> float | None:
    """For a course without sessions: how courses of the group differ, τ² (1 + 1/k), and σ²/m.

    None for fewer than three courses.
    """
    if group.courses < FEWEST_COURSES:
        return None
    variance = group.between * (1 + 1 / group.courses) + group.within / planned
    return _factor(math.sqrt(variance), group.courses - 1, level)


def _factor(deviation: float, degrees: int, level: float) -> float:
    return math.exp(quantile((1 + level) / 2, degrees) * deviation)
