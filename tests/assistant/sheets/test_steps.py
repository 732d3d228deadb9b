"""Conversations in which what was shown is worked with, several steps one after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.acting import Likely
from engine.usecases.context import BudgetEngine
from tests.conversing import NAMES, Conversation

BUDGET, HISTORY, RANKING = "query_budget_status", "query_training_history", "query_priorities"
GAPS = "query_skill_gap"
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
            ("只要剩余45万以上的", "5 行里的 2 行"),
            ("改成40万以上", "5 行里的 3 行"),
            ("这几家承诺了多少", "= 240,000 元"),
            ("已花合计", "= 480,000 元"),
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
    (
        "2025年每个季度培训花了多少钱",
        HISTORY,
        [
            ("一季度和四季度差多少", "= 135,240 元"),
            ("人次最多的季度花了多少", "690,540 元"),
            ("最省的是哪个季度", "2025年7–9月：541,340 元"),
            ("平均每季度", "/ 4 = 638,000 元"),
            ("下半年两个季度合计", "= 1,096,640 元"),
            ("比上半年少多少", "= 358,720 元"),
            ("二季度人均多少", "1,738.23 元"),
            ("低于平均的有哪几个季度", "4 行里的 2 行（金额低于 638,000 元）"),
            ("低于60万的有哪些", "4 行里的 2 行"),
            ("其余的", "2025年4–6月"),
            ("按金额从高到低排", "1. 2025年4–6月"),
            ("倒过来", "（不含2025年7–9月、2025年10–12月；按金额从低到高）"),
        ],
    ),
    (
        "2025 training cost by quarter",
        HISTORY,
        [
            ("first half versus second half?", "= CNY 358,720"),
            ("and the heaviest?", "CNY 764,820"),
            ("which quarters were under 600k", "2 of 4 rows"),
            ("how many sessions in those", "= 20"),
            ("and the other two", "= 30"),
            ("average cost per session in q1", "= CNY 46,036"),
        ],
    ),
    (
        "去年各部门培训花了多少",
        HISTORY,
        [
            ("一共多少", "= 2,552,000 元"),
            ("哪个部门人均最高", "研发部：2,540.08 元"),
            ("第二高的呢", "零售部的人均：1,905.30 元"),
        ],
    ),
    (
        "全公司技能差距",
        GAPS,
        [
            ("缺口超过50人的有哪些", "8 行里的 3 行"),
            ("其中平均分最低的", "设备操作：3.18"),
            ("加起来多少人", "不能相加"),
            ("回到全部", "全部 8 行"),
            ("差距最小的两个是哪两个", "分布式架构、分布式架构认证：12"),
            ("各占多少", "占已测评人数 40 的 30%"),
            ("哪个缺人多", "设备操作：120"),
            ("多几个", "= 108"),
        ],
    ),
    (
        "show me all skill gaps",
        GAPS,
        [
            ("which ones have more than 50 people short", "3 of 8 rows"),
            ("what about fewer than 20", "2 of 8 rows"),
            ("back to the full list", "All 8 rows"),
            ("lowest average?", "negotiation: 2.59"),
            ("and the second lowest", "equipment operation, Mean: 3.18"),
        ],
    ),
    (
        "精益生产每一期都列出来",
        HISTORY,
        [
            ("最近一期呢", "2025年11月21日"),
            ("再上一期呢", "2025年8月20日"),
            ("这两期差多少钱", "= 2,000 元"),
            ("哪一期最贵", "53,000 元"),
            ("第三期多少人", "25"),
            ("讲师费占几成", "93.9%"),
            ("差旅费呢", "没有差旅费"),
            ("超过5万的有哪些", "6 行里的 3 行"),
        ],
    ),
    (
        "when was lean production last held",
        HISTORY,
        [
            ("how many came", "21 Nov 2025, Participations: 25"),
            ("and the one before?", "20 Aug 2025"),
            ("the cheapest session?", "CNY 47,000"),
            ("what about the venue", "CNY 4,000"),
            ("who taught it", "does not have Trainer"),
        ],
    ),
    (
        "今年预算还剩多少",
        BUDGET,
        [
            ("执行率都一样吗", "5 个都一样：执行率 20%"),
            ("剩的都一样多吗", "不一样：可用从 210,000 元"),
        ],
    ),
    (
        "培训需求排名",
        RANKING,
        [
            ("精益生产排第几", "排第 2（共 10 行）"),
            ("比第一名差多少分", "= 0.11"),
            ("战略分最高的是谁", "工业互联网技能培训：0.40"),
            ("倒数第二呢", "0.00"),
            ("把得分低于0.2的去掉", "10 行里的 6 行"),
            ("还剩几个", "10 个里有 6 个"),
            ("这五个一共多少人", "6 行，不是 5 行"),
            ("超过100人的留下，其他不看", "2 行"),
        ],
    ),
    (
        "how much budget is left",
        BUDGET,
        [
            ("which ones have spent less than 100k", "2 of 5 rows"),
            ("and over 200k?", "1 of 5 rows"),
            ("back to all of them, sorted by what's been spent", "All 5 rows"),
            ("the top two make up how much of the whole", "= 58.1%"),
            ("who has the most left", "Retail: CNY 770,000"),
            ("and who's second", "Workshop 1, Available: CNY 490,000"),
            ("the department with the biggest budget, how much is left there", "Retail"),
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
def test_the_flow_stays_open_beside_it(
    director: Conversation, begin: str, asked: str, operation: str
) -> None:
    director.say(begin, "request_budget")
    open_before = director.slots["requested_slot"]
    director.say(asked, RANKING)
    assert "= 350" in director.say(operation)
    assert director.slots["requested_slot"] == open_before


def test_another_answer_is_not_worked_with(director: Conversation) -> None:
    director.say("今年预算还剩多少", BUDGET)
    director.say("谈判培训有效果吗", "query_training_effect")
    assert "770,000" not in director.say("哪个最多")


def test_a_name_that_was_not_shown_is_asked_for_anew(director: Conversation) -> None:
    director.say("一车间的预算还剩多少", BUDGET)
    assert "420,000" in director.say("那销售部呢")


def test_shares_are_of_what_was_just_added_up(director: Conversation) -> None:
    director.say("how much budget is left", BUDGET)
    director.say("and without sales, what's the total?")
    assert "of CNY 1,750,000" in director.say("what share of that is retail")


def test_a_unit_that_is_not_there_is_said_to_be_missing(director: Conversation) -> None:
    director.say("今年预算还剩多少", BUDGET)
    said = {"entity": "department", "value": "质检部", "start": 5, "end": 8}
    assert "质检部不在" in director.say("为什么没有质检部", "", said)


@pytest.mark.parametrize(
    ("first", "wish", "cannot"),
    [
        ("今年预算还剩多少", "如果第一个再花30万还剩多少", "没法"),
        (
            "how much budget is left",
            "what if the first one spent 300k more",
            "cannot work that out",
        ),
    ],
)
def test_what_cannot_be_done_with_it_is_said(
    director: Conversation, monkeypatch: pytest.MonkeyPatch, first: str, wish: str, cannot: str
) -> None:
    director.say(first, BUDGET)
    sure = (Likely("vary", BUDGET, 0.9),)
    monkeypatch.setattr(
        "assistant.conversation.conducting.weighed",
        lambda turn, message: replace(message, likely=sure),
    )
    answer = director.say(wish, "simulate_allocation")
    assert cannot in answer
    assert len(director.replies) == 1


@pytest.mark.parametrize(
    ("first", "export", "rows"),
    [
        ("2025年每个季度培训花了多少钱", "导出来", "4 行"),
        ("2025 cost by quarter", "export it", "4 rows"),
    ],
)
def test_a_split_is_exported_as_it_was_shown(
    director: Conversation, first: str, export: str, rows: str
) -> None:
    director.say(first, HISTORY)
    assert rows in director.say(export, "export_report")


def test_why_one_row_is_before_another_is_told_part_by_part(director: Conversation) -> None:
    director.say("培训需求排名", RANKING)
    answer = director.say("精益生产为什么不是第一", "explain_answer")
    assert "设备操作技能培训与精益生产培训相比：得分 0.65，后者 0.54，多 0.11" in answer
    assert "员工 0.18，后者 0.00，多 0.18" in answer


def test_no_record_tells_the_ledger_and_the_trainings_apart(director: Conversation) -> None:
    answer = director.say("why do the ledger and the records of 2025 differ", "explain_answer")
    assert "CNY 328,000 more" in answer
    assert "No record explains" in answer


def test_what_kinds_of_cost_there_were(director: Conversation) -> None:
    answer = director.say("精益生产的钱花在什么上了", HISTORY)
    assert "讲师费：280,500 元（93.5%）" in answer
    assert "没有记录别的" in answer
