"""What a quotation comes to: by head, session or in all, with and without tax."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.quoted import quoted_sum
from engine.values.currencies import currencies, digits_of
from engine.values.errors import InvalidInput, NotEnoughData
from engine.values.money import Money
from engine.values.quotation import Per, Quotation, Tax


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.mark.parametrize(
    ("amount", "per", "sessions", "total"),
    [
        ("50000", None, None, "50000"),
        ("300", "head", None, "9000"),
        ("20000", "session", None, "40000"),
        ("20000", "session", 3, "60000"),
        ("333.33", "head", None, "9999.9"),
    ],
)
def test_a_price_is_for_heads_sessions_or_everything(
    amount: str, per: Per | None, sessions: int | None, total: str
) -> None:
    quotation = Quotation(price=cny(amount), per=per, sessions=sessions)
    assert quoted_sum(quotation, 30, 15, True).total == cny(total)


@pytest.mark.parametrize(
    ("amount", "tax", "rate", "with_tax", "total"),
    [
        ("50000", "excluded", "6", True, "53000"),
        ("53000", "included", "6", True, "53000"),
        ("53000", "included", "6", False, "50000"),
        ("50000", "excluded", "6", False, "50000"),
        ("50000", "excluded", "0", True, "50000"),
        ("50000", None, None, True, "50000"),
        ("50000", None, None, False, "50000"),
        ("50000", "included", None, True, "50000"),
        ("119", "included", "19", False, "100"),
    ],
)
def test_what_counts_is_with_or_without_tax(
    amount: str, tax: Tax | None, rate: str | None, with_tax: bool, total: str
) -> None:
    quotation = Quotation(
        price=cny(amount), tax=tax, tax_rate=None if rate is None else Decimal(rate)
    )
    found = quoted_sum(quotation, 20, None, with_tax)
    assert (found.total, found.given) == (cny(total), cny(amount))
    assert found.counts == ("included" if with_tax else "excluded")


@pytest.mark.parametrize(("tax", "with_tax"), [("excluded", True), ("included", False)])
def test_a_rate_that_matters_is_asked_for(tax: Tax, with_tax: bool) -> None:
    with pytest.raises(NotEnoughData, match="tax_rate_unknown"):
        quoted_sum(Quotation(price=cny("1"), tax=tax), 1, None, with_tax)


def test_sessions_of_unknown_size_are_asked_for() -> None:
    with pytest.raises(NotEnoughData, match="sessions_unknown"):
        quoted_sum(Quotation(price=cny("1"), per="session"), 1, None, True)


@pytest.mark.parametrize("rate", ["-1", "101", "NaN"])
def test_a_rate_that_cannot_be_is_refused(rate: str) -> None:
    with pytest.raises(InvalidInput, match="tax_rate_unclear"):
        Quotation(price=cny("1"), tax_rate=Decimal(rate))


@given(
    st.sampled_from(sorted(currencies())),
    st.integers(1, 10**9),
    st.integers(1, 500),
    st.integers(0, 40),
)
def test_no_price_is_rounded_before_it_is_multiplied(
    currency: str, units: int, headcount: int, rate: int
) -> None:
    """The tax is of the whole sum, and rounded once: never a head's rounded price times heads."""
    unit = Decimal(1).scaleb(-digits_of(currency))
    price = Money(units * unit, currency)
    quotation = Quotation(price=price, per="head", tax="excluded", tax_rate=Decimal(rate))
    found = quoted_sum(quotation, headcount, None, True)
    exact = units * unit * headcount * (100 + rate) / 100
    assert found.given.amount == units * unit * headcount
    assert found.total.amount == exact.quantize(unit, ROUND_HALF_UP)
