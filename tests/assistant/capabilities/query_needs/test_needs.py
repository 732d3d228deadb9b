"""Needs on record in conversation: listed, filtered, counted, made a request; one's own wishes."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.report_need import report_need
from tests.conversing import Conversation, Entity

NAMES = {
    "设备操作": ("course", "TC-EQ"),
    "equipment operation": ("course", "TC-EQ"),
    "精益生产": ("course", "TC-LEAN"),
    "excel": ("course", "TC-XLS"),
    "一车间": ("department", "W1"),
    "workshop 1": ("department", "W1"),
}
UNSURE = "nlu_fallback"


def talk(engine: BudgetEngine, person: str = "hr") -> Conversation:
    return Conversation(engine, person, names=NAMES)


def wish(engine: BudgetEngine, topic: str, *people: str) -> None:
    for person in people:
        engine.perform(
            report_need, person, "console", Training(topic=topic), None, f"{topic}{person}"
        )


TOLD = [
    ("hr", "what training needs do we have for next year?", "200 people (strategy 200, business"),
    (
        "hr",
        "明年的培训需求有哪些，按人数排",
        "1. 设备操作技能培训：200 人（战略 200 人、业务 200 人",
    ),
    ("hr", "战略上提了哪些需求", "登记的培训需求（星驰汽车零部件公司）：3 项"),
    ("hr", "which employee needs are there", "1. Management skills: 90 people (employees 90)"),
    ("hr", "有多少人想学Excel", "Excel数据分析培训：45 人（员工 45 人）"),
    ("hr", "how many people asked for equipment operation?", "Equipment operation: 200 people"),
    ("workshop-head", "我们车间有哪些需求", "登记的培训需求（一车间）：2 项"),
    ("hr", "list the withdrawn needs", "No such training need is on record"),
    ("worker", "我报过哪些需求", "设备操作技能培训（ND-2026-0011"),
    ("worker", "what have I asked for so far?", "You have reported 1, 1 of them open:"),
    ("E000021", "我的需求都记上了吗", "您还没有报过需求"),
]


@pytest.mark.parametrize(("person", "text", "told"), TOLD)
def test_needs_are_told(sample_engine: BudgetEngine, person: str, text: str, told: str) -> None:
    assert told in talk(sample_engine, person).say(text)


def test_a_list_is_narrowed_by_what_follows(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine)
    talking.say("明年的培训需求有哪些")
    assert "4 项，人数多的在前。\n1. 管理技能培训：90 人" in talking.say("只看员工提的")


def test_an_origin_is_no_unit(sample_engine: BudgetEngine) -> None:
    read: Entity = {"entity": "department", "value": "strategy", "start": 22, "end": 30}
    said = talk(sample_engine).say("which needs come from strategy?", UNSURE, read)
    assert "3 topics" in said


def test_six_who_ask_are_six(sample_engine: BudgetEngine) -> None:
    wish(sample_engine, "焊接", *(f"E{number:06}" for number in range(21, 27)))
    said = talk(sample_engine).say("目前有哪些员工提的需求，全部列出")
    assert "「焊接」：6 人（员工 6 人），课程目录里没有" in said


def test_an_employee_sees_no_list(sample_engine: BudgetEngine) -> None:
    said = talk(sample_engine, "worker").say("公司有哪些培训需求")
    assert "设备操作" not in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("make a request out of the equipment operation needs", "四成故障出在操作上"),
        ("把设备操作的需求提成申请", "四成故障出在操作上"),
    ],
)
def test_a_request_is_begun_with_what_is_on_record(
    sample_engine: BudgetEngine, text: str, reason: str
) -> None:
    talking = talk(sample_engine, "workshop-head")
    talking.say(text)
    assert talking.slots["course"]["code"] == "TC-EQ"
    assert talking.slots["headcount"] == 200
    assert reason in talking.slots["reason"]
    assert talking.slots["flow"] == "request_form"


def test_a_topic_beyond_the_catalogue_becomes_a_request(sample_engine: BudgetEngine) -> None:
    wish(sample_engine, "焊接", *(f"E{number:06}" for number in range(21, 27)))
    talking = talk(sample_engine, "workshop-head")
    read: Entity = {"entity": "course", "value": "焊接", "start": 1, "end": 3}
    said = talking.say("把焊接的需求提成申请", UNSURE, read)
    assert "按登记的需求填：「焊接」，6 人。理由：登记在册 6 人需要「焊接」" in said
    assert talking.slots["headcount"] == 6


def test_which_need_is_asked_where_none_is_named(sample_engine: BudgetEngine) -> None:
    talking = talk(sample_engine, "workshop-head")
    talking.say("turn the needs into a request")
    assert talking.choices[0] == "Make a request of the need Equipment operation"
    talking.press("Make a request of the need Equipment operation")
    assert talking.slots["headcount"] == 200


def test_of_several_wishes_the_named_one_is_taken_back(sample_engine: BudgetEngine) -> None:
    wish(sample_engine, "焊接", "worker")
    wish(sample_engine, "Excel", "worker")
    talking = talk(sample_engine, "worker")
    talking.say("我报过哪些需求")
    assert "· 「焊接」（ND-" in talking.say("把焊接那个撤了")
    talking.press("撤回")
    said = talking.say("我报过哪些需求")
    assert said.count("未处理，") == 2
    assert said.count("已撤回") == 1
