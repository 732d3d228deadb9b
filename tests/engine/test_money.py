"""Money is exact, and never mixes currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.errors import InvalidInput
from engine.values.money import Money

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
