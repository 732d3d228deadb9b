"""Follow-ups: the last question with what is said anew."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, named


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="hr")


def unit(code: str, name: str, text: str) -> dict[str, object]:
    return named("department", code, name, text.find(name))


@pytest.mark.parametrize(
    ("first", "unit_1", "then", "unit_2"),
    [
        ("一车间的培训预算还剩多少", ("W1", "一车间"), "那销售部呢？", ("SAL", "销售部")),
        ("一车间的培训预算还剩多少", ("W1", "一车间"), "销售部怎么样", ("SAL", "销售部")),
        ("budget left of Workshop 1?", ("W1", "Workshop 1"), "and Sales?", ("SAL", "Sales")),
        ("budget left of Workshop 1?", ("W1", "Workshop 1"), "what about Sales", ("SAL", "Sales")),
    ],
)
def test_another_unit_is_the_same_question_about_it(
    hr: Conversation, first: str, unit_1: tuple[str, str], then: str, unit_2: tuple[str, str]
) -> None:
    hr.say(first, "query_budget_status", unit(*unit_1, first))
    followed = hr.say(then, "", unit(*unit_2, then))
    asked = f"{unit_2[1]}的培训预算还剩多少" if "一" in first else f"budget left of {unit_2[1]}?"
    assert followed == Conversation(hr.engine, person="hr").say(
        asked, "query_budget_status", unit(*unit_2, asked)
    )


def test_another_year_keeps_the_unit(hr: Conversation) -> None:
    first = "一车间的培训预算还剩多少"
    hr.say(first, "query_budget_status", unit("W1", "一车间", first))
    assert "一车间" in hr.say("2025年呢")


def test_another_headcount_is_the_same_estimate(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine)
    head.say("设备操作培训20人要多少钱", "estimate_cost")
    answer = head.say("如果只去15个呢？")
    assert "15 人" in answer


def test_what_says_more_is_no_follow_up(hr: Conversation) -> None:
    first = "一车间的培训预算还剩多少"
    hr.say(first, "query_budget_status", unit("W1", "一车间", first))
    then = "销售部有哪些技能差距"
    answer = hr.say(then, "query_skill_gap", unit("SAL", "销售部", then))
    assert answer == Conversation(hr.engine, person="hr").say(
        then, "query_skill_gap", unit("SAL", "销售部", then)
    )


def test_a_subject_fades(hr: Conversation) -> None:
    first = "一车间的培训预算还剩多少"
    hr.say(first, "query_budget_status", unit("W1", "一车间", first))
    for _ in range(6):
        hr.say("谢谢", "thanks_bye")
    answer = hr.say("那销售部呢？", "", unit("SAL", "销售部", "那销售部呢？"))
    assert "不太确定" in answer


def test_amid_a_flow_an_answer_is_no_follow_up(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine)
    head.say("设备操作培训20人要多少钱", "estimate_cost")
    head.say("要申请谈判培训", "request_budget")
    head.say("15个人")
    assert head.slots["headcount"] == 15
