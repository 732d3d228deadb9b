"""Is there a need? Who is short of a skill, and do they differ in what they achieve?"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.stats import fisher_exact


@dataclass(frozen=True, slots=True)
class PersonLevel:
    """One person's latest level (0–5) in a skill, and what the position requires."""

    employee_id: int
    level: float
    required: float | None = None
    hire_date: date | None = None


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One person's KPI result over the latest period, against the target."""

    employee_id: int
    actual: float
    target: float | None


@dataclass(frozen=True, slots=True)
class SkillSpread:
    """How a group stands in a skill. `short` are the people with the gap."""

    headcount: int
    mean: float
    below_mean: int
    required: float | None
    short: frozenset[int]

    @property
    def share_below_mean(self) -> float:
        return self.below_mean / self.headcount


@dataclass(frozen=True, slots=True)
class Comparison:
    """People with the gap beside those without, in what they achieve.

    Shares are of those who miss the target; `risk_difference` is their difference, and
    `p_value` is Fisher's exact test of it (two-sided). `mean_*` are in the KPI's unit.
    """

    with_gap: int
    without_gap: int
    mean_with_gap: float
    mean_without_gap: float
    missing_with_gap: float
    missing_without_gap: float
    risk_difference: float
    p_value: float


def skill_spread(levels: Sequence[PersonLevel]) -> SkillSpread | None:
    """None for nobody. The gap: below the required level; where none is set, below the mean."""
    if not levels:
        return None
    mean = statistics.fmean(person.level for person in levels)
    below = [person for person in levels if person.level < mean]
    with_requirement = [person for person in levels if person.required is not None]
    short = [person for person in with_requirement if person.level < (person.required or 0)]
    required = {person.required for person in with_requirement}
    return SkillSpread(
        headcount=len(levels),
        mean=mean,
        below_mean=len(below),
        required=required.pop() if len(required) == 1 else None,
        short=frozenset(p.employee_id for p in (short if with_requirement else below)),
    )


def misses_target(result: PersonResult, direction: str) -> bool:
    """Whether a result is worse than its target, for a KPI where `direction` is better."""
    if result.target is None:
        return False
    if direction == "lower":
        return result.actual > result.target
    return result.actual < result.target


def compare(
    short: frozenset[int], results: Sequence[PersonResult], direction: str, smallest: int
) -> Comparison | None:
    """Those in `short` beside the rest; None where either group is smaller than `smallest`."""
    having = [result for result in results if result.employee_id in short]
    lacking = [result for result in results if result.employee_id not in short]
    if min(len(having), len(lacking)) < smallest:
        return None
    missed = [sum(misses_target(r, direction) for r in group) for group in (having, lacking)]
    table = [[missed[0], len(having) - missed[0]], [missed[1], len(lacking) - missed[1]]]
    shares = missed[0] / len(having), missed[1] / len(lacking)
    return Comparison(
        with_gap=len(having),
        without_gap=len(lacking),
        mean_with_gap=statistics.fmean(r.actual for r in having),
        mean_without_gap=statistics.fmean(r.actual for r in lacking),
        missing_with_gap=shares[0],
        missing_without_gap=shares[1],
        risk_difference=shares[0] - shares[1],
        p_value=float(fisher_exact(np.array(table)).pvalue),
    )
