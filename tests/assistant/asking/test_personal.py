"""What is told of a person himself is his alone, whichever question tells it."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

SAID = (
    ("我的技能等级怎么样", "query_skill_gap"),
    ("where do my levels fall short", "query_skill_gap"),
    ("我参加过哪些培训", "query_training_history"),
    ("which courses have I taken", "query_training_history"),
    ("我给课程打过几分", "query_training_effect"),
    ("how many stars did I give", "query_training_effect"),
)


@pytest.mark.parametrize(("text", "intent"), SAID)
def test_ones_own_is_not_for_others_who_read_along(
    sample_engine: BudgetEngine, text: str, intent: str
) -> None:
    talk = Conversation(sample_engine, "worker")
    talk.say(text, intent)
    assert talk.replies
    assert all(reply.personal for reply in talk.replies), talk.replies


def test_what_a_unit_spent_is_for_all(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine)
    talk.say("今年培训了多少场", "query_training_history")
    assert not any(reply.personal for reply in talk.replies)


@pytest.mark.parametrize(
    "said",
    [
        "隔壁老吕学了啥",
        "吕建梅学了啥",
        "王师傅今年学了几门课",
        "what did 吕建梅 learn",
        "张伟的证书",
    ],
)
def test_who_sees_nobody_is_not_told_his_own_where_somebody_is_named(
    sample_engine: BudgetEngine, said: str
) -> None:
    answer = Conversation(sample_engine, "worker").say(said, "query_profile")
    assert answer.startswith(("别人的个人档案您无权查看", "You may not see other people's records"))


@pytest.mark.parametrize(
    "said",
    [
        "今年学了几次",
        "安全生产学过没",
        "成绩怎么样",
        "高级焊工证还有效吗",
        "which courses did I take",
    ],
)
def test_a_question_without_a_name_is_about_oneself(sample_engine: BudgetEngine, said: str) -> None:
    answer = Conversation(sample_engine, "worker").say(said, "query_profile")
    assert "无权" not in answer
    assert "may not" not in answer
