"""Recording an exchange rate in the chat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.ledger.previews import rate_before
from engine.usecases.ledger.rates import Rate
from tests.assistant.statements.office import talk
from tests.conversing import Conversation

RATE = "set_rate"
TODAY = date(2026, 11, 23)


@pytest.fixture
def finance(sample_engine: BudgetEngine) -> Conversation:
    return talk(sample_engine, "finance")


def held(finance: Conversation, currency: str, day: date = TODAY) -> Rate | None:
    return finance.engine.perform(rate_before, "finance", "test", currency, "CNY", day)


@pytest.mark.parametrize(
    ("said", "currency", "rate", "day"),
    [
        ("美元汇率7.12", "USD", "7.12", TODAY),
        ("12月1日起美元汇率7.12", "USD", "7.12", date(2026, 12, 1)),
        ("登记汇率：1欧元=7.8元", "EUR", "7.8", TODAY),
        ("100日元兑4.9元", "JPY", "0.049", TODAY),
        ("set the euro at 7.8 from 1 December", "EUR", "7.8", date(2026, 12, 1)),
        ("1 USD = 7.15 CNY as of today", "USD", "7.15", TODAY),
        ("exchange rate of the yen: 0.048", "JPY", "0.048", TODAY),
    ],
)
def test_all_in_one_message(
    finance: Conversation, said: str, currency: str, rate: str, day: date
) -> None:
    finance.say(said, RATE)
    assert held(finance, currency, day) is None
    finance.press(finance.choices[0])
    assert held(finance, currency, day) == Rate(currency, "CNY", day, Decimal(rate))


def test_one_thing_after_another(finance: Conversation) -> None:
    assert "哪种货币" in finance.say("登记汇率", RATE)
    assert "1 EUR" in finance.say("欧元")
    assert "7.8" in finance.say("7.8")
    finance.press("登记汇率")
    assert held(finance, "EUR") is not None


def test_another_rate_and_day(finance: Conversation) -> None:
    finance.say("美元汇率7.12，12月1日起", RATE)
    finance.say("不是7.12，是7.2", RATE)
    finance.say("从12月5日起", RATE)
    finance.press("登记汇率")
    day = date(2026, 12, 5)
    assert held(finance, "USD", day) == Rate("USD", "CNY", day, Decimal("7.2"))


def test_another_currency_has_another_rate(finance: Conversation) -> None:
    finance.say("dollar rate 7.12", RATE)
    assert "1 EUR" in finance.say("I mean the euro exchange rate", RATE)
    assert finance.slots["requested_slot"] == "rate"


def test_a_day_that_has_a_rate_is_asked_again(finance: Conversation) -> None:
    finance.say("美元汇率7.12", RATE)
    finance.press("登记汇率")
    assert "不能改" in finance.say("美元汇率7.3", RATE)
    assert finance.slots["requested_slot"] == "day"
    finance.say("明天")
    assert finance.slots["requested_slot"] == "confirmed"


def test_a_rate_far_from_the_last_is_pointed_out(finance: Conversation) -> None:
    finance.say("dollar rate 7.12", RATE)
    finance.press("Record the rate")
    assert "far from it" in finance.say("dollar rate 71.2 from tomorrow", RATE)


def test_two_currencies_at_once_are_one_too_many(finance: Conversation) -> None:
    assert "一次说一种" in finance.say("美元汇率7.12，欧元汇率7.8", RATE)


def test_a_rate_of_nothing_is_asked_again(finance: Conversation) -> None:
    finance.say("美元汇率0", RATE)
    assert finance.slots["requested_slot"] == "rate"


@pytest.mark.parametrize(
    "said",
    [
        "内训师课酬改成3600一节",
        "Hotel allowance 450 euros a night",
        "change the urgency weight to 0.4",
    ],
)
def test_what_is_no_exchange_rate_is_refused(finance: Conversation, said: str) -> None:
    answer = finance.say(said, RATE)
    assert "7.12" in answer
    assert finance.slots.get("flow") is None


@pytest.mark.parametrize("person", ["workshop-head", "hr", "director", "worker"])
def test_who_may_not_is_told_at_once_who_can(sample_engine: BudgetEngine, person: str) -> None:
    other = talk(sample_engine, person)
    answer = other.say("美元汇率7.12", RATE)
    assert "于军娟" in answer
    assert other.slots.get("flow") is None
