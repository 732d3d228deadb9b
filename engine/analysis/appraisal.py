"""Appraisal dimensions in which a group is below its comparison group."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.stats import t as student


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionSums:
    """Scores (0–5) of the group and of the others, as counts, sums and sums of squares."""

    dimension: str
    n: int
    total: float
    squares: float
    other_n: int
    other_total: float
    other_squares: float


@dataclass(frozen=True, slots=True)
class PersonScore:
    cycle: str
    dimension: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionGap:
    """`below`: the group's mean is under the others'. `p_value` by Welch's t test; None
    where a side has fewer than two people, or nobody differs."""

    dimension: str
    n: int
    mean: float
    other_n: int
    other_mean: float
    below: bool
    p_value: float | None


def dimension_gap(sums: DimensionSums) -> DimensionGap | None:
    """The group beside the others; None where there is nobody to compare with."""
    if sums.n == 0 or sums.other_n == 0:
        return None
    mean, other = sums.total / sums.n, sums.other_total / sums.other_n
    return DimensionGap(
        dimension=sums.dimension,
        n=sums.n,
        mean=mean,
        other_n=sums.other_n,
        other_mean=other,
        below=mean < other,
        p_value=_welch(sums, mean, other),
    )


def _welch(sums: DimensionSums, mean: float, other: float) -> float | None:
    if min(sums.n, sums.other_n) < 2:
        return None
    mine = max(0.0, sums.squares - sums.n * mean**2) / (sums.n - 1) / sums.n
    theirs = (
        max(0.0, sums.other_squares - sums.other_n * other**2) / (sums.other_n - 1) / sums.other_n
    )
    if mine + theirs <= 0:
        return None
    degrees = (mine + theirs) ** 2 / (mine**2 / (sums.n - 1) + theirs**2 / (sums.other_n - 1))
    return float(2 * student.sf(abs(mean - other) / math.sqrt(mine + theirs), degrees))
