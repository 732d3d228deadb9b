"""The plan of a year in talk, from an allocation that was told to the budgets set by it."""

from __future__ import annotations

import pytest

from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.versions import PlanLineView, PlanView
from engine.values.errors import NotFound
from tests.conversing import Conversation

NAMES = {
    "设备操作": ("course", "TC-EQ"),
    "equipment": ("course", "TC-EQ"),
    "精益": ("course", "TC-LEAN"),
    "lean": ("course", "TC-LEAN"),
    "谈判": ("course", "TC-NEG"),
    "negotiation": ("course", "TC-NEG"),
    "Excel": ("course", "TC-XLS"),
    "excel": ("course", "TC-XLS"),
    "生产部": ("department", "PRD"),
    "production": ("department", "PRD"),
}
CHANGE = "change_plan"


def talk(engine: BudgetEngine, who: str = "hr") -> Conversation:
    return Conversation(engine, who, names=NAMES)


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    """Has kept an allocation of 700,000: five trainings for 681,000."""
    chat = talk(sample_engine)
    chat.say("70万怎么分", "simulate_allocation")
    chat.say("把刚才的分配存成2027年的计划", CHANGE)
    chat.press("存成计划")
    return chat


def plan(chat: Conversation, version: int | None = None) -> PlanView:
    return chat.engine.perform(plan_of_year, "hr", "test", None, version)


def line(chat: Conversation, course: str, version: int | None = None) -> PlanLineView:
    return next(one for one in plan(chat, version).lines if one.key == course)


def versions(chat: Conversation) -> int:
    return len(chat.engine.perform(plans_of_year, "hr", "test"))


def freeze(chat: Conversation) -> Conversation:
    director = talk(chat.engine, "director")
    director.say("定稿", CHANGE)
    director.press("定稿")
    return director


@pytest.mark.parametrize(
    ("said", "yes"),
    [("这个就作为明年的计划，存一下", "存成计划"), ("keep this as the plan", "Keep as the plan")],
)
def test_an_allocation_is_kept(sample_engine: BudgetEngine, said: str, yes: str) -> None:
    chat = talk(sample_engine)
    chat.say("70万怎么分", "simulate_allocation")
    assert "681,000" in chat.say(said, CHANGE)
    with pytest.raises(NotFound):
        plan(chat)
    chat.press(yes)
    assert plan(chat).planned.amount == 681_000


def test_a_plan_is_made_of_a_sum(sample_engine: BudgetEngine) -> None:
    chat = talk(sample_engine)
    assert "用多少钱" in chat.say("做一版2027年的培训计划", CHANGE)
    assert "2,500,000" in chat.say("250万")
    chat.press("存成计划")
    assert plan(chat).plan.total is not None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("计划里有什么", "5 项，合计 681,000"),
        ("what's in the plan", "CNY 681,000 in all; trainings: 5"),
        ("计划里二季度有什么", "没有安排"),
        ("what is in the plan for q2", "nothing is planned in quarter 2"),
        ("为什么精益没进计划", "再加 65,000"),
        ("why is lean not in the plan", "65,000 more"),
        ("为什么谈判没进计划", "没有登记过需求"),
        ("哪些课没进计划", "5 项"),
        ("what is not in the plan", "not in the plan: 5"),
        ("计划按季度看", "未定季度：5 项"),
        ("plan by department", "Workshop 1"),
        ("计划定稿了吗", "草稿"),
        ("is the plan frozen", "draft"),
        ("计划执行得怎么样", "还没有申请"),
        ("how is the plan going", "not requested yet"),
        ("精益在计划里吗", "再加 65,000"),
        ("设备操作进计划了没", "200 人"),
    ],
)
def test_what_the_plan_is_asked_for(hr: Conversation, said: str, told: str) -> None:
    assert told in hr.say(said)


@pytest.mark.parametrize("said", ["把设备操作挪到三季度", "move equipment to q3"])
def test_a_line_goes_to_another_quarter(hr: Conversation, said: str) -> None:
    hr.say(said, CHANGE)
    hr.say("好", "affirm")
    assert (line(hr, "TC-EQ").quarter, line(hr, "TC-EQ", 1).quarter) == (3, None)


@pytest.mark.parametrize(
    ("said", "why"),
    [("把Excel拿掉", "改成线上学了"), ("take excel out", "because people learn it online")],
)
def test_a_line_is_taken_out_with_a_reason(hr: Conversation, said: str, why: str) -> None:
    hr.say(said, CHANGE)
    assert "654,000" in hr.say(why)
    hr.say("好", "affirm")
    found = line(hr, "TC-XLS")
    assert (found.is_in, found.reason) == (False, "by_hand")
    assert found.said


def test_the_reason_is_heard_with_it(hr: Conversation) -> None:
    assert "原因：线上就能学" in hr.say("把Excel拿掉，线上就能学", CHANGE)


def test_what_is_new_is_asked_for_piece_by_piece(hr: Conversation) -> None:
    assert "哪个部门" in hr.say("把谈判加进计划，销售催得紧", CHANGE)
    assert "多少人" in hr.say("生产部")
    assert "709,800" in hr.say("12人")
    hr.say("好", "affirm")
    assert line(hr, "TC-NEG").headcount == 12


def test_what_is_to_become_of_it_is_asked_for(hr: Conversation) -> None:
    assert "哪一门" in hr.say("我要改计划", CHANGE)
    assert "怎么改" in hr.say("设备操作")
    assert "25 人" in hr.say("改成25人")


def test_a_change_of_mind_is_heard_at_the_summary(hr: Conversation) -> None:
    hr.say("把Excel拿掉，太贵", CHANGE)
    assert "第4季度" in hr.say("不对，挪到四季度")
    hr.say("好", "affirm")
    assert (line(hr, "TC-XLS").is_in, line(hr, "TC-XLS").quarter) == (True, 4)


def test_without_a_yes_nothing_is_changed(hr: Conversation) -> None:
    hr.say("把设备操作挪到三季度", CHANGE)
    hr.say("算了", "cancel")
    assert versions(hr) == 1


@pytest.mark.parametrize("said", ["和上一版比", "compare with version 1"])
def test_versions_are_compared(hr: Conversation, said: str) -> None:
    hr.say("把Excel拿掉，太贵", CHANGE)
    hr.say("好", "affirm")
    hr.say("计划里有什么")
    told = hr.say(said)
    assert "27,000" in told
    assert "654,000" in told


def test_the_management_freezes_it_and_sets_the_budgets(hr: Conversation) -> None:
    director = freeze(hr)
    assert plan(hr).plan.in_force
    told = director.say("按计划下预算", CHANGE)
    assert "少 580,000" in told
    assert "没有说到" in told
    director.press("定预算")
    status = hr.engine.perform(budget_status, "hr", "test", "W1", 2027)
    assert status.balance.allocated.amount == 120_000


def test_hr_is_told_who_freezes_it(hr: Conversation) -> None:
    assert "管理层" in hr.say("定稿", CHANGE)


def test_a_draft_sets_no_budgets(hr: Conversation) -> None:
    assert "还没有定稿" in talk(hr.engine, "director").say("按计划下预算", CHANGE)


def test_a_head_is_told_of_the_own_unit(hr: Conversation) -> None:
    told = talk(hr.engine, "workshop-head").say("计划里有什么")
    assert "1 项，合计 120,000" in told


def test_without_a_plan_it_is_said_how_there_comes_to_be_one(sample_engine: BudgetEngine) -> None:
    assert "存成计划" in talk(sample_engine).say("计划里有什么")
