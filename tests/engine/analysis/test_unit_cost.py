"""Cost per participant from history."""

from datetime import date
from decimal import Decimal

import pytest

from engine.analysis.cost_interval import history_factor
from engine.analysis.unit_cost import SessionCost, planned_sessions, unit_cost
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money


def held(participants: int, total: int) -> SessionCost:
    return SessionCost(
        code="S",
        course="course",
        start_date=date(2025, 1, 1),
        participants=participants,
        total=Money(Decimal(total), "CNY"),
    )


def test_it_is_all_that_was_spent_over_all_who_took_part() -> None:
    assert unit_cost([held(100, 100_000), held(300, 700_000)]).value == Money(Decimal(2000), "CNY")


def test_a_session_nobody_attended_counts_for_nothing() -> None:
    assert unit_cost([held(0, 9_999), held(10, 15_000)]).value.amount == 1500


def test_without_history_there_is_no_price() -> None:
    with pytest.raises(NotEnoughData, match="no_cost_history"):
        unit_cost([held(0, 100)])


def test_the_prediction_is_wider_with_less_history() -> None:
    assert history_factor(0.1, 3, 1, 0.8) > history_factor(0.1, 30, 1, 0.8) > 1


def test_the_history_factor_is_that_of_student_t() -> None:
    # t(0.9; 4) = 1.533206; exp(1.533206 * 0.2 * sqrt(1/5 + 1/2)) by hand.
    assert history_factor(0.2, 5, 2, 0.8) == pytest.approx(1.29249, abs=1e-4)


@pytest.mark.parametrize(("headcount", "sessions"), [(1, 1), (20, 1), (21, 2), (50, 3)])
def test_sessions_fill_up_to_the_capacity(headcount: int, sessions: int) -> None:
    assert planned_sessions(headcount, 20, unit_cost([held(10, 1)])) == sessions


def test_without_a_capacity_sessions_are_as_large_as_usual() -> None:
    assert planned_sessions(50, None, unit_cost([held(25, 1), held(25, 1)])) == 2


def test_a_negative_cost_is_refused() -> None:
    with pytest.raises(InvalidInput, match="cost_negative"):
        unit_cost([held(10, 100), held(10, -5)])


def test_costs_in_two_currencies_are_refused() -> None:
    other = SessionCost(
        code="T",
        course="course",
        start_date=date(2025, 1, 1),
        participants=5,
        total=Money(Decimal(10), "USD"),
    )
    with pytest.raises(InvalidInput, match="mixed_currencies"):
        unit_cost([held(10, 100), other])
