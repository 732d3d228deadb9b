"""Next year's budgets as this year's and so many per cent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.store.database import Database
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets.from_last_year import (
    RaisedBudget,
    budget_from_last_year,
    preview_from_last_year,
    raise_all,
)
from engine.usecases.budgets.setting import budget_before, set_budget
from engine.usecases.ledger.periods import close_year
from engine.usecases.ledger.transfers import transfer_budget
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound, NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, YEAR
from tests.workflow import FINANCE, HEAD, Office, build, require_invariants

# There is a budget of the next year alone; the one after it is worked out from it.
BASE, LATER = YEAR + 1, YEAR + 2
FIVE = Decimal("0.05")


def cny(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store, budget="100000.01", other="50000.02")
    yield Office(either_store)
    require_invariants(either_store)


def test_it_is_shown_and_then_set(office: Office) -> None:
    shown: RaisedBudget = office.do(DIRECTOR, preview_from_last_year, LATER, BASE, FIVE)
    assert [(line.unit.code, line.base, line.now, line.after) for line in shown.lines] == [
        ("U2", cny("100000.01"), None, cny("105000.01")),
        ("U3", cny("50000.02"), None, cny("52500.02")),
    ]
    assert (shown.base, shown.after) == ((cny("150000.03"),), (cny("157500.03"),))
    assert office.do(DIRECTOR, budget_before, "U2", LATER).line is None
    assert office.do(DIRECTOR, budget_from_last_year, LATER, BASE, FIVE, office.key()) == shown
    assert office.do(DIRECTOR, budget_status, None, LATER).balance.allocated == cny("157500.03")


def test_only_some_units(office: Office) -> None:
    office.do(DIRECTOR, budget_from_last_year, LATER, BASE, -FIVE, office.key(), ["U3"])
    status = office.do(DIRECTOR, budget_status, None, LATER)
    assert [(line.unit.code, line.balance.allocated) for line in status.lines] == [
        ("U3", cny("47500.02"))
    ]


def test_quarters_and_programmes_go_along(office: Office) -> None:
    for quarter, amount in ((1, 25_000), (2, 50_000)):
        office.do(
            DIRECTOR, set_budget, "U2", BASE, cny(amount), office.key(), "TC1", quarter=quarter
        )
    office.do(DIRECTOR, budget_from_last_year, LATER, BASE, FIVE, office.key(), ["U2"])
    before = office.do(DIRECTOR, budget_before, "U2", LATER, "TC1")
    assert before.allocated == cny(78_750)
    assert [(one.quarter, one.planned) for one in before.phases] == [
        (1, cny(26_250)),
        (2, cny(52_500)),
    ]


def test_what_was_moved_between_units_counts_and_what_was_carried_over_does_not(
    office: Office,
) -> None:
    office.approved(20)
    office.do(FINANCE, transfer_budget, "U2", "U3", BASE, cny(1_000), office.key(), "why")
    office.do(DIRECTOR, set_budget, "U2", LATER, cny(1), office.key())
    office.later(days=500)
    office.do(FINANCE, close_year, BASE)
    shown = office.do(DIRECTOR, preview_from_last_year, LATER, BASE, Decimal(0))
    assert [(line.base, line.now) for line in shown.lines] == [
        (cny("99000.01"), cny(20_001)),
        (cny("51000.02"), None),
    ]


@pytest.mark.parametrize(
    ("year", "base", "rate", "code"),
    [
        (BASE, BASE, "0.05", "budget_base_year"),
        (LATER, BASE, "-1", "budget_rate"),
        (LATER, BASE, "50", "budget_rate"),
        (YEAR + 20, BASE, "0", "budget_year"),
    ],
)
def test_what_cannot_be_meant(office: Office, year: int, base: int, rate: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        office.do(DIRECTOR, budget_from_last_year, year, base, Decimal(rate), office.key())


def test_without_a_budget_to_go_by(office: Office) -> None:
    with pytest.raises(NotFound, match="no_budget_in_force"):
        office.do(DIRECTOR, preview_from_last_year, LATER, YEAR, FIVE)


def test_all_or_none(office: Office) -> None:
    """Also where it is less than what is committed already."""
    office.approved(20)
    office.do(DIRECTOR, set_budget, "U2", YEAR, cny(10_000), office.key())
    for usecase, more in ((preview_from_last_year, ()), (budget_from_last_year, (office.key(),))):
        with pytest.raises(BudgetExceeded, match="allocation_below_bound"):
            office.do(DIRECTOR, usecase, BASE, YEAR, FIVE, *more)


def test_who_may_not(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.do(HEAD, preview_from_last_year, LATER, BASE, FIVE, ["U2"])


@given(
    st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=30),
    st.decimals("-0.99", 9, places=4),
)
def test_rounding_loses_nothing(amounts: list[Decimal], rate: Decimal) -> None:
    before = [Money(amount, "CNY") for amount in amounts]
    after = raise_all(before, rate)
    assert sum(after, cny(0)) == sum(before, cny(0)) * (1 + rate)
    for old, new in zip(before, after, strict=True):
        assert abs(new.amount - old.amount * (1 + rate)) <= Decimal("0.01") * (len(amounts) + 1)
        assert new.amount >= 0


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5))
def test_each_currency_by_itself(amounts: list[int]) -> None:
    before = [Money(Decimal(one), currency) for one in amounts for currency in ("JPY", "KWD")]
    after = raise_all(before, Decimal("0.035"))
    for currency in ("JPY", "KWD"):
        sums = [
            sum((one for one in some if one.currency == currency), Money.zero(currency))
            for some in (before, after)
        ]
        assert sums[1] == sums[0] * Decimal("1.035")
