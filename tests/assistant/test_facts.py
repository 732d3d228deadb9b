"""What the entities of a message become for the dialogue: each figure as what it was said for."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.message import Change, Facts, Said, read_facts

TODAY = date(2026, 11, 28)


def facts(*entities: dict[str, Any]) -> Facts:
    return read_facts([{"start": 0, "end": 1, **one} for one in entities], TODAY)


def test_a_sum_keeps_its_currency() -> None:
    said = facts({"entity": "amount_per_head", "value": 300, "currency": "USD", "tax": "excluded"})
    assert said.amount_per_head == Said(
        value=Decimal(300), currency="USD", per="head", tax="excluded"
    )
    assert said.tax == "excluded"


def test_a_sum_without_a_currency_has_none() -> None:
    assert facts({"entity": "amount", "value": 300}).amount == Said(value=Decimal(300))


def test_a_budget_is_a_ceiling_and_no_quotation() -> None:
    said = facts({"entity": "amount", "value": 50000, "role": "limit", "bound": "at_most"})
    assert (said.amount, said.ceiling) == (None, Said(value=Decimal(50000), bound="at_most"))


def test_a_ceiling_per_head_is_told_from_one_in_all() -> None:
    said = facts({"entity": "amount_per_head", "value": 900, "role": "limit"})
    assert said.ceiling == Said(value=Decimal(900), per="head")


def days(first: str, last: str) -> dict[str, Any]:
    return {"entity": "period", "value": first, "first_day": first, "last_day": last}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_times_the_one_within_the_other_is_meant(turned: bool) -> None:
    said = [days("2027-01-01", "2027-12-31"), days("2027-04-01", "2027-04-30")]
    period = facts(*(reversed(said) if turned else said)).period
    assert period
    assert period["last_day"] == "2027-04-30"


def test_of_two_times_apart_the_first_is_meant() -> None:
    period = facts(days("2027-05-01", "2027-05-31"), days("2027-04-01", "2027-04-30")).period
    assert period
    assert period["last_day"] == "2027-05-31"


def test_more_people_are_a_change_and_no_headcount() -> None:
    said = facts({"entity": "headcount", "value": 3, "role": "relative", "add": 3})
    assert (said.headcount, said.headcount_change) == (None, Change(add=Decimal(3)))
    assert said.changes_request


def test_a_share_less_is_a_change_of_the_amount() -> None:
    said = facts({"entity": "amount", "value": "0.8", "role": "relative", "times": "0.8"})
    assert (said.amount, said.amount_change) == (None, Change(times=Decimal("0.8")))


def test_parts_of_one_currency_are_added() -> None:
    said = facts(
        {"entity": "amount", "value": 20000, "currency": "EUR", "role": "part"},
        {"entity": "amount", "value": 5000, "currency": "EUR", "role": "part"},
    )
    parts = (Said(value=Decimal(20000), currency="EUR"), Said(value=Decimal(5000), currency="EUR"))
    assert said.amount == Said(value=Decimal(25000), currency="EUR", parts=parts)


def test_parts_of_several_currencies_are_not_added() -> None:
    said = facts(
        {"entity": "amount", "value": 20000, "currency": "EUR", "role": "part"},
        {"entity": "amount", "value": 5000, "currency": "USD", "role": "part"},
    )
    assert said.amount is None
    assert [part.currency for part in said.mixed] == ["EUR", "USD"]


def test_the_tax_rate_and_a_bound_of_people() -> None:
    said = facts(
        {"entity": "tax_rate", "value": 6},
        {"entity": "headcount", "value": 20, "bound": "at_most"},
    )
    assert (said.tax_rate, said.headcount, said.headcount_bound) == (6, 20, "at_most")


def test_of_a_bound_and_a_headcount_the_headcount_is_meant() -> None:
    said = facts(
        {"entity": "headcount", "value": 16, "bound": "at_most"},
        {"entity": "headcount", "value": 14},
    )
    assert (said.headcount, said.headcount_bound) == (14, None)
