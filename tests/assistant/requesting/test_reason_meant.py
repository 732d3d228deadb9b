"""Which words are the reason of a request."""

from __future__ import annotations

import pytest

from assistant.reading.answers import read_reason, whole_reason
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

REQUEST = "request_budget"
BEGUN = {
    "zh": "申请设备操作培训，20人，明年2月",
    "en": "request equipment operation for 20 people in February 2027",
}


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "改成3月，因为2月过年"), ("en", "make it March, reason: February is full")],
)
def test_why_the_month_changes_is_not_why_people_are_trained(
    head: Conversation, language: str, said: str
) -> None:
    head.say(BEGUN[language], REQUEST)
    head.say(said, REQUEST)
    assert head.slots["period"]["first_day"] == "2027-03-01"
    assert not head.slots.get("reason")


@pytest.mark.parametrize(
    ("language", "reason", "said"),
    [
        ("zh", "，理由：新人不会", "改成30人，因为人多了"),
        ("en", ", reason: newcomers cannot do it", "make it 30 people because there are more"),
    ],
)
def test_the_reason_that_stands_stays_where_something_else_changes(
    head: Conversation, language: str, reason: str, said: str
) -> None:
    head.say(BEGUN[language] + reason, REQUEST)
    stood = head.slots["reason"]
    answer = head.say(said, REQUEST)
    assert head.slots["reason"] == stood
    assert said[-3:] in answer


@pytest.mark.parametrize(
    ("language", "said", "reason"),
    [
        ("zh", "理由和{}一样", "新人不会"),
        ("en", "same reason as {}", "newcomers cannot do it"),
    ],
)
def test_the_reason_of_another_request_is_taken(
    head: Conversation, language: str, said: str, reason: str
) -> None:
    label = "，理由：" if language == "zh" else ", reason: "
    head.say(BEGUN[language] + label + reason, REQUEST)
    number = head.say("确认" if language == "zh" else "yes", "affirm")
    number = number[number.index("TR-") :][:12]
    sign = "，" if language == "zh" else ", "
    head.say(BEGUN[language] + sign + said.format(number), REQUEST)
    assert head.slots["reason"] == reason


def test_of_a_request_that_is_not_there_no_reason_is_taken(head: Conversation) -> None:
    answer = head.say(BEGUN["en"] + ", same reason as TR-2026-0999", REQUEST)
    assert not head.slots.get("reason")
    assert "TR-2026-0999" in answer


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("原因都是：客户投诉多", "客户投诉多"),
        ("两项的原因都是：客户投诉多", "客户投诉多"),
        ("the reason for both is: too many complaints", "too many complaints"),
        ("Lean for 120 people: reason: operator faults", "operator faults"),
        ("reason for all of them: faults rose", "faults rose"),
    ],
)
def test_a_label_for_several_is_none_of_the_reason(said: str, reason: str) -> None:
    assert read_reason(said, plainly=True) == reason
    assert whole_reason(said) == reason
