"""Where the headings of a table stand, and what they are called."""

from __future__ import annotations

import pytest

from engine.imports.grid.sheet import Span
from engine.imports.shape.finding import sheet_left_out, tables_of
from tests.engine.imports.shape.sheets import facts, is_heading, rows, sheet, table, tables


def test_a_plain_table() -> None:
    found = table("工号|姓名\n1|甲\n2|乙")
    assert found.headings == ["工号", "姓名"]
    assert rows(found) == [["1", "甲"], ["2", "乙"]]
    assert list(found.numbers) == [2, 3]
    assert [one.code for one in found.facts] == ["headings_in_row"]
    assert found.source(1) == "a.xlsx[S]:3"


def test_titles_above_are_told() -> None:
    found = table("某公司花名册\n.\n2025年|||制表：人事\n工号|姓名|部门\n1|甲|一部")
    assert found.title == ("某公司花名册", "2025年 制表：人事")
    assert facts(found, "headings_in_row") == [{"row": 4, "last": 4}]
    assert [one["row"] for one in facts(found, "title")] == [1, 3]
    assert found.headings == ["工号", "姓名", "部门", "column D"][:3]


def test_a_form_line_above_the_headings_is_none() -> None:
    found = table("部门|生产部|日期|2025-03-01\n工号|姓名|课程|费用\n1|甲|安全|30\n2|乙|安全|30")
    assert found.headings == ["工号", "姓名", "课程", "费用"]
    assert found.title == ("部门: 生产部; 日期: 2025-03-01",)


@pytest.mark.parametrize(
    ("drawn", "spans", "headings"),
    [
        (
            "工号|姓名|一季度||二季度\n||计划|实际|计划|实际\n1|甲|1|2|3|4",
            (Span(0, 0, 1, 0), Span(0, 1, 1, 1), Span(0, 2, 0, 3), Span(0, 4, 0, 5)),
            ["工号", "姓名", "一季度 计划", "一季度 实际", "二季度 计划", "二季度 实际"],
        ),
        (
            "工号|姓名|一季度||二季度|\n||计划|实际|计划|实际\n1|甲|1|2|3|4",
            (),
            ["工号", "姓名", "一季度 计划", "一季度 实际", "二季度 计划", "二季度 实际"],
        ),
        (
            "基本信息||培训|\n工号|姓名|课程|费用\n1|甲|安全|30",
            (Span(0, 0, 0, 1), Span(0, 2, 0, 3)),
            ["基本信息 工号", "基本信息 姓名", "培训 课程", "培训 费用"],
        ),
        ("工号|姓名|费用|费用\n1|甲|3|4", (), ["工号", "姓名", "费用", "费用 (2)"]),
        ("工号|姓  名|部\n1|甲|一部", (), ["工号", "姓名", "部"]),
        ("工号|姓名||费用\n1|甲|注|3", (), ["工号", "姓名", "column C", "费用"]),
        ("工号|姓名||费用\n1|甲||3", (), ["工号", "姓名", "费用"]),
        ("姓名|2025-01|2025-02|2025-03\n甲|1|2|3", (), ["姓名", "2025-01", "2025-02", "2025-03"]),
        ("Wer|Wann|Wieviel\nA|2025-03-01|3\nB|2025-03-02|4", (), ["Wer", "Wann", "Wieviel"]),
        ("Wer|Wo\nA|hier\nB|dort\nC|hier", (), ["Wer", "Wo"]),
        ("姓名\n甲\n乙", (), ["姓名"]),
    ],
)
def test_what_the_columns_are_called(
    drawn: str, spans: tuple[Span, ...], headings: list[str]
) -> None:
    assert table(drawn, *spans).headings == headings


def test_a_title_that_is_merged_groups_nothing() -> None:
    found = table("员工名单||\n工号|姓名|部门\n1|甲|一部", Span(0, 0, 0, 2))
    assert found.headings == ["工号", "姓名", "部门"]
    assert found.title == ("员工名单",)


def test_headings_in_two_languages() -> None:
    found = table("工号|姓名|部门\nNo.|Name|Department\n1|甲|一部")
    assert found.headings == ["工号", "姓名", "部门"]
    assert facts(found, "second_headings") == [{"row": 2, "text": "No. Name Department"}]
    assert rows(found) == [["1", "甲", "一部"]]


def test_headings_that_a_person_names() -> None:
    (found,) = tables_of(sheet("a|b\n工号|姓名\n1|甲"), is_heading, (1, 1))
    assert found.headings == ["a", "b"]
    assert rows(found) == [["工号", "姓名"], ["1", "甲"]]


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (".", "empty"),
        ("说明\n本表由人力资源部维护\n每月更新", "prose"),
        (
            "字段|说明\n工号|"
            + "员工在公司内的唯一编号，由人力资源部分配，不可重复使用，离职后保留",
            "prose",
        ),
    ],
)
def test_a_sheet_without_a_table(drawn: str, why: str) -> None:
    assert tables(drawn) == []
    fact = sheet_left_out(sheet(drawn))
    assert (fact.code, fact.args["why"]) == ("sheet_left_out", why)
