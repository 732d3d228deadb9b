"""What stands beside a request or a decision: a reason, a comment, and what is neither."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.decision_reading import read_comment
from actions.reading import PLAIN_CANCEL, read_reason
from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.actions.form_talk import Talk

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZH = "谈判培训20人，明年6月"
EN = "negotiation training for 20 people in June"


@pytest.fixture
def talk(sample_store: Database) -> Talk:
    return Talk(BudgetEngine(sample_store, load_policy(), clock=lambda: NOW))


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (
            "return TR-2026-0022, 90,000 is too much, at most 70,000",
            "90,000 is too much, at most 70,000",
        ),
        ("退回 TR-2026-0022，90,000太多，最多70,000", "90,000太多，最多70,000"),
        ("退回 0022，1，200，000元太多", "1，200，000元太多"),
    ],
)
def test_a_comment_keeps_its_numbers(text: str, comment: str) -> None:
    assert read_comment(text, required=True) == comment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("20 people, because scrap cost 90,000 last year", "scrap cost 90,000 last year"),
        ("20人，因为去年废品损失90,000元", "去年废品损失90,000元"),
    ],
)
def test_a_reason_keeps_its_numbers(text: str, reason: str) -> None:
    assert read_reason(text) == reason


@pytest.mark.parametrize(
    ("opened", "why", "corrected", "reason"),
    [
        (EN, "discounts", "in fact keep May", "discounts"),
        (EN, "discounts", "make it 18 people, they keep asking", "discounts"),
        (EN, "discounts", "May, because the fair is in June", "the fair is in June"),
        (ZH, "折扣给得太多", "还是5月吧，6月不够时间", "折扣给得太多"),
        (ZH, "折扣给得太多", "改成18人，新来的先不去", "折扣给得太多"),
        (ZH, "折扣给得太多", "改到5月，因为6月有展会", "6月有展会"),
    ],
)
def test_a_correction_is_no_reason(
    talk: Talk, opened: str, why: str, corrected: str, reason: str
) -> None:
    talk.say(opened)
    talk.say(why)
    talk.say(corrected, "amend_request")
    assert talk.slots["reason"] == reason


@pytest.mark.parametrize("intent", ["cancel", "query_performance_gap", "out_of_scope"])
@pytest.mark.parametrize(
    ("opened", "reason"),
    [
        (EN, "turnover"),
        (EN, "too much scrap"),
        (EN, "near misses"),
        (EN, "customers stop buying"),
        (ZH, "业绩下滑"),
        (ZH, "废品率高"),
        (ZH, "客户流失"),
        (ZH, "订单取消太多"),
    ],
)
def test_few_words_are_a_reason(talk: Talk, opened: str, reason: str, intent: str) -> None:
    talk.say(opened)
    talk.say(reason, intent)
    assert talk.slots["reason"] == reason


@pytest.mark.parametrize(
    "text",
    ["算了", "取消", "还是不弄了吧", "算了，不办了", "全部取消", "不需要了"]
    + ["cancel", "forget it", "drop it please", "never mind", "cancel the whole request", "stop"]
    + ["ok, let's drop it", "we don't need it any more"],
)
def test_it_is_given_up_plainly(talk: Talk, text: str) -> None:
    assert PLAIN_CANCEL.fullmatch(text)
    talk.say(ZH)
    talk.say(text, "cancel")
    assert talk.slots["reason"] is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("查一下预算余额", "query_budget_status"),
        ("show me the budget", "query_budget_status"),
        ("业绩下滑了多少？", "query_performance_gap"),
        ("用英文说", "switch_language"),
    ],
)
def test_an_order_or_a_question_is_no_reason(talk: Talk, text: str, intent: str) -> None:
    talk.say(ZH)
    talk.say(text, intent)
    assert talk.slots["reason"] is None
