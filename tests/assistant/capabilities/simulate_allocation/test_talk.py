"""Allocations in conversation: every argument, and what follows changes one of them."""

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import NAMES, Conversation

ALLOCATION = "simulate_allocation"
MORE = {
    "团队建设": ("course", "TC-TEAM"),
    "team building": ("course", "TC-TEAM"),
    "销售部": ("department", "SAL"),
    "sales": ("department", "SAL"),
    "安全": ("course", "TC-SAF"),
    "safety": ("course", "TC-SAF"),
}


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="hr", names={**NAMES, **MORE})


def first_line(told: str) -> str:
    return told.splitlines()[0]


def test_the_result_is_in_the_first_line(hr: Conversation) -> None:
    told = first_line(hr.say("70万怎么分", ALLOCATION))
    assert "700,000 元 能做 9 项需求里的 5 项，合计" in told


def test_weights_as_they_are_said(hr: Conversation) -> None:
    told = hr.say("split 700,000 with weights 50/30/20", ALLOCATION)
    assert "strategy 50%, business 30%, employees 20%" in first_line(told)


def test_of_one_weight_alone_the_others_are_scaled(hr: Conversation) -> None:
    told = hr.say("70万，业务权重提到60%", ALLOCATION)
    assert "战略 22.9%、业务 60%、员工 17.1%" in first_line(told)


def test_weights_that_do_not_add_up_are_asked_back(hr: Conversation) -> None:
    told = hr.say("权重50/30/15分80万", ALLOCATION)
    assert told == "战略 50%、业务 30%、员工 15% 加起来是 95%，不是 100%。权重怎么定？"
    assert hr.choices == ["权重按 战略 53%、业务 31%、员工 16% 算"]


@pytest.mark.parametrize("said", ["按比例放大", "战略55 业务30 员工15", "press"])
def test_asked_for_weights_one_may_scale_or_say_them(hr: Conversation, said: str) -> None:
    hr.say("权重50/30/15分80万", ALLOCATION)
    told = hr.press("权重按") if said == "press" else hr.say(said)
    assert "800,000 元 能做" in first_line(told)


def test_equal_weights_and_another_total_follow(hr: Conversation) -> None:
    hr.say("split 700,000 with weights 50/30/20", ALLOCATION)
    told = hr.say("equal weights then")
    assert "CNY 700,000" in first_line(told)
    assert "employees 33.3%" in told
    told = hr.say("and with 600,000?")
    assert "CNY 600,000" in first_line(told)
    assert "33.3%" in first_line(told)


def test_a_variant_says_what_it_makes_of_the_last(hr: Conversation) -> None:
    hr.say("如果只有70万怎么分", ALLOCATION)
    assert "· 和 700,000 元 的方案比：" in hr.say("60万呢")


def test_a_question_by_itself_begins_afresh(hr: Conversation) -> None:
    hr.say("70万按50/30/20怎么分", ALLOCATION)
    told = hr.say("60万怎么分配", ALLOCATION)
    assert "战略 40%" in told
    assert "的方案比" not in told


def test_less_than_is_budgeted(hr: Conversation) -> None:
    told = hr.say("比今年少10%，哪些课要掉出来", ALLOCATION)
    assert "· 预算是 3,100,000 元，取 90% 就是 2,790,000 元。" in told
    assert "2,480,000 元" in first_line(hr.say("20%呢"))


def test_another_share_after_a_cut_in_words(hr: Conversation) -> None:
    hr.say("trim 15 percent off, what is left out?", ALLOCATION)
    assert "CNY 2,480,000" in first_line(hr.say("20%?"))


def test_a_share_of_nobody_knows_what_is_asked_back(hr: Conversation) -> None:
    hr.say("split 700,000", ALLOCATION)
    assert hr.say("and 10%?").startswith("What is that per cent of")


def test_a_sum_less_than_the_last_total(hr: Conversation) -> None:
    hr.say("总额90万怎么分", ALLOCATION)
    assert "800,000 元" in first_line(hr.say("再少10万呢"))


def test_in_proportion_and_back(hr: Conversation) -> None:
    told = hr.say("按得分比例分70万", ALLOCATION)
    assert "700,000 元 按得分比例分给 9 项需求" in first_line(told)
    assert "能做 9 项需求里的 5 项" in first_line(hr.say("改成最优组合"))


def test_a_ceiling_of_a_unit_stays_until_it_is_said_anew(hr: Conversation) -> None:
    told = hr.say("销售部不超过30%，总共70万", ALLOCATION)
    assert "· 条件：销售部 最多 30%（210,000 元）。" in told
    told = hr.say("那销售部不超过10%呢")
    assert "· 条件：销售部 最多 10%（70,000 元）。" in told


def test_a_floor_of_what_nobody_needs_is_refused_by_its_name(hr: Conversation) -> None:
    told = hr.say("at least 20,000 for safety, total 700,000", ALLOCATION)
    assert told.startswith("Workplace safety has no needs")


def test_a_limit_that_is_for_nothing_known_is_asked_back(hr: Conversation) -> None:
    told = hr.say("基建那块至少2万，总额70万怎么分", ALLOCATION)
    assert told == "“基建那块至少2万”是对哪个部门、哪门课或哪一类需求说的？我没认出来。"


def test_what_is_left_out_adds_up(hr: Conversation) -> None:
    hr.say("700,000 without team building", ALLOCATION)
    assert "· Conditions: without Team building, Sales." in hr.say("and without sales")


def test_what_units_get(hr: Conversation) -> None:
    told = hr.say("总预算70万，各部门能分到多少", ALLOCATION)
    assert "按提出需求的部门算：\n· 星驰汽车零部件公司：" in told


def test_whether_one_course_is_in_and_why_not(hr: Conversation) -> None:
    hr.say("70万怎么分", ALLOCATION)
    told = hr.say("精益生产为什么没进")
    assert first_line(told).startswith("✗ 精益生产培训（300,000 元）：总额再加")


def test_moving_money_between_units_is_refused(hr: Conversation) -> None:
    told = hr.say("把销售部的预算挪给精益怎么样", ALLOCATION)
    assert told.startswith("这个我算不了")


def test_why_is_explained(hr: Conversation) -> None:
    hr.say("70万按50/30/20怎么分", ALLOCATION)
    assert "按优先级得分挑" in hr.say("为什么", "explain_answer")
