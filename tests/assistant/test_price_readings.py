"""Readings of prices, sessions and rates at their limits, and of what a change means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.draft import is_same_thing, line_change
from assistant.message import Facts, Said, read_facts
from assistant.reading.answers import changes_topic, read_price_choice, read_rate, read_sessions
from engine.analysis.cost_estimate import BY_SESSION, PER_PARTICIPANT
from engine.values.money import Money
from tests.assistant.golden.stage import TODAY
from tests.assistant.test_small_readings import message


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("办3期", 3),
        ("分两期办", 2),
        ("3 sessions", 3),
        ("two sessions", 2),
        ("十二期", 12),
        ("每期", None),
        ("per session", None),
    ],
)
def test_how_many_sessions(text: str, sessions: int | None) -> None:
    assert read_sessions(text) == sessions


@pytest.mark.parametrize(
    ("text", "rate"), [("6%", "6"), ("6", "6"), ("免税", "0"), ("VAT free", "0"), ("不知道", None)]
)
def test_a_rate_of_tax(text: str, rate: str | None) -> None:
    assert read_rate(text) == (None if rate is None else Decimal(rate))


COURSE = {"code": "SAFETY", "name": "安全生产"}


@pytest.mark.parametrize(
    ("text", "facts", "changes"),
    [
        ("改成安全生产", Facts(course=COURSE), True),
        ("改成安全生产", Facts(skill=COURSE), True),
        ("改成那个", Facts(), False),
        ("安全生产太差", Facts(course=COURSE), False),
    ],
)
def test_another_training_in_place_of_the_one_at_hand(
    text: str, facts: Facts, changes: bool
) -> None:
    assert changes_topic(message(text, facts=facts)) is changes


def choice(text: str = "", **facts: Any) -> str | None:
    sums = Money(Decimal(30200), "CNY"), Money(Decimal(41100), "CNY")
    return read_price_choice(message(text, facts=Facts(**facts)), *sums)


def test_a_sum_is_chosen_by_its_figure() -> None:
    assert choice(amount=Said(value=Decimal(30200))) == PER_PARTICIPANT
    assert choice(amount=Said(value=Decimal(41100), currency="CNY")) == BY_SESSION
    assert choice(amount_per_head=Said(value=Decimal(41100), per="head")) == BY_SESSION
    assert choice(number=Decimal(30200)) == PER_PARTICIPANT
    assert choice(amount=Said(value=Decimal(41100), currency="USD")) is None
    assert choice("按期", amount=Said(value=Decimal(5))) is None


def test_a_sum_is_chosen_in_words() -> None:
    assert choice("by session") == BY_SESSION
    assert choice("by head") == PER_PARTICIPANT
    assert choice("by head or by session") is None
    assert choice("whatever") is None


def test_the_same_thing_has_the_same_code_or_the_same_words() -> None:
    assert is_same_thing({"code": "A", "name": "x"}, {"code": "A", "name": "y"})
    assert is_same_thing({"topic": "插花"}, {"topic": "插花"})
    assert not is_same_thing({"topic": "插花"}, {"topic": "茶艺"})
    assert not is_same_thing({"code": "A"}, {"code": "B"})


def test_a_change_takes_all_that_was_said() -> None:
    change = line_change(
        {"audience": "新员工", "reason": "法规", "position_no": 2, "headcount_add": 3}
    )
    assert (change.audience, change.reason) == ("新员工", "法规")
    assert (change.position_no, change.headcount_add, change.headcount) == (2, 3, None)


def test_a_price_that_changes_keeps_what_it_is_for() -> None:
    said = {
        "entity": "amount_per_head",
        "value": 100,
        "role": "relative",
        "add": 100,
        "currency": "USD",
        "start": 0,
        "end": 1,
    }
    change = read_facts([said], TODAY).amount_change
    assert change is not None
    assert (change.add, change.times, change.currency, change.per) == (100, None, "USD", "head")


def test_a_sum_of_parts_keeps_its_tax_and_is_for_everything() -> None:
    part = {"entity": "amount", "role": "part", "start": 0, "end": 1, "currency": "CNY"}
    found = read_facts([{**part, "value": 5000, "tax": "excluded"}, {**part, "value": 300}], TODAY)
    assert found.amount is not None
    assert (found.amount.value, found.amount.tax, found.amount.per) == (5300, "excluded", None)
