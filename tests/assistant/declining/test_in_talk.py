"""Declining in a talk: amid a flow, several in a row, and nothing made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.acting.likeliest import Likely
from assistant.conversation.following import question_meant
from assistant.conversation.steering import steered
from assistant.declining.plain import is_declined, rather_declined
from assistant.message import Message
from assistant.reading.answers import is_none_of_ours
from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# A whole request; something that is not ours; how it is declined.
AMID = (
    ("谈判培训20人，明年6月，因为客户流失", "顺便帮我订个会议室", "会议室我订不了"),
    (
        "negotiation training for 20 people in June, because we lose customers",
        "and book me a meeting room for it",
        "cannot book meeting rooms",
    ),
)


@pytest.fixture
def talk(sample_store: Database) -> Conversation:
    engine = BudgetEngine(sample_store, load_policy(), clock=lambda: NOW)
    return Conversation(engine, person="sales-head")


@pytest.mark.parametrize(("begins", "other", "declined"), AMID)
def test_amid_a_request_it_is_said_and_the_request_stays(
    talk: Conversation, begins: str, other: str, declined: str
) -> None:
    talk.say(begins, "request_budget")
    open_now = dict(talk.slots)
    assert open_now["requested_slot"] is not None
    assert declined in talk.say(other, "out_of_scope")
    assert len(talk.replies) == 2
    kept = {name: value for name, value in talk.slots.items() if name != "declined"}
    assert kept == open_now


@pytest.mark.parametrize(
    ("text", "asked", "beside"),
    [
        ("帮我批一下周五的请假", "reason", True),
        ("帮我批一下周五的请假", "confirmed", False),
        ("因为会议室老订不上", "reason", False),
        ("approve my leave for Friday", "reason", True),
        ("yes please", "confirmed", False),
    ],
)
def test_what_is_surely_not_ours_is_no_answer(
    talk: Conversation, text: str, asked: str, beside: bool
) -> None:
    message = _message(talk, text, "out_of_scope", 0.8, not_kept=0.05)
    assert is_none_of_ours(message, asked) == beside


def test_where_it_is_less_sure_the_talk_tells(talk: Conversation) -> None:
    message = _message(talk, "顺便帮我订个会议室", "out_of_scope", 0.6)
    outside, fill = Likely("outside", "out_of_scope", 0.6), Likely("fill", "request_budget", 0.6)
    assert is_none_of_ours(replace(message, likely=(outside,)), "reason")
    assert not is_none_of_ours(replace(message, likely=(fill,)), "reason")


def test_no_word_of_it_becomes_a_need(talk: Conversation) -> None:
    talk.say("我想学谈判", "report_skill_need")
    wished = talk.slots["statement_said"]
    assert "120" in talk.say("有人从梯子上摔下来了", "out_of_scope")
    assert talk.slots["statement_said"] == wished


def test_the_same_is_not_said_three_times_in_a_row(talk: Conversation) -> None:
    said = [
        talk.say(text, "out_of_scope")
        for text in ("今天天气如何", "明天下雨吗", "后天呢，下雨吗", "周末下雨吗")
    ]
    assert not any(
        one == two == three for one, two, three in zip(said, said[1:], said[2:], strict=False)
    )
    assert "培训预算的事可以问我" in said[0]
    assert not any("培训预算的事可以问我" in one for one in said[1:])


def test_after_something_else_it_is_said_in_full_again(talk: Conversation) -> None:
    first = talk.say("帮我订个会议室", "out_of_scope")
    talk.say("你好", "greet")
    assert talk.say("帮我订个会议室", "out_of_scope") == first


def test_what_is_not_kept_says_what_comes_nearest(talk: Conversation) -> None:
    said = talk.say("去年离职率多少", "not_kept")
    assert "离职、留存、敬业度和员工调查我没有数据" in said
    assert "我能看的是" in said


def _message(talk: Conversation, text: str, intent: str, share: float, **others: float) -> Message:
    read = talk.message(text, intent, share)
    return replace(read, intents={intent: share, **others}, choices=(intent, *others))


def test_an_act_makes_no_request_of_it(talk: Conversation) -> None:
    message = _message(talk, "帮我订个会议室", "out_of_scope", 0.7, request_budget=0.1)
    weighed = replace(message, likely=(Likely("start", "request_budget", 0.8),))
    assert steered(weighed).intent == "out_of_scope"


def test_no_question_before_goes_on_in_it(talk: Conversation) -> None:
    talk.say("我们部门差在哪", "query_skill_gap")
    message = _message(talk, "为什么工资这么低", "out_of_scope", 0.8)
    assert question_meant(message, talk.talk, False).intent == "out_of_scope"


def test_which_of_them_it_is_may_be_open(talk: Conversation) -> None:
    message = _message(
        talk, "机构的合同帮我签了", "nlu_fallback", 0.0, out_of_scope=0.3, not_kept=0.35
    )
    assert rather_declined(message).intent == "not_kept"
    assert is_declined(rather_declined(message))


def test_what_is_rather_something_else_is_not_declined(talk: Conversation) -> None:
    message = _message(talk, "那个", "nlu_fallback", 0.0, out_of_scope=0.3, help=0.35)
    assert rather_declined(message) == message
