"""Evidence for a need: who is short, and whether they achieve less."""

import pytest

from engine.analysis.need_evidence import (
    PersonLevel,
    PersonResult,
    compare,
    misses_target,
    skill_spread,
)


def test_nobody_assessed_gives_no_spread() -> None:
    assert skill_spread([]) is None


def test_the_gap_is_below_what_the_position_requires() -> None:
    spread = skill_spread([PersonLevel(1, 2.0, 3.0), PersonLevel(2, 3.0, 3.0)])
    assert spread is not None
    assert spread.short == {1}


def test_without_a_requirement_the_gap_is_below_the_mean() -> None:
    spread = skill_spread([PersonLevel(1, 1.0), PersonLevel(2, 4.0), PersonLevel(3, 4.0)])
    assert spread is not None
    assert (spread.short, spread.below_mean) == ({1}, 1)


def test_all_equal_means_nobody_is_below() -> None:
    spread = skill_spread([PersonLevel(n, 3.0) for n in range(9)])
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
    assert misses_target(PersonResult(1, actual, 0.3), direction) is missed


def test_without_a_target_nothing_is_missed() -> None:
    assert not misses_target(PersonResult(1, 0.1, None), "higher")


def test_the_comparison_is_fishers() -> None:
    # Fisher's tea table [[8, 2], [1, 5]]: p = 0.03497 (two-sided).
    short = frozenset(range(10))
    results = [PersonResult(n, 1.0 if n < 8 else 9.0, 5.0) for n in range(10)]
    results += [PersonResult(n, 1.0 if n == 10 else 9.0, 5.0) for n in range(10, 16)]
    comparison = compare(short, results, "higher", 5)
    assert comparison is not None
    assert comparison.p_value == pytest.approx(0.03497, abs=1e-5)
    assert comparison.risk_difference == pytest.approx(8 / 10 - 1 / 6)


def test_small_groups_are_not_compared() -> None:
    results = [PersonResult(n, 1.0, 5.0) for n in range(9)]
    assert compare(frozenset({0, 1, 2, 3}), results, "higher", 5) is None
