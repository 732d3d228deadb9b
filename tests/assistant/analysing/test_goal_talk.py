"""Goals and gaps in the words of those who set them, with the sample company."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.analysing.names import NAMES
from tests.conversing import Conversation


def talk(engine: BudgetEngine, person: str) -> Conversation:
    return Conversation(engine, person, names=NAMES)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (
            "良品率目标98%，去年95%，差多少",
            "「良品率」差 3 个百分点：95%，目标 98%，完成 96.9%，未达标。",
        ),
        ("我们目标良品率是99%，现在差多少", "「良品率」差 3.6 个百分点"),
        ("yield target 98 %, last year 95 %", "yield is 3 percentage points off: 95%, target 98%"),
        ("转化率去年25%，目标30%，差几个点", "「客户转化率」差 5 个百分点"),
    ],
)
def test_a_gap_is_told_by_the_figures_that_are_said(
    sample_engine: BudgetEngine, text: str, head: str
) -> None:
    answer = talk(sample_engine, "hr").say(text)
    assert answer.splitlines()[0].startswith(head)
    assert "95.4%" in answer or "25%" in answer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("客诉率目标2%，去年3.5%，差多少", ("「客诉率」差 1.5 个百分点", "没有记录", "越低越好")),
        (
            "our first pass rate target is 98%, last year it was 95%",
            ("first pass rate is 3 percentage points off", "not on record"),
        ),
    ],
)
def test_a_kpi_that_is_only_said_is_reckoned_all_the_same(
    sample_engine: BudgetEngine, text: str, told: tuple[str, ...]
) -> None:
    answer = talk(sample_engine, "hr").say(text)
    assert all(words in answer for words in told), answer


@pytest.mark.parametrize(
    ("person", "text", "told"),
    [
        ("workshop-head", "故障降10%要培训多少人多少钱", ("-10%", "300,000 元", "180,000 元")),
        (
            "workshop-head",
            "we want faults down 10 %, what would that take",
            ("-10%", "CNY 300,000"),
        ),
        ("workshop-head", "故障想降一成，给个预算", ("-10%", "300,000 元")),
        ("sales-head", "转化率提高两个点，培训要花多少", ("27%", "200,000 元")),
        ("sales-head", "明年销售额做到3300万，培训怎么配", ("33,000,000", "27.5%", "200,000 元")),
        ("sales-head", "sales of 33 million next year, what budget", ("33,000,000", "27.5%")),
        ("sales-head", "转化率提高两个点，预算15万够吗", ("不够", "50,000 元")),
    ],
)
def test_a_goal_is_taken_as_it_is_said(
    sample_engine: BudgetEngine, person: str, text: str, told: tuple[str, ...]
) -> None:
    answer = talk(sample_engine, person).say(text)
    assert all(words in answer for words in told), answer


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("全公司销售额提高10%要多少培训预算", "「销售额」记在销售部"),
        ("company-wide: conversion up 2 points, what training budget", "kept in Sales"),
    ],
)
def test_a_goal_of_the_company_is_worked_out_where_the_kpi_is_kept(
    sample_engine: BudgetEngine, text: str, there: str
) -> None:
    answer = talk(sample_engine, "hr").say(text)
    assert "200,000" in answer
    if "sales" in text or "销售" in text:
        assert there in answer


@pytest.mark.parametrize(
    "text",
    [
        "设备操作技能提升10%，故障能降多少，产能能升多少",
        "if equipment operation skill goes up 10%, what happens to faults and capacity",
    ],
)
def test_a_better_skill_is_followed_forwards(sample_engine: BudgetEngine, text: str) -> None:
    """The article's car parts: 10 % of skill, 15 % fewer faults, 10 % more capacity."""
    faults, capacity, *rest = talk(sample_engine, "workshop-head").say(text).splitlines()
    assert "-15%" in faults
    assert "+10%" in capacity
    assert any("300,000" in one for one in rest)


@pytest.mark.parametrize(
    "text", ["转化率到28%，只算新员工要多少钱", "conversion to 28%, only for new hires"]
)
def test_a_group_for_which_no_goal_is_worked_out_is_named_back(
    sample_engine: BudgetEngine, text: str
) -> None:
    answer = talk(sample_engine, "sales-head").say(text)
    assert "新员工" in answer or "new hires" in answer
    assert len(answer.splitlines()) == 1
