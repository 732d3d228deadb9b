"""Where something begins and ends to hold: the least that suffices, and one less."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.analysis.appraisal import DimensionSums, dimension_gap
from engine.analysis.efficiency import EfficiencyInputs, YearOfEffect, compare_years
from engine.analysis.kpi import HIGHER, LOWER, attainment
from engine.analysis.price_drift import FEWEST_DEGREES, trend
from engine.analysis.session_cost import SessionPrice, plan_sessions, session_price
from engine.analysis.shrinkage import CourseSpread, Spread
from engine.analysis.unit_cost import SessionCost, UnitCost, attended, planned_sessions
from engine.values.errors import EngineError, InvalidInput
from engine.values.fiscal import FiscalCalendar
from engine.values.money import Money
from engine.values.price import Price
from engine.values.results import Named

JANUARY = FiscalCalendar()


def cny(amount: object) -> Money:
    return Money(Decimal(str(amount)), "CNY")


def price(amount: int, people: int = 1) -> Price:
    return Price(Decimal(amount), people, "CNY")


def refused(error: pytest.ExceptionInfo[EngineError]) -> tuple[str, dict[str, Any]]:
    return error.value.code, dict(error.value.args_by_name)


@pytest.mark.parametrize(
    ("target", "actual", "direction"),
    [(0, 3, HIGHER), (3, 0, LOWER), (-1, 3, HIGHER), (-1, 3, LOWER)],
)
def test_no_share_of_nothing_or_of_the_other_sign(
    target: float, actual: float, direction: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        attainment(target, actual, direction)
    assert refused(error) == ("attainment_undefined", {"target": target, "actual": actual})


def spreads(
    sessions: int, log_squares: float, products: float, squares: float = 2.0
) -> CourseSpread:
    return CourseSpread(
        course="K",
        sessions=sessions,
        mean=100,
        sum_squares=0,
        log_mean=math.log(100),
        log_sum_squares=log_squares,
        time_squares=squares,
        time_products=products,
    )


def test_a_trend_takes_so_many_sessions() -> None:
    enough = FEWEST_DEGREES + 2
    assert trend([spreads(enough, 0.5, 0.1)]) is not None
    assert trend([spreads(enough - 1, 0.5, 0.1)]) is None
    assert trend([spreads(enough, 0.5, 0.1, squares=0.0)]) is None


def test_a_trend_by_least_squares() -> None:
    """slope = 0.8/2; error² = (0.5 − 0.4·0.8)/6/2; t = 0.4/0.1225 = 3.266 on 6 degrees."""
    found = trend([spreads(4, 0.2, 0.3, 0.5), spreads(5, 0.3, 0.5, 1.5)])
    assert found is not None
    assert found.slope == pytest.approx(0.4)
    assert found.error == pytest.approx(math.sqrt(0.18 / 6 / 2))
    assert found.p_value == pytest.approx(0.01712, abs=1e-5)
    assert found.annual == pytest.approx(math.exp(0.4) - 1)


def test_prices_that_vary_by_time_alone_leave_no_doubt() -> None:
    found = trend([spreads(9, 0.08, 0.4)])
    assert found is not None
    assert (found.slope, found.error, found.p_value) == (pytest.approx(0.2), 0.0, 0.0)


def test_prices_that_never_vary_show_no_trend() -> None:
    found = trend([spreads(9, 0.0, 0.0)])
    assert found is not None
    assert (found.slope, found.error, found.p_value) == (0.0, 0.0, 1.0)


def session(people: int, total: object, year: int = 2025, **parts: Any) -> SessionCost:
    return SessionCost(
        code="S",
        course="TC",
        start_date=date(year, 3, 1),
        participants=people,
        total=cny(total),
        **{name: cny(one) for name, one in parts.items()},
    )


def test_one_who_came_is_enough() -> None:
    assert [one.participants for one in attended([session(1, 5), session(0, 5)])] == [1]
    one_each = UnitCost(value=cny(5), total=cny(10), participants=2, sessions=2, spread=None)
    assert planned_sessions(7, None, one_each) == 7
    none_to_speak_of = UnitCost(value=cny(5), total=cny(1), participants=1, sessions=3, spread=None)
    assert planned_sessions(7, None, none_to_speak_of) == 7


def test_all_parts_must_be_told_apart() -> None:
    whole = session(4, 100, fixed=30, per_learner=40)
    assert session_price([whole], JANUARY) == SessionPrice(price(30), price(30), price(40, 4))
    assert session_price([session(4, 100, fixed=30)], JANUARY) is None
    assert session_price([session(4, 100, per_learner=30)], JANUARY) is None
    assert session_price([], JANUARY) is None


def test_a_session_whose_parts_are_not_told_apart_counts_for_nothing() -> None:
    whole, sum_alone = session(4, 100, fixed=30, per_learner=40), session(9, 700)
    assert session_price([whole, sum_alone], JANUARY) == session_price([whole], JANUARY)


def test_the_parts_are_averaged_over_what_they_are_paid_for() -> None:
    """Fixed costs by year, the rest by session, learners' by head."""
    held = [
        session(4, 100, 2025, fixed=30, per_learner=40),
        session(6, 130, 2025, fixed=0, per_learner=60),
        session(5, 90, 2026, fixed=20, per_learner=50),
    ]
    assert session_price(held, JANUARY) == SessionPrice(price(50, 2), price(120, 3), price(150, 15))


def test_something_must_be_paid_by_the_session() -> None:
    assert session_price([session(4, 70, fixed=30, per_learner=40)], JANUARY) is None
    assert session_price([session(4, "70.01", fixed=30, per_learner=40)], JANUARY) is not None


def test_a_session_holds_somebody() -> None:
    parts = SessionPrice(price(100), price(50), price(10, 3))
    assert plan_sessions(parts, 3, 1).total == cny(100 + 150 + 10)
    with pytest.raises(InvalidInput) as error:
        plan_sessions(parts, 3, 0)
    assert refused(error) == ("capacity_not_positive", {"capacity": 0})


def test_the_smallest_noise_is_noise() -> None:
    assert Spread(mean=1, within=0.2, between=0.3, degrees=3, courses=2).weight(2) == pytest.approx(
        0.25
    )
    assert Spread(mean=1, within=0.0, between=0.0, degrees=3, courses=2).weight(2) == 0.0


def test_the_year_without_money_is_named() -> None:
    years = YearOfEffect(2025, cny("0.01"), 0.5), YearOfEffect(2026, cny(0), 0.6)
    with pytest.raises(InvalidInput) as error:
        compare_years(EfficiencyInputs(Named("K", "K"), HIGHER, years))
    assert refused(error) == ("budget_zero", {"year": 2026})


def sums(n: int, other_n: int) -> DimensionSums:
    return DimensionSums(
        dimension="D",
        n=n,
        total=3.0 * n,
        squares=9.5 * n,
        other_n=other_n,
        other_total=4.0 * other_n,
        other_squares=16.5 * other_n,
    )


@pytest.mark.parametrize(("n", "other", "tested"), [(2, 2, True), (1, 2, False), (2, 1, False)])
def test_two_a_side_can_be_tested(n: int, other: int, tested: bool) -> None:
    gap = dimension_gap([sums(n, other)], 5)
    assert gap is not None
    assert (gap.p_value is not None) is tested


def test_nobody_can_be_compared_with_nobody() -> None:
    assert dimension_gap([sums(0, 3)], 5) is None
    assert dimension_gap([sums(3, 0)], 5) is None
