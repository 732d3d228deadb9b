"""Which skill lies behind a KPI's shortfall: low and good performers beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.analysis.method import Method
from engine.analysis.proportions import TwoGroups, fisher, holm
from engine.policy import NeedRules
from engine.values.results import Named

MUST_DO, NOT_SUPPORTED, NOT_ENOUGH_DATA = "must_do", "not_supported", "not_enough_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSplit:
    """Of `low` performers of a position (its code; empty for none) assessed in a skill,
    `low_below` are below the position's mean in it; the same of the `good`."""

    skill: Named
    low: int
    low_below: int
    good: int
    good_below: int
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillBehindInputs:
    """`is_short`: the KPI as a whole misses its target; a skill is to blame for nothing else."""

    kpi: str
    group: str
    is_short: bool
    rules: NeedRules
    rows: tuple[SkillSplit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillBehind:
    """Low and good performers of the same positions (`positions` of them). `p_adjusted` is
    corrected for all the skills that were tried (Holm)."""

    skill: Named
    low: int
    good: int
    share_of_low: float
    share_of_good: float
    risk_difference: float
    p_value: float
    p_adjusted: float
    verdict: str
    positions: int


@dataclass(frozen=True, slots=True)
class SkillRanking:
    """The likeliest cause first. `verdict` is that of the first, or not_enough_data;
    `untested` were assessed of too few low or good performers to compare."""

    verdict: str
    skills: tuple[SkillBehind, ...]
    untested: tuple[Named, ...]


def rank_skills(inputs: SkillBehindInputs) -> SkillRanking:
    """Share below their position's mean among low and good performers of the same positions,
    risk difference, Fisher exact p."""
    smallest, rows = inputs.rules.smallest_group, _by_skill(inputs.rows)
    tested = [row for row in rows if min(row.low, row.good) >= smallest]
    untested = tuple(row.skill for row in rows if min(row.low, row.good) < smallest)
    tests = [fisher(*row.strata) for row in tested]
    adjusted = holm([test.p_value for test in tests])
    found = [
        SkillBehind(
            skill=row.skill,
            low=row.low,
            good=row.good,
            share_of_low=test.share,
            share_of_good=test.other_share,
            risk_difference=test.risk_difference,
            p_value=test.p_value,
            p_adjusted=p,
            verdict=_verdict(inputs, test.share, test.risk_difference, p),
            positions=len(row.strata),
        )
        for row, test, p in zip(tested, tests, adjusted, strict=True)
    ]
    found.sort(key=lambda s: (s.verdict != MUST_DO, -s.risk_difference, s.skill.code))
    return SkillRanking(found[0].verdict if found else NOT_ENOUGH_DATA, tuple(found), untested)


@dataclass(frozen=True, slots=True)
class _Skill:
    """A skill with the positions that have low and good performers to compare."""

    skill: Named
    strata: tuple[TwoGroups, ...]

    @property
    def low(self) -> int:
        return sum(one.people for one in self.strata)

    @property
    def good(self) -> int:
        return sum(one.other_people for one in self.strata)


def _by_skill(rows: Sequence[SkillSplit]) -> list[_Skill]:
    strata: dict[Named, list[TwoGroups]] = {}
    for row in rows:
        pairs = strata.setdefault(row.skill, [])
        if row.low and row.good:
            pairs.append(TwoGroups(row.low_below, row.low, row.good_below, row.good))
    return [_Skill(skill, tuple(pairs)) for skill, pairs in strata.items()]


def _verdict(inputs: SkillBehindInputs, share: float, difference: float, p: float) -> str:
    rules = inputs.rules
    is_behind = share >= rules.share_short and difference > 0 and p < rules.significance
    return MUST_DO if inputs.is_short and is_behind else NOT_SUPPORTED


SKILL_BEHIND = Method(
    name="skill_behind_kpi",
    version=2,
    formula="share of low performers below their position's mean in the skill ≥ θ, and more than "
    "of good performers of the same positions: "
    "risk difference, Fisher's exact test, Holm over all skills tried",
    inputs=SkillBehindInputs,
    compute=rank_skills,
)
