"""A foreman who knows no course's name tells of a trouble, and is led somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

MACHINES = {"zh": "手底下的人老是把机器弄坏，咋办", "en": "my guys keep breaking the machines"}
TAKEN_FOR = "query_performance_gap"


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, names={})


@pytest.fixture
def worker(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="worker", names={})


def told() -> list[tuple[str, str]]:
    """Troubles, each with the code of the skill that is behind it."""
    lines = Path(__file__).with_name("told.txt").read_text(encoding="utf-8").splitlines()
    return [(one[0], one[1]) for line in lines if len(one := line.split("|")) == 2]


@pytest.mark.parametrize(("text", "topic"), told())
def test_a_trouble_leads_to_what_fits(head: Conversation, text: str, topic: str) -> None:
    assert topic in head.say(text)
    assert len(head.choices) >= 2


def test_what_was_understood_is_said_and_one_question_is_put(head: Conversation) -> None:
    answer = head.say(MACHINES["zh"], TAKEN_FOR)
    assert "设备操作技能培训、教「设备操作」、关系到「设备故障次数」" in answer
    assert answer.count("？") == 1
    assert head.choices == [
        "看谁的「设备操作」不够",
        "估一下「设备操作技能培训」要多少钱",
        "把它报成需求",
        "都不是，用我自己的话报给人力资源部",
    ]


def test_the_questions_come_one_after_the_other(head: Conversation) -> None:
    head.say(MACHINES["en"], TAKEN_FOR)
    assert "Since when" in head.say("mostly the new ones")
    assert "What shows it" in head.say("since last month", "query_training_history")
    answer = head.say("more stops than ever")
    assert "my guys keep breaking the machines, mostly the new ones, since last month" in answer


def test_who_lacks_it_is_asked_of_the_skill_behind_it(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    assert "设备操作" in head.say("先看看谁不行", "query_people")


def test_what_it_costs_is_asked_of_the_course(head: Conversation) -> None:
    head.say(MACHINES["en"], TAKEN_FOR)
    answer = head.say("how much would that be", "query_budget_status")
    assert "Equipment operation" in answer
    assert "CNY" in answer


@pytest.mark.parametrize("text", ["你看着办", "不知道叫啥课", "whatever you think is best"])
def test_who_leaves_it_to_us_is_proposed_the_nearest(head: Conversation, text: str) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    answer = head.say(text)
    assert "设备操作技能培训" in answer or "Equipment operation" in answer
    assert "nothing is noted" in answer or "什么都还没记" in answer


@pytest.mark.parametrize("text", ["便宜点的", "something cheap"])
def test_the_cheapest_comes_first(head: Conversation, text: str) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    lines = [one for one in head.say(text).splitlines() if one.startswith("· ")]
    prices = [int("".join(re.findall(r"\d", one))) for one in lines]
    assert len(prices) > 1
    assert prices == sorted(prices)


def test_a_head_reports_it_as_the_need_of_his_unit(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    head.say("主要是新来的")
    summary = head.say("把它报成需求")
    assert "手底下的人老是把机器弄坏，咋办，主要是新来的" in summary
    assert "要补的能力：设备操作" in summary
    assert "GS-" in head.say("好", "affirm")


def test_in_own_words_nothing_is_added_to_it(head: Conversation) -> None:
    head.say(MACHINES["en"], TAKEN_FOR)
    summary = head.press("None of these")
    assert MACHINES["en"] in summary
    assert "skill" not in summary.lower()


def test_an_employee_reports_his_own(worker: Conversation) -> None:
    answer = worker.say("我老是算不好表格，一弄就出错")
    assert "Excel" in answer
    assert worker.choices == ["把它报成需求", "都不是，用我自己的话报给人力资源部"]
    assert "您想提高「Excel」" in worker.press("把它报成需求")
    assert "ND-" in worker.say("好", "affirm")


def test_nothing_is_stored_before_it_is_said(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    head.say("你看着办")
    assert "flow" not in head.slots


def test_what_no_name_fits_can_be_reported_all_the_same(head: Conversation) -> None:
    answer = head.say("班里老是养不好那几只鹦鹉，怎么办")
    assert "不知道名字也没关系" in answer
    assert "鹦鹉" in head.press("都不是")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("设备操作培训20人，他们老出错", "request_budget"),
        ("很多人不会，驳回", "reject_request"),
        ("一车间的设备故障次数是多少", TAKEN_FOR),
    ],
)
def test_what_is_something_else_is_no_trouble(head: Conversation, text: str, intent: str) -> None:
    head.say(text, intent)
    assert "trouble" not in head.slots


def test_another_question_is_answered_and_is_not_of_it(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    assert "预算" in head.say("我们今年预算还剩多少", "query_budget_status")


def test_the_new_ones_are_an_answer_whatever_it_looks_like(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    assert "什么时候" in head.say("主要是新来的那几个", "query_people")


def test_how_many_and_when_stand_with_what_is_noted(head: Conversation) -> None:
    head.say(MACHINES["zh"], TAKEN_FOR)
    head.say("把它报成需求")
    assert "咋办，12个人，下个月" in head.say("12个人，下个月", "request_budget", confidence=0.4)


@pytest.mark.parametrize("text", ["no idea what its called", "you pick", "anything cheap or free?"])
def test_amid_a_need_no_name_is_needed(worker: Conversation, text: str) -> None:
    worker.say("我老是算不好表格，一弄就出错")
    worker.press("把它报成需求")
    assert "No name is needed" in worker.say(text, "query_budget_status")
    assert worker.slots["statement"] == "report_skill_need"


def test_what_is_asked_of_it_otherwise_is_another_question(worker: Conversation) -> None:
    worker.say("我老是算不好表格，一弄就出错")
    assert "最接近" not in worker.say("那个培训我去年上过没", "query_profile")
