"""Is there a need? Who is short of a skill, and do they differ in what they achieve?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.analysis.proportions import TwoGroups, fisher
from engine.policy import NeedRules


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many people have this latest level (0–5), of whom this level is required."""

    level: Decimal
    required: Decimal | None
    people: int


@dataclass(frozen=True, slots=True)
class ResultCount:
    """How many with (or without) the gap missed (or reached) the KPI's target, and the sum
    of their results, in the KPI's unit."""

    short: bool
    missed: bool
    people: int
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSpread:
    """How a group stands in a skill; `short` have the gap. `required` only where it is one."""

    headcount: int
    mean: float
    below_mean: int
    required: float | None
    short: int

    @property
    def share_below_mean(self) -> float:
        return self.below_mean / self.headcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """People with the gap beside those without, in what they achieve.

    Shares are of those who miss the target; `risk_difference` is their difference, and
    `p_value` is Fisher's exact test of it (two-sided). `mean_*` are in the KPI's unit.
    `low_performers_short` is the share with the gap among those who miss the target.
    """

    with_gap: int
    without_gap: int
    mean_with_gap: float
    mean_without_gap: float
    missing_with_gap: float
    missing_without_gap: float
    low_performers_short: float | None
    risk_difference: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedInputs:
    """`rows` are the group's levels; `results` what those with and without the gap achieve."""

    group: str
    skill: str
    kpi: str | None
    rules: NeedRules
    rows: tuple[LevelCount, ...]
    results: tuple[ResultCount, ...]


@dataclass(frozen=True, slots=True)
class NeedFinding:
    """None where too few people were assessed, or have results, to say anything."""

    spread: SkillSpread | None
    comparison: Comparison | None
    significant: bool
    must_do: bool


def skill_spread(levels: Sequence[LevelCount]) -> SkillSpread | None:
    """None for nobody. The gap: below the required level; where none is set, below the mean."""
    people = sum(row.people for row in levels)
    if people == 0:
        return None
    mean = mean_level(levels)
    below = sum(row.people for row in levels if row.level < mean)
    required = {row.required for row in levels if row.required is not None}
    short = sum(r.people for r in levels if r.required is not None and r.level < r.required)
    return SkillSpread(
        headcount=people,
        mean=float(mean),
        below_mean=below,
        required=float(required.pop()) if len(required) == 1 else None,
        short=short if any(row.required is not None for row in levels) else below,
    )


def mean_level(levels: Sequence[LevelCount]) -> Decimal:
    """Exact, so that nobody is below a mean that all have."""
    people = sum(row.people for row in levels)
    return sum((row.level * row.people for row in levels), Decimal(0)) / people


def compare(results: Sequence[ResultCount], smallest: int) -> Comparison | None:
    """Those with the gap beside the rest; None where either group is below `smallest`."""
    having, lacking = (_Group.of(results, short) for short in (True, False))
    if min(having.people, lacking.people) < smallest:
        return None
    test = fisher(TwoGroups(having.missed, having.people, lacking.missed, lacking.people))
    missed = having.missed + lacking.missed
    return Comparison(
        with_gap=having.people,
        without_gap=lacking.people,
        mean_with_gap=having.total / having.people,
        mean_without_gap=lacking.total / lacking.people,
        missing_with_gap=test.share,
        missing_without_gap=test.other_share,
        low_performers_short=having.missed / missed if missed else None,
        risk_difference=test.risk_difference,
        p_value=test.p_value,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    people: int
    missed: int
    total: float

    @classmethod
    def of(cls, results: Sequence[ResultCount], short: bool) -> _Group:
        rows = [row for row in results if row.short is short]
        missed = sum(row.people for row in rows if row.missed)
        return cls(sum(row.people for row in rows), missed, sum(row.total for row in rows))


def find_need(inputs: NeedInputs) -> NeedFinding:
    """A must: enough of the low performers have the gap, and more than of the good ones."""
    rules, spread = inputs.rules, skill_spread(inputs.rows)
    if spread is None or spread.headcount < rules.smallest_group:
        return NeedFinding(None, None, False, False)
    comparison = compare(inputs.results, rules.smallest_group)
    if comparison is None:
        return NeedFinding(spread, None, False, False)
    significant = comparison.p_value < rules.significance and comparison.risk_difference > 0
    share = comparison.low_performers_short or 0.0
    return NeedFinding(spread, comparison, significant, significant and share >= rules.share_short)


NEED_EVIDENCE = Method(
    name="need_evidence",
    version=1,
    formula="must do: share of low performers with the gap ≥ θ, more than of good performers "
    "(Fisher's exact test)",
    inputs=NeedInputs,
    compute=find_need,
)
