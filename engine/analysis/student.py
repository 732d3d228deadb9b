"""Student's distribution. All of scipy.stats takes half a second to load, at each command."""

from __future__ import annotations

from scipy.special import stdtr, stdtrit


def quantile(share: float, degrees: float) -> float:
    """Below which value that share lies."""
    return float(stdtrit(degrees, share))


def two_sided(statistic: float, degrees: float) -> float:
    """How probable it is to be as far from nothing as `statistic`, either way."""
    return float(2 * stdtr(degrees, -abs(statistic)))
