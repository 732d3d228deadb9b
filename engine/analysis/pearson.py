"""Pearson's r of many pairs, kept as sums: its interval, and how likely chance alone makes it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import ndtri

from engine.analysis.student import two_sided

FEWEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSums:
    """n pairs of x and y, as sums about the means of each of `positions`."""

    n: int
    squares_x: float
    squares_y: float
    products: float
    positions: int = 1

    @property
    def free(self) -> int:
        """As many pairs about one mean say as much: each further mean takes one away."""
        return self.n - (self.positions - 1)

    @property
    def varies(self) -> bool:
        return self.squares_x > 0 and self.squares_y > 0


NO_PAIRS = PairSums(n=0, squares_x=0.0, squares_y=0.0, products=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """r with its interval (Fisher's z) and p. `needed` is the n from which on such an r would be
    significant; 0 where none ever would."""

    r: float
    low: float
    high: float
    p_value: float
    significant: bool
    needed: int


def strength(rows: PairSums, level: float, significance: float) -> Strength:
    """Of at least four pairs of which both sides vary; with several positions the partial r,
    within them."""
    r = max(-1.0, min(1.0, rows.products / math.sqrt(rows.squares_x * rows.squares_y)))
    low, high = _interval(r, rows.free, level)
    p_value = _p_value(r, rows.free)
    needed = _needed(r, significance)
    return Strength(
        r=r,
        low=low,
        high=high,
        p_value=p_value,
        significant=p_value < significance,
        needed=needed + (rows.positions - 1 if needed else 0),
    )


def _interval(r: float, n: int, level: float) -> tuple[float, float]:
    if abs(r) >= 1:
        return r, r
    half = float(ndtri((1 + level) / 2)) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def _p_value(r: float, n: int) -> float:
    if abs(r) >= 1:
        return 0.0
    statistic = abs(r) * math.sqrt((n - 2) / (1 - r * r))
    return two_sided(statistic, n - 2)


def _needed(r: float, significance: float) -> int:
    """The smallest n at which this r would be significant; 0 where none ever would."""
    if abs(r) < 1e-4:
        return 0
    low, high = 3, 4
    while _p_value(r, high) >= significance:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _p_value(r, middle) < significance else (middle, high)
    return high
