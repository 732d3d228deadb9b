"""Two shares beside each other: their difference, and how likely chance alone makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import fisher_exact


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """`hits` of `people` in one group, `other_hits` of `other_people` in the other."""

    hits: int
    people: int
    other_hits: int
    other_people: int


@dataclass(frozen=True, slots=True)
class ShareTest:
    """`p_value` is Fisher's exact test, two-sided."""

    share: float
    other_share: float
    risk_difference: float
    p_value: float


def fisher(groups: TwoGroups) -> ShareTest:
    """Neither group may be empty."""
    shares = groups.hits / groups.people, groups.other_hits / groups.other_people
    table = [
        [groups.hits, groups.people - groups.hits],
        [groups.other_hits, groups.other_people - groups.other_hits],
    ]
    return ShareTest(*shares, shares[0] - shares[1], float(fisher_exact(np.array(table)).pvalue))


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected for having tried so many (Holm 1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
