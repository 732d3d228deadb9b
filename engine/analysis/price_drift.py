"""Prices that rise or fall over the years."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scipy.stats import linregress

from engine.analysis.unit_cost import SessionCost, log_costs

FEWEST_SESSIONS = 6
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Trend:
    """log(cost per head) = intercept + slope × years since the mean date of the history.

    `residual` is the standard deviation about the line, `squares` Σ (years − mean)².
    """

    slope: float
    p_value: float
    residual: float
    squares: float
    sessions: int

    @property
    def annual(self) -> float:
        """The relative change of the price in a year."""
        return math.expm1(self.slope)


def years_from(history: Sequence[SessionCost], planned: date) -> float:
    """Years from the mean date of what was spent to the planned date."""
    weights = [session.participants for session in history]
    days = [session.start_date.toordinal() for session in history]
    return (planned.toordinal() - statistics.fmean(days, weights)) / YEAR_DAYS


def trend(history: Sequence[SessionCost]) -> Trend | None:
    """Least squares through the logarithms; None where sessions or years are too few."""
    paid = [session for session in history if session.total.amount > 0]
    years = [session.start_date.toordinal() / YEAR_DAYS for session in paid]
    if len(paid) < FEWEST_SESSIONS or max(years) - min(years) < 1:
        return None
    logs, mean = log_costs(paid), statistics.fmean(years)
    fit = linregress([year - mean for year in years], logs)
    slope, intercept = float(fit.slope), float(fit.intercept)
    errors = [
        log - intercept - slope * (year - mean) for year, log in zip(years, logs, strict=True)
    ]
    residual = math.sqrt(sum(error**2 for error in errors) / (len(paid) - 2))
    squares = sum((year - mean) ** 2 for year in years)
    # All alike: there is no line to be sure of, and scipy's p would be undefined.
    p_value = float(fit.pvalue) if math.isfinite(float(fit.pvalue)) else 1.0
    return Trend(slope, p_value, residual, squares, len(paid))
