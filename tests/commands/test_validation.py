"""The methods on simulated companies whose truth is known; `./peisuan validate` does more."""

import math

import pytest

from commands.validation.costs import CostScenario, check_costs
from commands.validation.effects import EffectScenario, check_effects

pytestmark = pytest.mark.long


def near(share: float, expected: float, cases: int) -> bool:
    """Within three standard errors of a share: what chance alone would rarely exceed."""
    return abs(share - expected) < 3 * math.sqrt(expected * (1 - expected) / cases) + 0.02


@pytest.mark.parametrize("sessions", [12, 4])
def test_the_cost_interval_holds_as_often_as_it_says(sessions: int) -> None:
    check = check_costs(CostScenario("", sessions), 80)
    assert check.intervals == 80
    assert near(check.coverage, 0.80, 80)
    assert abs(check.bias) < 0.05


def test_rising_prices_are_followed() -> None:
    check = check_costs(CostScenario("", 12, drift=0.15), 80)
    assert abs(check.bias) < 0.08
    assert check.coverage > 0.65


def test_the_comparison_group_finds_what_before_and_after_mistakes() -> None:
    check = check_effects(EffectScenario("", 0.02, trend=0.03), 12)
    assert abs(check.bias) < 0.5
    assert check.before_after_bias > 2
    assert check.coverage >= 10 / 12


def test_no_effect_is_rarely_found() -> None:
    check = check_effects(EffectScenario("", 0.0, trend=0.03), 12)
    assert check.found <= 2 / 12


def test_sending_those_who_did_worst_is_warned_of() -> None:
    check = check_effects(EffectScenario("", 0.0, chosen=True), 12)
    assert check.warned >= 10 / 12
