"""Evidence for a need: who is short, and whether they achieve less."""

from decimal import Decimal

import pytest

from engine.analysis.kpi import is_missed
from engine.analysis.need_evidence import (
    LevelCount,
    NeedInputs,
    ResultCount,
    compare,
    find_need,
    skill_spread,
)
from engine.policy import load_policy

RULES = load_policy().need


def level(value: str, people: int = 1, required: str | None = None) -> LevelCount:
    return LevelCount(Decimal(value), Decimal(required) if required else None, people)


def test_nobody_assessed_gives_no_spread() -> None:
    assert skill_spread([], 5) is None


def test_the_gap_is_below_what_the_position_requires() -> None:
    spread = skill_spread([level("2", 3, "3"), level("3", 4, "3")], 5)
    assert spread is not None
    assert (spread.short, spread.required) == (3, 3.0)


def test_without_a_requirement_the_gap_is_below_the_mean() -> None:
    spread = skill_spread([level("1"), level("4", 2)], 5)
    assert spread is not None
    assert (spread.short, spread.below_mean) == (1, 1)


def test_all_equal_means_nobody_is_below() -> None:
    # In binary fractions the mean of nine times 3.1 is not 3.1.
    spread = skill_spread([level("3.1", 9)], 5)
    assert spread is not None
    assert spread.share_below_mean == 0


@pytest.mark.parametrize(
    ("direction", "actual", "missed"),
    [
        ("higher", 0.25, True),
        ("higher", 0.3, False),
        ("lower", 5, True),
        ("lower", 0.3, False),
    ],
)
def test_missing_a_target_depends_on_which_way_is_better(
    direction: str, actual: float, missed: bool
) -> None:
    assert is_missed(0.3, actual, direction) is missed


def tea() -> list[ResultCount]:
    """Fisher's table [[8, 2], [1, 5]]: p = 0.03497 (two-sided)."""
    return [
        ResultCount(short=True, missed=True, people=8, total=8.0),
        ResultCount(short=True, missed=False, people=2, total=18.0),
        ResultCount(short=False, missed=True, people=1, total=1.0),
        ResultCount(short=False, missed=False, people=5, total=45.0),
    ]


def test_the_comparison_is_fishers() -> None:
    comparison = compare(tea(), 5)
    assert comparison is not None
    assert comparison.p_value == pytest.approx(0.03497, abs=1e-5)
    assert comparison.risk_difference == pytest.approx(8 / 10 - 1 / 6)
    assert comparison.low_performers_short == pytest.approx(8 / 9)
    assert comparison.mean_with_gap == pytest.approx(2.6)


def test_small_groups_are_not_compared() -> None:
    assert (
        compare(
            [
                ResultCount(short=True, missed=True, people=4, total=4),
                ResultCount(short=False, missed=True, people=5, total=5),
            ],
            5,
        )
        is None
    )


def find(results: list[ResultCount]) -> bool:
    levels = (level("2", 10, "3"), level("4", 6, "3"))
    return find_need(
        NeedInputs(
            group="group",
            skill="skill",
            kpi="kpi",
            rules=RULES,
            rows=levels,
            results=tuple(results),
        )
    ).must_do


def test_a_must_takes_share_and_difference() -> None:
    assert find(tea())


def test_a_share_that_is_the_same_among_the_good_is_no_must() -> None:
    alike = [
        ResultCount(short=short, missed=missed, people=6, total=6.0)
        for short in (True, False)
        for missed in (True,)
    ]
    assert not find(
        [
            *alike,
            ResultCount(short=True, missed=False, people=6, total=6.0),
            ResultCount(short=False, missed=False, people=6, total=6.0),
        ]
    )


def test_those_with_the_gap_doing_better_is_no_must() -> None:
    better = [
        ResultCount(short=not row.short, missed=row.missed, people=row.people, total=row.total)
        for row in tea()
    ]
    assert not find(better)


def test_without_results_there_is_no_must() -> None:
    assert not find([])
