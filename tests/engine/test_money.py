"""Money is exact, and never mixes currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.errors import InvalidInput
from engine.values.money import Money, smallest_unit

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(amounts, amounts)
def test_adding_and_taking_away_gives_the_first_amount(a: Decimal, b: Decimal) -> None:
    first, second = Money(a, "CNY"), Money(b, "CNY")
    assert first + second - second == first


@given(amounts, st.integers(1, 10_000))
def test_sharing_loses_at_most_half_a_cent_a_head(amount: Decimal, people: int) -> None:
    shared = Money(amount, "CNY").per(people) * people
    assert abs(shared.amount - amount) <= Decimal("0.005") * people


def test_half_a_cent_is_rounded_up() -> None:
    assert Money(Decimal("0.005"), "CNY").amount == Decimal("0.01")


def test_currencies_are_not_added() -> None:
    with pytest.raises(InvalidInput, match="mixed_currencies"):
        Money(Decimal(1), "CNY") + Money(Decimal(1), "USD")


@pytest.mark.parametrize("currency", ["", "yuan", "cny"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    with pytest.raises(InvalidInput, match="unknown_currency"):
        Money(Decimal(1), currency)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e20"])
def test_an_amount_must_fit_the_store(amount: str) -> None:
    with pytest.raises(InvalidInput, match="amount_out_of_range"):
        Money(Decimal(amount), "CNY")


def test_nothing_is_shared_among_nobody() -> None:
    with pytest.raises(InvalidInput, match="nothing_to_divide_by"):
        Money(Decimal(1), "CNY").per(0)


@pytest.mark.parametrize(
    ("currency", "written"), [("JPY", "1235"), ("CNY", "1234.57"), ("KWD", "1234.568")]
)
def test_a_sum_has_the_digits_of_its_currency(currency: str, written: str) -> None:
    assert str(Money(Decimal("1234.5678"), currency).amount) == written


@pytest.mark.parametrize("currency", ["DEM", "XXX", "XAU", "ABC"])
def test_a_currency_is_one_that_people_pay_with(currency: str) -> None:
    with pytest.raises(InvalidInput, match="unknown_currency"):
        Money(Decimal(1), currency)


def test_a_given_sum_is_not_rounded_behind_ones_back() -> None:
    assert Money.exact(Decimal("1.234"), "KWD").amount == Decimal("1.234")
    with pytest.raises(InvalidInput, match="amount_too_fine"):
        Money.exact(Decimal("0.5"), "JPY")


def test_a_share_is_rounded_once() -> None:
    assert Money(Decimal(100), "CNY").share(3, 7) == Money(Decimal("42.86"), "CNY")
    assert Money(Decimal(100), "CNY").per(7) * 3 == Money(Decimal("42.87"), "CNY")


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any),
    st.sampled_from(["JPY", "CNY", "KWD"]),
)
def test_parts_add_up_to_the_whole(units: int, weights: list[int], currency: str) -> None:
    whole = Money(units * smallest_unit(currency), currency)
    parts = whole.split(weights)
    assert sum(parts[1:], parts[0]) == whole
    for part, weight in zip(parts, weights, strict=True):
        exact = whole.amount * weight / sum(weights)
        assert abs(part.amount - exact) <= smallest_unit(currency)


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    parts = Money(Decimal("100"), "JPY").split([1, 1, 1])
    assert [part.amount for part in parts] == [34, 33, 33]
