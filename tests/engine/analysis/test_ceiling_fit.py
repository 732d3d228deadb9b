"""A price against what it may cost, and how many people would fit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.ceiling_fit import ceiling_fit
from engine.values.money import Money


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def test_what_fits_leaves_something() -> None:
    fit = ceiling_fit(cny(50_000), cny(45_000), 30, lambda people: cny(1_500 * people))
    assert (fit.fits, fit.left, fit.people) == (True, cny(5_000), None)


def test_a_price_that_is_the_ceiling_fits() -> None:
    assert ceiling_fit(cny(45_000), cny(45_000), 30, None).fits


def test_a_price_for_everything_fits_for_nobody_less() -> None:
    fit = ceiling_fit(cny(40_000), cny(45_000), 30, None)
    assert (fit.fits, fit.left, fit.people) == (False, cny(-5_000), None)


@pytest.mark.parametrize(("ceiling", "people"), [(1_499, 0), (1_500, 1), (43_499, 28)])
def test_how_many_fit(ceiling: int, people: int) -> None:
    fit = ceiling_fit(cny(ceiling), cny(45_000), 30, lambda count: cny(1_500 * count))
    assert fit.people == people


@given(st.integers(0, 99), st.integers(1, 60), st.integers(1, 9), st.integers(1, 9))
def test_the_most_that_fit_are_told(ceiling: int, headcount: int, step: int, size: int) -> None:
    """Also where the price rises by whole sessions; brute force agrees."""

    def cost(people: int) -> Money:
        return cny(step * -(-people // size) * size)

    fit = ceiling_fit(cny(ceiling), cost(headcount), headcount, cost)
    most = max(n for n in range(headcount + 1) if n == 0 or cost(n) <= cny(ceiling))
    assert (fit.people if not fit.fits else headcount) == most
