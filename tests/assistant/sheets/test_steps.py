"""Conversations in which what was shown is worked with, several steps one after the other."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import NAMES, Conversation

BUDGET, HISTORY, RANKING = "query_budget_status", "query_training_history", "query_priorities"
UNITS = {
    "零售部": ("department", "RET"),
    "销售部": ("department", "SAL"),
    "一车间": ("department", "W1"),
    "市场部": ("department", "M"),
    "retail": ("department", "RET"),
    "sales": ("department", "SAL"),
    "marketing": ("department", "M"),
}
# What is said, and what is in the answer to it.
Steps = list[tuple[str, str]]
TALKS: list[tuple[str, str, Steps]] = [
    (
        "今年预算还剩多少",
        BUDGET,
        [
            ("超过40万的有哪些", "5 行里的 3 行"),
            ("前两个加起来", "770,000 元 + 一车间 490,000 元 = 1,260,000 元"),
            ("这占总数的百分之几", "占 2,170,000 元的 58.1%"),
            ("平均呢", "/ 2 = 630,000 元"),
            ("哪个最多", "零售部：770,000 元"),
            ("花了多少", "零售部的已花（台账）：220,000 元"),
            ("最少的呢", "销售部：420,000 元"),
            ("按已花从低到高排", "1. 销售部"),
            ("第二个承诺了多少", "一车间的已承诺：70,000 元"),
            ("最多的呢", "770,000 元"),
            ("最少的呢", "420,000 元"),
            ("差多少", "= 350,000 元"),
            ("超过100万的有几个", "一个也没有"),
            ("低于30万的有几个", "5 个里有 2 个"),
        ],
    ),
    (
        "how much budget is left",
        BUDGET,
        [
            ("only those over 400,000", "3 of 5 rows"),
            ("what do the first two come to", "= CNY 1,260,000"),
            ("what share is that", "= 58.1%"),
            ("and on average?", "/ 2 = CNY 630,000"),
            ("which one is the biggest", "Retail: CNY 770,000"),
            ("and the smallest?", "Sales: CNY 420,000"),
            ("what's the difference between the two?", "= CNY 350,000"),
            ("how many sessions did the first one have", "does not have Sessions"),
            ("sort by spent, lowest first", "1. Sales"),
            ("and the second, how much is committed", "CNY 70,000"),
        ],
    ),
    (
        "去年办了哪些培训",
        HISTORY,
        [
            ("哪个最贵", "800,000 元"),
            ("多少人", "400"),
            ("每人多少", "2,000 元"),
            ("5期以上的", "12 行里的 2 行"),
            ("一共多少人次", "400 + 精益生产培训 150 = 550"),
            ("平均每人多少钱", "1,100,000 元 / 人次 550 = 2,000 元"),
            ("第一个每期多少钱", "800,000 元 / 期数 12"),
        ],
    ),
    (
        "the ranking of needs",
        RANKING,
        [
            ("how many people are in the first five", "= 600"),
            ("and the first three?", "= 410"),
            ("only those with more than 100 people", "2 of 10 rows"),
            ("what do they add up to", "is nothing that adds up"),
            ("how many people altogether", "= 350"),
        ],
    ),
]


@pytest.fixture
def director(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="director", names={**NAMES, **UNITS})


@pytest.mark.parametrize(("first", "capability", "steps"), TALKS)
def test_one_step_after_another(
    director: Conversation, first: str, capability: str, steps: Steps
) -> None:
    director.say(first, capability)
    for said, answered in steps:
        answer = director.say(said)
        assert answered in answer, f"{said}: {answer}"


@pytest.mark.parametrize(
    ("first", "filter_", "absent", "there", "stranger"),
    [
        ("今年预算还剩多少", "低于50万的", "怎么没有零售部", "怎么没有销售部", "怎么没有市场部"),
        (
            "how much budget is left",
            "only those under 500,000",
            "why isn't retail in there",
            "why isn't sales in there",
            "why isn't marketing in there",
        ),
    ],
)
def test_why_something_is_not_there(
    director: Conversation, first: str, filter_: str, absent: str, there: str, stranger: str
) -> None:
    director.say(first, BUDGET)
    director.say(filter_)
    left_out, inside = director.say(absent), director.say(there)
    assert "770,000" in left_out
    assert "500,000" in left_out
    assert "420,000" in inside
    assert "2026" in director.say(stranger)


@pytest.mark.parametrize(
    ("first", "added", "why"),
    [
        ("今年预算还剩多少", "前三个加起来", "为什么"),
        ("this year's budget", "sum of the first three", "why?"),
    ],
)
def test_why_tells_what_it_was_reckoned_from(
    director: Conversation, first: str, added: str, why: str
) -> None:
    director.say(first, BUDGET)
    assert "1,680,000" in director.say(added)
    answer = director.say(why)
    assert "1,680,000" in answer
    assert "420,000" in answer


@pytest.mark.parametrize(
    ("first", "filter_", "export", "rows"),
    [
        ("今年预算还剩多少", "超过40万的有哪些", "导出来", "3 行"),
        ("this year's budget", "only those over 400,000", "export that", "3 rows"),
    ],
)
def test_what_stands_there_is_exported(
    director: Conversation, first: str, filter_: str, export: str, rows: str
) -> None:
    director.say(first, BUDGET)
    director.say(filter_)
    assert rows in director.say(export, "export_report")


def test_the_row_that_was_told_is_what_is_meant_next(director: Conversation) -> None:
    director.say("trainings of last year", HISTORY)
    director.say("which is the dearest")
    assert director.talk.seen is not None
    assert [one["value"] for one in director.talk.seen.chosen_things] == ["Retail basics"]


@pytest.mark.parametrize(
    ("begin", "asked", "operation"),
    [
        ("我要给设备操作培训申请预算", "培训需求排名", "前两个一共多少人"),
        (
            "I need budget for equipment operation",
            "the ranking",
            "how many people in the first two",
        ),
    ],
)
def test_the_flow_comes_back_after_it(
    director: Conversation, begin: str, asked: str, operation: str
) -> None:
    director.say(begin, "request_budget")
    open_before = director.slots["requested_slot"]
    director.say(asked, RANKING)
    assert "= 350" in director.say(operation)
    assert director.slots["requested_slot"] == open_before
    assert len(director.replies) > 1


def test_another_answer_is_not_worked_with(director: Conversation) -> None:
    director.say("今年预算还剩多少", BUDGET)
    director.say("谈判培训有效果吗", "query_training_effect")
    assert "770,000" not in director.say("哪个最多")


def test_a_name_that_was_not_shown_is_asked_for_anew(director: Conversation) -> None:
    director.say("一车间的预算还剩多少", BUDGET)
    assert "420,000" in director.say("那销售部呢")
