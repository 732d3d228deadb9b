"""What was not understood, and what was offered as its meaning."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

MAY_BE = ("query_budget_status", "request_budget")


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    talk = Conversation(sample_engine, choices_read=MAY_BE)
    talk.say("一车间培训的钱，那个，2026年的")
    return talk


def test_the_likeliest_meanings_are_offered(head: Conversation) -> None:
    assert head.choices == ["看预算还剩多少", "申请培训预算"]


@pytest.mark.parametrize("said", ["看预算还剩多少", "看预算还剩多少。", "第一个", "1"])
def test_the_one_chosen_is_what_was_meant(head: Conversation, said: str) -> None:
    assert "2026" in head.say(said)


@pytest.mark.parametrize("said", ["第三个", "0", "第二个是什么意思呢，没看明白"])
def test_what_is_no_place_among_them_chooses_none(head: Conversation, said: str) -> None:
    head.say(said)
    assert head.talk.question is None


def test_after_another_message_nothing_is_chosen(head: Conversation) -> None:
    head.say("你好", "greet")
    head.say("第一个")
    assert head.talk.question is None


def test_a_request_that_is_chosen_keeps_all_that_was_said(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine, choices_read=MAY_BE)
    talk.say("设备操作，20个人，明年3月")
    talk.say("申请培训预算")
    assert talk.slots["headcount"] == 20
