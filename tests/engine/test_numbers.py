"""Numbers from outside have bounds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.values.errors import InvalidInput
from engine.values.money import Money
from engine.values.numbers import is_bounded, number_said

HUGE = ["1E+99999999", "-1E+99999999", "1E+999999", "9" * 5_000, "NaN", "sNaN", "Infinity"]


@pytest.mark.parametrize("text", [*HUGE, "1E-99999999", f"0.{'1' * 50}", "", "twelve", "1_0\x00"])
def test_what_has_no_bounds_is_no_number(text: str) -> None:
    with pytest.raises(InvalidInput, match="number_not_stored"):
        number_said(text)


@pytest.mark.parametrize("text", ["0", "-1.50", " 12 ", "1e6", "99999999999999.9999", "0.000001"])
def test_what_can_be_meant_is_one(text: str) -> None:
    assert number_said(text) == Decimal(text.strip())
    assert is_bounded(Decimal(text.strip()))


@pytest.mark.parametrize("text", HUGE)
def test_no_sum_is_without_bounds(text: str) -> None:
    with pytest.raises(InvalidInput, match="amount_out_of_range") as refused:
        Money(Decimal(text), "CNY")
    assert len(str(refused.value.args_by_name["amount"])) < 100


@pytest.mark.parametrize(
    "factor", [Decimal("1E+999999"), Decimal("9E+99999999"), 10**5_000], ids=["E6", "E8", "long"]
)
def test_no_sum_becomes_so_by_what_it_is_multiplied_by(factor: Decimal) -> None:
    with pytest.raises(InvalidInput, match="amount_out_of_range"):
        Money(Decimal(5), "CNY") * factor


def test_what_is_too_small_to_be_paid_is_nothing() -> None:
    assert Money(Decimal("1E-99999999"), "CNY") == Money.zero("CNY")
