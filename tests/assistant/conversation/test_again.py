"""Again, more, thanks, and a figure put right where nothing is open; a file wanted amid a flow."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, named

LEFT = ("我们预算还剩多少", "query_budget_status")


@pytest.fixture
def hr(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="hr")


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


@pytest.mark.parametrize(
    "text",
    ["再来一遍", "刚才那个再说一次", "没看清", "again please", "say that again", "repeat that"],
)
def test_a_question_is_answered_again(hr: Conversation, text: str) -> None:
    first = hr.say(*LEFT)
    again = hr.say(text, "cancel")
    assert again.count("2,170,000") == first.count("2,170,000")


def test_what_was_no_question_is_said_again(hr: Conversation) -> None:
    first = hr.say("你好", "greet")
    assert hr.say("再说一遍", "cancel") == first


@pytest.mark.parametrize("text", ["再说一遍", "what did you say"])
def test_amid_a_flow_its_question_is_put_again(head: Conversation, text: str) -> None:
    head.say("想申请设备操作培训20人", "request_budget")
    head.say(text, "cancel")
    assert head.slots["requested_slot"] == "period"
    assert head.slots["headcount"] == 20


@pytest.mark.parametrize(
    "text", ["还有吗", "就这些？", "还有别的吗", "anything else?", "is that all"]
)
def test_that_a_list_was_all_is_said(hr: Conversation, text: str) -> None:
    hr.say(*LEFT)
    answer = hr.say(text)
    assert answer in ("就这些，一共 5 项。", "That is all: 5.")


@pytest.mark.parametrize("text", ["不对，还是60", "no, 60 after all", "sorry, 60"])
def test_a_figure_that_is_put_right_has_to_have_a_place(head: Conversation, text: str) -> None:
    head.say("你好", "greet")
    answer = head.say(text, "thanks_bye")
    assert "没有在填" in answer or "Nothing is open" in answer
    assert "你好" in answer


@pytest.mark.parametrize("text", ["谢了", "谢谢", "cheers", "thanks"])
def test_thanks_send_nothing(hr: Conversation, text: str) -> None:
    hr.say("发个需求调查给全体员工", "launch_survey")
    hr.say(text, "affirm")
    assert hr.slots["statement"] == "launch_survey"
    assert "NS-" not in hr.replies[0].text


@pytest.mark.parametrize("text", ["你看着办", "随便", "you pick", "up to you"])
def test_who_leaves_it_to_us_has_agreed_to_nothing(head: Conversation, text: str) -> None:
    head.say("我想学Excel", "report_skill_need", named("skill", "SK-XLS", "Excel", 3))
    head.say(text, "affirm")
    assert head.slots["statement"] == "report_skill_need"


@pytest.mark.parametrize(
    "text", ["要excel，只要一车间的", "导个表给我，只要一车间的", "as excel please"]
)
@pytest.mark.parametrize("intent", ["export_report", ""])
def test_a_file_wanted_amid_a_survey_changes_nothing_of_it(
    hr: Conversation, text: str, intent: str
) -> None:
    hr.say("发个需求调查给全体员工", "launch_survey")
    hr.say(text, intent, named("department", "W1", "一车间", max(text.find("一车间"), 0)))
    assert hr.slots["statement_said"].get("unit") is None
    assert any(reply.file for reply in hr.replies)


def test_the_budget_by_unit_is_a_question(sample_engine: BudgetEngine) -> None:
    finance = Conversation(sample_engine, person="finance")
    assert "700,000" in finance.say("2027 budget by dept", "set_budget")


@pytest.mark.parametrize("text", ["did we do it before", "以前搞过没", "have we done this before"])
def test_whether_it_was_held_is_of_the_course_talked_about(head: Conversation, text: str) -> None:
    head.say("设备操作要多少钱", "estimate_cost")
    answer = head.say(text, "query_training_effect")
    assert "设备操作技能培训" in answer or "Equipment operation" in answer
    assert "8 " in answer


def test_of_no_course_it_is_asked_which(head: Conversation) -> None:
    assert "哪门课" in head.say("以前搞过没", "query_training_effect")


def test_for_how_many_a_need_is_stands_with_it(head: Conversation) -> None:
    head.say("我们要学Excel，10个人", "report_skill_need", named("skill", "SK-XLS", "Excel", 4))
    assert "10 人" in head.replies[-1].text
    assert "ND-" in head.say("好", "affirm")


def test_who_leads_nobody_is_told_that_it_is_his_own(sample_engine: BudgetEngine) -> None:
    worker = Conversation(sample_engine, person="worker")
    text = "我们要学Excel，10个人"
    answer = worker.say(text, "report_skill_need", named("skill", "SK-XLS", "Excel", 4))
    assert "“10 人”没有记进去" in answer


def test_what_one_asked_for_is_asked_of_the_requests(head: Conversation) -> None:
    assert "申请" in head.say("我今年都提过哪些", "query_profile")
