"""Flows: one at hand, others that wait, ways out, and no yes to what was not seen."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, named

ALL = "设备操作培训20人，明年3月，因为新设备上线"


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


def at_summary(head: Conversation) -> str:
    """A request up to its summary, which is returned."""
    answer = head.say(ALL, "request_budget")
    if head.slots["requested_slot"] == "audience":
        answer = head.say("全部")
    assert head.slots["requested_slot"] == "confirmed"
    return answer


def test_a_question_amid_a_summary_is_answered_and_the_flow_comes_back_in_a_line(
    head: Conversation,
) -> None:
    at_summary(head)
    answer = head.say("预算还剩多少", "query_budget_status")
    last = head.replies[-1].text
    assert "预算" in answer
    assert last == "刚才的申请（设备操作技能培训，20 人）还等您确认。"
    assert head.choices[0] == "提交"


def test_the_buttons_come_back_too(head: Conversation) -> None:
    at_summary(head)
    head.say("预算还剩多少", "query_budget_status")
    assert "TR-" in head.press("提交")


def test_a_yes_after_what_was_not_understood_shows_the_summary_again(head: Conversation) -> None:
    summary = at_summary(head)
    assert "没听懂" in head.say("嘎嘎嘎嘎")
    assert summary.endswith(head.say("好", "affirm"))
    assert "TR-" not in head.replies[-1].text
    assert "TR-" in head.say("好", "affirm")


def test_a_question_is_not_put_the_same_way_three_times(head: Conversation) -> None:
    asked = head.say("想申请设备操作培训", "request_budget")
    again = head.say("嗯那个")
    third = head.say("嗯那个")
    assert len({asked, again, third}) == 3
    assert "例如" in third
    assert head.choices[-1] == "算了"


def test_another_task_is_begun_and_the_first_one_waits(head: Conversation) -> None:
    head.say("想申请设备操作培训20人", "request_budget")
    answer = head.say("我自己也想学Excel透视表", "report_skill_need")
    assert answer.startswith("先把申请（设备操作技能培训，20 人）放一放")
    back = head.say("算了", "cancel")
    assert "回到刚才的申请（设备操作技能培训，20 人）" in back
    assert head.slots["headcount"] == 20


def test_a_stop_ends_what_is_at_hand(head: Conversation) -> None:
    head.say("想申请设备操作培训20人", "request_budget")
    head.say("算了", "cancel")
    assert "flow" not in head.slots


def test_what_the_answer_does_not_go_by_is_said_first(sample_engine: BudgetEngine) -> None:
    hr = Conversation(sample_engine, person="hr")
    text = "销售部的培训优先级"
    hr.say(text, "query_priorities", named("department", "SAL", "销售部"))
    assert hr.replies[0].text == "先说明：下面是全部的，没有只看销售部。"


def test_what_the_answer_goes_by_is_not_said_back(sample_engine: BudgetEngine) -> None:
    hr = Conversation(sample_engine, person="hr")
    assert "先说明" not in hr.say(
        "销售部的预算", "query_budget_status", named("department", "SAL", "销售部")
    )


def test_what_the_answer_shows_all_the_same_is_not_said_back(sample_engine: BudgetEngine) -> None:
    hr = Conversation(sample_engine, person="hr")
    assert "先说明" not in hr.say("明年的培训优先级", "query_priorities")
    worker = Conversation(sample_engine, person="worker")
    own = named("department", "T1-", "一车间甲班")
    assert "先说明" not in worker.say("一车间甲班的我，现在什么水平", "query_profile", own)


def test_a_refusal_says_nothing_of_what_it_covers(sample_engine: BudgetEngine) -> None:
    worker = Conversation(sample_engine, person="worker")
    sales = named("department", "SAL", "销售部")
    assert "先说明" not in worker.say("销售部的培训优先级", "query_priorities", sales)


def test_an_ok_to_an_answer_decides_nothing(sample_engine: BudgetEngine) -> None:
    Conversation(sample_engine).say(ALL, "request_budget")
    hr = Conversation(sample_engine, person="hr")
    hr.say("预算还剩多少", "query_budget_status")
    assert hr.say("好", "affirm") == "好的。还想知道什么，直接说。"


def test_never_mind_after_an_answer_says_that_nothing_changed(head: Conversation) -> None:
    head.say("预算还剩多少", "query_budget_status")
    assert head.say("算了", "cancel") == "好的，就到这里，什么都没有改动。"


def test_what_was_not_understood_is_not_lost(head: Conversation) -> None:
    assert "不太确定" in head.say("设备操作 20人 明年3月")
    head.say("申请培训预算", "request_budget")
    assert head.slots["headcount"] == 20


def test_a_greeting_before_a_question_does_not_swallow_it(sample_engine: BudgetEngine) -> None:
    hr = Conversation(sample_engine, person="hr")
    hr.choices_read = ("greet", "query_budget_status")
    assert "预算" in hr.say("你好，今年预算还剩多少？", "greet")


def test_what_is_open_is_not_recalled_under_every_answer(head: Conversation) -> None:
    at_summary(head)
    recalled = "还等您确认"
    said = [head.say("预算还剩多少", "query_budget_status") for _ in range(4)]
    assert [recalled in one for one in said] == [True, False, False, True]


def test_a_yes_after_an_answer_that_recalled_no_summary_shows_it_again(head: Conversation) -> None:
    summary = at_summary(head)
    head.say("预算还剩多少", "query_budget_status")
    head.say("预算还剩多少", "query_budget_status")
    assert summary.endswith(head.say("好", "affirm"))
    assert "TR-" in head.say("好", "affirm")


def test_what_a_flow_cannot_use_begins_what_it_is(head: Conversation) -> None:
    head.say("我自己想学Excel透视表", "report_skill_need")
    answer = head.say("上次那门谈判课给三分，讲太快", "give_feedback", confidence=0.6)
    assert answer.startswith("先把需求上报（「Excel透视表」）放一放")
    assert "评价" in answer


def test_another_thing_to_do_is_no_wish(head: Conversation) -> None:
    head.say("我自己想学Excel透视表", "report_skill_need")
    head.say("还有谈判那门课我给三分，讲太快", "give_feedback", confidence=0.6)
    assert not head.talk.slots.get("queue")
