"""Two shares beside each other: their difference, and how likely chance alone makes it.

People are compared with their like: the groups may come in strata (one a position), and then
each is compared within its stratum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Tables with a probability below this part of the likeliest change no p-value.
NEGLIGIBLE = 1e-15
# Two tables as likely as each other differ by rounding at most by this (as in scipy).
ROUNDING = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """`hits` of `people` in one group, `other_hits` of `other_people` in the other."""

    hits: int
    people: int
    other_hits: int
    other_people: int


@dataclass(frozen=True, slots=True)
class ShareTest:
    """The shares are those of all people compared; `risk_difference` is that of people alike,
    where there are several strata. `p_value` is Fisher's exact test, two-sided."""

    share: float
    other_share: float
    risk_difference: float
    p_value: float


def fisher(*strata: TwoGroups) -> ShareTest:
    """Fisher's exact test of one or more strata; no group of them may be empty.

    With several, the difference is to what the share of the others would be if they were
    spread over the strata as the first group is, and p is the exact conditional test of all
    tables together (Gart 1970): the hits of the first group in each are hypergeometric, and
    independent.
    """
    people, others = sum(s.people for s in strata), sum(s.other_people for s in strata)
    share = sum(one.hits for one in strata) / people
    alike = sum(one.people * one.other_hits / one.other_people for one in strata) / people
    p_value = _fisher(strata[0]) if len(strata) == 1 else _exact(strata)
    other = sum(one.other_hits for one in strata) / others
    return ShareTest(share, other, share - alike, p_value)


def _fisher(groups: TwoGroups) -> float:
    from scipy.stats import fisher_exact  # which takes half a second to load, at each command

    table = [
        [groups.hits, groups.people - groups.hits],
        [groups.other_hits, groups.other_people - groups.other_hits],
    ]
    return float(fisher_exact(np.array(table)).pvalue)


def _exact(strata: Sequence[TwoGroups]) -> float:
    from scipy.stats import hypergeom  # see above

    chances, first = np.ones(1), 0
    for one in strata:
        everybody, hits = one.people + one.other_people, one.hits + one.other_hits
        least = max(0, hits - one.other_people)
        counts = np.arange(least, min(hits, one.people) + 1)
        table = hypergeom.pmf(counts, everybody, hits, one.people)
        start, table = _trimmed(table)
        chances, first = np.convolve(chances, table), first + least + start
        start, chances = _trimmed(chances)
        first += start
    place = sum(one.hits for one in strata) - first
    observed = chances[place] if 0 <= place < len(chances) else 0.0
    return float(min(1.0, chances[chances <= observed * ROUNDING].sum()))


def _trimmed(chances: NDArray[np.float64]) -> tuple[int, NDArray[np.float64]]:
    """Without the ends that hardly ever happen, and where it begins then."""
    matters = np.flatnonzero(chances >= chances.max() * NEGLIGIBLE)
    return int(matters[0]), chances[matters[0] : matters[-1] + 1]


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected for having tried so many (Holm 1979), in the order given."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
