"""Appraisal dimensions in which a group is below its comparison group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.student import two_sided


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionSums:
    """Scores (0–5) of the group's people of one position (its code; empty for none) and of
    the others of that position, as counts, sums and sums of squares."""

    dimension: str
    n: int
    total: float
    squares: float
    other_n: int
    other_total: float
    other_squares: float
    position: str = ""


@dataclass(frozen=True, slots=True)
class PersonScore:
    cycle: str
    dimension: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionGap:
    """`below`: the group's mean is under the others'. `p_value` by Welch's t test; None
    where a side has fewer than two people, or nobody differs.

    `alike`: the others are people of the same positions, and `other_mean` what they would
    average if they were spread over the positions as the group is. Where too few of those
    work elsewhere, the others are everybody else.
    """

    dimension: str
    n: int
    mean: float
    other_n: int
    other_mean: float
    below: bool
    p_value: float | None
    alike: bool


def dimension_gap(sums: Sequence[DimensionSums], smallest: int) -> DimensionGap | None:
    """The group beside the others, in one dimension: within positions where at least
    `smallest` people on each side can be compared so, else with everybody else. None where
    there is nobody to compare with."""
    alike = [row for row in sums if row.n and row.other_n]
    if min(sum(row.n for row in alike), sum(row.other_n for row in alike)) >= smallest:
        return _gap(alike, alike=True)
    everybody = _together(sums)
    if everybody.n == 0 or everybody.other_n == 0:
        return None
    return _gap([everybody], alike=False)


def _together(sums: Sequence[DimensionSums]) -> DimensionSums:
    return DimensionSums(
        dimension=sums[0].dimension,
        n=sum(row.n for row in sums),
        total=sum(row.total for row in sums),
        squares=sum(row.squares for row in sums),
        other_n=sum(row.other_n for row in sums),
        other_total=sum(row.other_total for row in sums),
        other_squares=sum(row.other_squares for row in sums),
    )


def _gap(rows: Sequence[DimensionSums], alike: bool) -> DimensionGap:
    n = sum(row.n for row in rows)
    mean = sum(row.total for row in rows) / n
    other = sum(row.n * row.other_total / row.other_n for row in rows) / n
    mine = _Error.of([(row.n, row.n, row.total, row.squares) for row in rows])
    theirs = _Error.of([(row.n, row.other_n, row.other_total, row.other_squares) for row in rows])
    return DimensionGap(
        dimension=rows[0].dimension,
        n=n,
        mean=mean,
        other_n=sum(row.other_n for row in rows),
        other_mean=other,
        below=mean < other,
        p_value=_welch(mean - other, mine, theirs),
        alike=alike,
    )


@dataclass(frozen=True, slots=True)
class _Error:
    """The variance of a mean, on `degrees` of freedom."""

    variance: float
    degrees: int

    @classmethod
    def of(cls, strata: Sequence[tuple[int, int, float, float]]) -> _Error | None:
        """Of a mean over strata, each (weight, people, sum, sum of squares), with one spread
        within all of them; None where nobody has a second one beside him."""
        degrees = sum(people - 1 for _, people, _, _ in strata)
        if degrees < 1:
            return None
        within = sum(max(0.0, sq - total**2 / people) for _, people, total, sq in strata)
        weight = sum(weight for weight, _, _, _ in strata)
        share = sum((own / weight) ** 2 / people for own, people, _, _ in strata)
        return cls(within / degrees * share, degrees)


def _welch(difference: float, mine: _Error | None, theirs: _Error | None) -> float | None:
    if mine is None or theirs is None or mine.variance + theirs.variance <= 0:
        return None
    both = mine.variance + theirs.variance
    degrees = both**2 / (mine.variance**2 / mine.degrees + theirs.variance**2 / theirs.degrees)
    return two_sided(difference / math.sqrt(both), degrees)
