"""Is there a need? Who is short of a skill, and do they differ in what they achieve?

Like is compared with like: people with others of their own position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.analysis.proportions import TwoGroups, fisher
from engine.policy import NeedRules


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many people of a position (its code; empty for none) have this latest level (0–5),
    of whom this level is required."""

    level: Decimal
    required: Decimal | None
    people: int
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCount:
    """How many of a position with (or without) the gap missed (or reached) the KPI's target,
    and the sum of their results, in the KPI's unit."""

    short: bool
    missed: bool
    people: int
    total: float
    position: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What is average: for each position with enough people their own mean, for `others`
    that of everybody. `mixed`: there is more than one."""

    by_position: Mapping[str, Decimal]
    others: Decimal
    mixed: bool

    def of(self, position: str) -> Decimal:
        """The mean that people of a position are compared with."""
        return self.by_position.get(position, self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSpread:
    """How a group stands in a skill; `short` have the gap. `required` only where it is one.

    `mean` is that of all; `below_mean` are below the mean of their own position (`mixed`:
    there are several positions, and so several means).
    """

    headcount: int
    mean: float
    mixed: bool
    below_mean: int
    required: float | None
    short: int

    @property
    def share_below_mean(self) -> float:
        return self.below_mean / self.headcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """People with the gap beside those without, of the same positions, in what they achieve.

    `positions` were compared; `left_out` people have nobody of their position on the other
    side. `mean_alike` is what those without would average if they were spread over the
    positions as those with it are, and `risk_difference` is to their share then. Shares are
    of those who miss the target; `p_value` is Fisher's exact test of them (two-sided), each
    position by itself. `mean_*` are in the KPI's unit. `low_performers_short` is the share
    with the gap among those who miss the target.
    """

    with_gap: int
    without_gap: int
    mean_with_gap: float
    mean_without_gap: float
    mean_alike: float
    missing_with_gap: float
    missing_without_gap: float
    low_performers_short: float | None
    risk_difference: float
    p_value: float
    positions: int
    left_out: int


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


def skill_spread(levels: Sequence[LevelCount], smallest: int) -> SkillSpread | None:
    """None for nobody. The gap: below the required level; where none is set, below the mean
    of the position (of everybody, where fewer than `smallest` of it were assessed)."""
    people = sum(row.people for row in levels)
    if people == 0:
        return None
    means = means_of(levels, smallest)
    required = {row.required for row in levels if row.required is not None}
    return SkillSpread(
        headcount=people,
        mean=float(mean_level(levels)),
        mixed=means.mixed,
        below_mean=sum(row.people for row in levels if row.level < means.of(row.position)),
        required=float(required.pop()) if len(required) == 1 else None,
        short=sum(row.people for row in levels if row.level < enough(row, means)),
    )


def enough(row: LevelCount, means: Means) -> Decimal:
    """The level below which these people have the gap."""
    return means.of(row.position) if row.required is None else row.required


def means_of(levels: Sequence[LevelCount], smallest: int) -> Means:
    """The mean of every position that at least `smallest` people were assessed of.

    Nobody must have been assessed of none.
    """
    rows: dict[str, list[LevelCount]] = defaultdict(list)
    for row in levels:
        rows[row.position].append(row)
    large = {
        position: mean_level(of_it)
        for position, of_it in rows.items()
        if sum(row.people for row in of_it) >= smallest
    }
    return Means(large, mean_level(levels), len(rows) > 1 and bool(large))


def mean_level(levels: Sequence[LevelCount]) -> Decimal:
    """Exact, so that nobody is below a mean that all have."""
    people = sum(row.people for row in levels)
    return sum((row.level * row.people for row in levels), Decimal(0)) / people


def compare(results: Sequence[ResultCount], smallest: int) -> Comparison | None:
    """Those with the gap beside the rest of their positions; None where either group is below
    `smallest`."""
    pairs = _pairs(results)
    with_gap = sum(having.people for having, _ in pairs)
    without = sum(lacking.people for _, lacking in pairs)
    if min(with_gap, without) < smallest:
        return None
    test = fisher(*(TwoGroups(a.missed, a.people, b.missed, b.people) for a, b in pairs))
    short = sum(having.missed for having, _ in pairs)
    missed = short + sum(lacking.missed for _, lacking in pairs)
    return Comparison(
        with_gap=with_gap,
        without_gap=without,
        mean_with_gap=sum(having.total for having, _ in pairs) / with_gap,
        mean_without_gap=sum(lacking.total for _, lacking in pairs) / without,
        mean_alike=sum(a.people * b.total / b.people for a, b in pairs) / with_gap,
        missing_with_gap=test.share,
        missing_without_gap=test.other_share,
        low_performers_short=short / missed if missed else None,
        risk_difference=test.risk_difference,
        p_value=test.p_value,
        positions=len(pairs),
        left_out=sum(row.people for row in results) - with_gap - without,
    )


def _pairs(results: Sequence[ResultCount]) -> list[tuple[_Group, _Group]]:
    """With the gap and without it, of each position that has both."""
    positions: dict[str, list[ResultCount]] = defaultdict(list)
    for row in results:
        positions[row.position].append(row)
    pairs = [
        (_Group.of(rows, short=True), _Group.of(rows, short=False))
        for _, rows in sorted(positions.items())
    ]
    return [pair for pair in pairs if all(group.people for group in pair)]


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
    rules, spread = inputs.rules, skill_spread(inputs.rows, inputs.rules.smallest_group)
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
    version=2,
    formula="must do: share of low performers with the gap ≥ θ, more than of good performers "
    "of the same positions (Fisher's exact test)",
    inputs=NeedInputs,
    compute=find_need,
)
