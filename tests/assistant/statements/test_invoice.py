"""Booking an invoice in the chat."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.statements.office import NEXT, approved_request, line, talk
from tests.conversing import Conversation

INVOICE = "record_invoice"
NUMBER = "TR-2026-0001"


@pytest.fixture
def finance(sample_engine: BudgetEngine) -> Conversation:
    assert approved_request(sample_engine) == NUMBER
    return talk(sample_engine, "finance")


def spent(finance: Conversation) -> int:
    return int(line(finance.engine, "W1", NEXT).balance.actual.amount)


@pytest.mark.parametrize(
    "said",
    [
        f"{NUMBER}的发票，票号INV-2026-88，20000元",
        f"两万元的发票INV-2026-88，记到{NUMBER}",
        f"record invoice INV-2026-88 for {NUMBER}, CNY 20,000",
        f"book 20k on {NUMBER}, invoice number INV-2026-88",
    ],
)
def test_all_in_one_message(finance: Conversation, said: str) -> None:
    summary = finance.say(said, INVOICE)
    assert "INV-2026-88" in summary
    assert "10,000" in summary
    assert spent(finance) == 0
    receipt = finance.say("好" if "的" in said else "yes", "affirm")
    assert "INV-2026-88" in receipt
    assert spent(finance) == 20_000


def test_one_thing_after_another(finance: Conversation) -> None:
    finance.say("record an invoice", INVOICE)
    assert finance.choices == [NUMBER]
    assert "number on the invoice" in finance.say(NUMBER)
    assert "come to" in finance.say("4711")
    assert "4711" in finance.say("20k")
    finance.press("Book the invoice")
    assert spent(finance) == 20_000


def test_the_last_digits_tell_the_request(finance: Conversation) -> None:
    finance.say("record an invoice", INVOICE)
    assert "number on the invoice" in finance.say("0001")


def test_the_number_on_the_invoice_is_no_amount(finance: Conversation) -> None:
    finance.say(f"{NUMBER}的发票号04123456", INVOICE)
    assert finance.slots["requested_slot"] == "amount"


def test_another_amount_and_number(finance: Conversation) -> None:
    finance.say(f"{NUMBER}的发票，票号A-1001，20000元", INVOICE)
    finance.say("不是2万，是21000元")
    assert "A-1002" in finance.say("票号是A-1002")
    finance.press("发票入账")
    assert spent(finance) == 21_000


def test_beyond_the_commitment_is_said(finance: Conversation) -> None:
    summary = finance.say(f"record invoice 4711 for {NUMBER}, 45k", INVOICE)
    assert "CNY 15,000 more" in summary
    assert "CNY 655,000" in summary


def test_the_last_one_gives_the_rest_back(finance: Conversation) -> None:
    finance.say(f"record the final invoice 4711 for {NUMBER}, 20k", INVOICE)
    assert "given back" in finance.replies[-1].text
    assert "CNY 0" in finance.press("Book the invoice")


def test_one_that_is_booked_already_is_not_booked_twice(finance: Conversation) -> None:
    finance.say(f"record invoice 4711 for {NUMBER}, 20k", INVOICE)
    finance.press("Book the invoice")
    assert "not booked twice" in finance.say(f"record invoice 4711 for {NUMBER}, 5k", INVOICE)
    assert finance.slots["requested_slot"] == "invoice"


def test_what_the_line_cannot_pay_is_refused_at_once(finance: Conversation) -> None:
    assert "670,000" in finance.say(f"record invoice 4711 for {NUMBER}, 900k", INVOICE)
    assert finance.slots["requested_slot"] == "amount"


def test_without_a_rate_nothing_is_converted(finance: Conversation) -> None:
    answer = finance.say(f"record invoice 4711 for {NUMBER}, 500 dollars", INVOICE)
    assert "no exchange rate" in answer
    assert finance.slots["requested_slot"] == "amount"


def test_with_a_rate_it_is_converted(finance: Conversation) -> None:
    finance.say("dollar rate 7.12", "set_rate")
    finance.press("Record the rate")
    answer = finance.say(f"record invoice 4711 for {NUMBER}, 500 dollars", INVOICE)
    assert "CNY 3,560" in answer


def test_an_unknown_request_is_named_back(finance: Conversation) -> None:
    assert "TR-2026-0999" in finance.say("book invoice 99 for TR-2026-0999: 500 yuan", INVOICE)
    assert finance.slots["requested_slot"] == "request"


@pytest.mark.parametrize("person", ["workshop-head", "hr", "director", "worker"])
def test_who_may_not_is_told_at_once_who_can(sample_engine: BudgetEngine, person: str) -> None:
    other = talk(sample_engine, person)
    answer = other.say("录一张发票", INVOICE)
    assert "于军娟" in answer
    assert other.slots.get("flow") is None
