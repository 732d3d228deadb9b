"""Which rows of a sheet are rows of its table, and what becomes of the others."""

from __future__ import annotations

import pytest

from engine.imports.grid.sheet import Span
from engine.imports.shape.table import MergedCells
from tests.engine.imports.shape.sheets import facts, rows, table, tables


def test_totals_are_left_out_and_checked() -> None:
    found = table("部门|预算\n一部|12\n二部|8.5\n合 计：|20.5")
    assert rows(found) == [["一部", "12"], ["二部", "8.5"]]
    (total,) = found.totals
    assert (total.number, dict(total.cells)) == (4, {"部门": "合 计：", "预算": "20.5"})
    assert facts(found, "totals_row") == [{"row": 4}]
    assert facts(found, "totals_disagree") == []


def test_a_scale_in_a_cell_counts_in_its_total() -> None:
    found = table("姓名|费用\n甲|0.45万\n乙|500\n合计|5000")
    assert (len(found), facts(found, "totals_disagree")) == (2, [])


def test_totals_that_disagree_are_told_with_both_figures() -> None:
    found = table("姓名|费用|学时\n甲|12|1\n乙|8|2\n合计|30|3")
    assert len(found) == 2
    assert facts(found, "totals_disagree") == [
        {"row": 4, "heading": "费用", "said": "30", "summed": "20"}
    ]


def test_subtotals_and_a_grand_total() -> None:
    found = table(
        "部门|姓名|费用\n一部|甲|1\n一部|乙|2\n一部小计||3\n二部|丙|4\n二部小计||4\n总计||7"
    )
    assert [row[1] for row in rows(found)] == ["甲", "乙", "丙"]
    assert [one.number for one in found.totals] == [4, 6, 7]
    assert facts(found, "totals_disagree") == []


def test_a_subtotal_with_a_long_name_is_one() -> None:
    made = table(
        "类别|金额\n消防|100\n急救|200\nSub-total Mandatory training and compliance matters|300\n"
        "领导力|50\n合计|350"
    )
    assert len(made) == 3


@pytest.mark.parametrize(
    "drawn",
    [
        "课程|学时|费用\nTotal Quality|8|500\n安全|4|200",
        "课程|学时|费用\n安全|4|200\nTotal Quality|8|500\n谈判|2|100",
        "姓名|课程|费用\n甲|总计划管理|200\n乙|安全|100",
    ],
)
def test_what_only_sounds_like_a_total_stays(drawn: str) -> None:
    assert len(table(drawn)) == drawn.count("\n")


def test_notes_below_are_left_out() -> None:
    found = table(
        "工号|姓名|部门\n1|甲|一部\n2|乙|二部\n.\n备注：以上人员均已转正\n制表人：丙||审核：丁"
    )
    assert len(found) == 2
    assert [one["row"] for one in facts(found, "note_left_out")] == [5, 6]
    assert found.title == ("备注：以上人员均已转正", "制表人：丙 审核：丁")


def test_a_row_with_one_cell_is_a_row() -> None:
    assert len(table("工号|姓名|部门\n1|甲|一部\n|乙|\n000003||")) == 3


def test_a_last_row_with_a_word_of_notes_is_a_row() -> None:
    assert len(table("课程|日期|费用\n安全|2025-03-01|3\n统计|2025-03-02|5")) == 2
    assert len(table("课程|日期|费用\n安全|2025-03-01|3\n审核: 内审员|2025-03-02|5")) == 2
    assert len(table("姓名|部门|岗位\n甲|一部|工人\n*乙|二部|备注：外聘")) == 2


def test_headings_of_the_next_page_are_left_out() -> None:
    found = table("工号|姓名\n1|甲\n工号|姓名\n2|乙\n.\n工号|姓名\n3|丙")
    assert rows(found) == [["1", "甲"], ["2", "乙"], ["3", "丙"]]
    assert facts(found, "repeated_headings") == [{"rows": [3, 6]}]


def test_tables_one_under_another() -> None:
    first, second = tables("工号|姓名\n1|甲\n.\n培训记录\n姓名|课程|费用\n甲|安全|3")
    assert (first.headings, rows(first)) == (["工号", "姓名"], [["1", "甲"]])
    assert (second.headings, second.title) == (["姓名", "课程", "费用"], ("培训记录",))
    assert list(second.numbers) == [6]


def test_a_narrow_table_above_another_keeps_its_headings() -> None:
    first, second = tables("工号|姓名|\n1|甲|\n.\n姓名|课程|费用\n甲|安全|3")
    assert (len(first), len(second)) == (1, 1)
    (alone,) = tables("工号|姓名\n姓名|工号\n1|甲")
    assert [list(one) for one in rows(alone)][-1] == ["1", "甲"]


def test_tables_beside_each_other() -> None:
    first, second = tables("工号|姓名||工号|姓名\n1|甲||3|丙\n2|乙||4|丁")
    assert [row[1] for row in rows(first) + rows(second)] == ["甲", "乙", "丙", "丁"]
    (alone,) = tables("工号|姓名||课程|费用\n1|甲||安全|5\n2|乙||安全|6")
    assert alone.headings == ["工号", "姓名", "课程", "费用"]


def test_merged_cells_are_filled_and_told() -> None:
    found = table(
        "课程|日期|姓名|费用\n安全|2025-03-01|甲|3000\n||乙|\n谈判|2025-04-01|丙|1200",
        Span(1, 0, 2, 0),
        Span(1, 1, 2, 1),
        Span(1, 3, 2, 3),
    )
    assert rows(found)[1] == ["安全", "2025-03-01", "乙", "3000"]
    assert MergedCells("费用", 0, 1, "3000") in found.merged
    assert len(found.merged) == 3


def test_cells_merged_to_the_right() -> None:
    found = table("姓名|课程|费用|学时\n甲|未参加||\n乙|安全|3|4", Span(1, 1, 1, 3))
    assert rows(found)[0] == ["甲", "未参加", "未参加", "未参加"]
    assert [one.heading for one in found.merged] == ["课程", "费用", "学时"]


def test_groups_that_are_named_once_are_told_and_not_filled() -> None:
    found = table("部门|姓名|费用\n一部|甲|1\n|乙|2\n|丙|3\n二部|丁|4")
    assert facts(found, "gaps_in") == [{"heading": "部门", "rows": 2}]
    assert list(found.columns[0]) == ["一部", "", "", "二部"]


def test_what_stands_where_groups_begin_is_of_the_group_though_the_next_says_the_same() -> None:
    found = table(
        "课程|状态|级别|日期|姓名\n安全|已完成||2025-03-01|甲\n||||乙\n质量|已完成|初|2025-03-02|丙\n||||丁"
    )
    assert [one["heading"] for one in facts(found, "gaps_in")] == ["课程", "状态", "日期"]


def test_sections_amid_the_rows_are_told() -> None:
    found = table(
        "工号|姓名|部门\n一、生产\n1|甲|一部\n二、销售\n2|乙|二部",
        Span(1, 0, 1, 2),
        Span(3, 0, 3, 2),
    )
    assert len(found) == 2
    assert facts(found, "section") == [
        {"row": 2, "text": "一、生产"},
        {"row": 4, "text": "二、销售"},
    ]


@pytest.mark.parametrize("said", ["合计", "平均", "Total"])
def test_a_row_of_sums_without_its_figures_is_no_section(said: str) -> None:
    """The figures of a formula that nobody reckoned are not in the file."""
    found = table(f"工号|姓名|费用\n1|甲|3\n2|乙|4\n{said}\n3|丙|5", Span(3, 0, 3, 1))
    assert (len(found), facts(found, "section")) == (3, [])
    assert facts(found, "totals_row") == [{"row": 4}]


@pytest.mark.parametrize(
    ("title", "scale"),
    [
        ("预算表|||单位：万元", "万元"),
        ("Budget 2027 (in thousand EUR)", "thousand eur"),
        ("Budget in k€", "k€"),
        ("Alle Angaben in TEUR", "teur"),
        ("预算表（万元）", "万元"),
        ("单位：元", "元"),
        ("编制单位：人力资源部", None),
        ("Training in March", None),
    ],
)
def test_the_unit_of_the_amounts(title: str, scale: str | None) -> None:
    found = table(f"{title}\n部门|预算|实际\n一部|12|3")
    assert found.scale == scale
    assert [one["scale"] for one in facts(found, "amounts_in")] == ([scale] if scale else [])


def test_a_hidden_sheet_and_an_encoding_are_told() -> None:
    found = table("工号|姓名\n1|甲", hidden=True, encoding="gb18030")
    assert facts(found, "hidden") == [{"sheet": "S"}]
    assert facts(found, "encoding_assumed") == [{"encoding": "gb18030"}]


def test_sections_in_a_column_of_numbers() -> None:
    found = table("序号|姓名|部门\n生产\n1|甲|一部\n2|乙|一部\n销售\n3|丙|二部")
    assert [one["text"] for one in facts(found, "section")] == ["生产", "销售"]
    assert len(table("姓名|课程|费用\n甲|安全|3\n乙\n丙|安全|4")) == 3


def test_lines_that_are_about_the_columns() -> None:
    found = table("工号|姓名|部门|岗位\n1|2|3|4\n必填|必填|选填|选填\n7|甲|一部|工人")
    assert rows(found) == [["7", "甲", "一部", "工人"]]
    assert [one["row"] for one in facts(found, "note_left_out")] == [2, 3]


def test_cells_that_are_merged_to_be_wide_are_one_column() -> None:
    found = table(
        "姓名|费用||学时\n甲|3||1\n乙|4||2",
        *(Span(row, 1, row, 2) for row in range(3)),
    )
    assert found.headings == ["姓名", "费用", "学时"]
    assert [list(column) for column in found.columns][1] == ["3", "4"]
