"""Prices that rise or fall over the years, read from all courses of a kind together.

One line for all: log(cost per head) of each session about its own course's mean, against time
about the same course's mean (the within estimator). One course alone has too few sessions to
tell a rise of a few per cent a year from chance.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.analysis.shrinkage import YEAR_DAYS, CourseSpread
from engine.analysis.student import two_sided
from engine.analysis.unit_cost import SessionCost

FEWEST_DEGREES = 6


@dataclass(frozen=True, slots=True)
class Trend:
    """The change of the logarithm in a year, its standard error, and the p of it being 0."""

    slope: float
    error: float
    p_value: float

    @property
    def annual(self) -> float:
        """The relative change of the price in a year."""
        return math.expm1(self.slope)


def years_from(history: Sequence[SessionCost], planned: date) -> float:
    """Years from the mean date of what was spent to the planned date."""
    weights = [session.participants for session in history]
    days = [session.start_date.toordinal() for session in history]
    return (planned.toordinal() - statistics.fmean(days, weights)) / YEAR_DAYS


def trend(courses: Sequence[CourseSpread]) -> Trend | None:
    """Least squares over all courses; None where sessions or years are too few."""
    squares = sum(course.time_squares for course in courses)
    products = sum(course.time_products for course in courses)
    degrees = sum(course.sessions - 1 for course in courses) - 1
    if degrees < FEWEST_DEGREES or squares <= 0:
        return None
    slope = products / squares
    left = sum(course.log_sum_squares for course in courses) - slope * products
    error = math.sqrt(max(0.0, left) / degrees / squares)
    if error == 0:
        # Prices that never varied but by time: there is no doubt; or that never varied at all.
        return Trend(slope, 0.0, 0.0 if abs(slope) > 1e-9 else 1.0)
    return Trend(slope, error, two_sided(slope / error, degrees))
