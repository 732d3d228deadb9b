"""Whatever a sheet looks like: each row with anything in it is in a table, or is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.imports.grid.sheet import Sheet, Span
from engine.imports.shape.finding import sheet_left_out, tables_of
from engine.imports.shape.table import Table
from tests.engine.imports.shape.sheets import is_heading

CELLS = st.sampled_from(
    [
        "",
        "",
        "",
        "工号",
        "姓名",
        "费用",
        "课程",
        "部门",
        "合计",
        "小计",
        "备注：好",
        "1",
        "2",
        "3.5",
        "2025-03-01",
        "甲",
        "乙",
        "单位：万元",
        "2025年培训明细",
        "Total Quality",
        "平均",
        "12万",
        "√",
    ]
)
GRIDS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=14)
)


@st.composite
def spans(draw: Any, rows: int, columns: int) -> list[Span]:
    found = []
    for _ in range(draw(st.integers(0, 3)) if rows else 0):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        down, right = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        found.append(Span(top, left, min(top + down, rows - 1), min(left + right, columns - 1)))
    return found


@st.composite
def sheets(draw: Any) -> Sheet:
    rows = draw(GRIDS)
    merged = draw(spans(len(rows), len(rows[0]) if rows else 0))
    for one in merged:
        for row in range(one.first_row, one.last_row + 1):
            for column in range(one.first_column, one.last_column + 1):
                if (row, column) != (one.first_row, one.first_column):
                    rows[row][column] = ""
    return Sheet(file="a", name="S", number=1, rows=rows, spans=tuple(merged))


@st.composite
def tidy(draw: Any) -> tuple[Sheet, int]:
    """A sheet with a table of known headings, and how many rows that has."""
    width = draw(st.integers(3, 5))
    titles = draw(st.lists(st.sampled_from([["花名册"], [], ["", "单位：万元"]]), max_size=3))
    count = draw(st.integers(1, 6))
    data = [
        [f"{n:03d}", f"员工{n}", *[str(n * 10 + at) for at in range(2, width)]]
        for n in range(count)
    ]
    blanks = draw(st.lists(st.integers(0, count), max_size=2))
    for at in sorted(blanks, reverse=True):
        data.insert(at, [])
    sums = [str(sum(int(row[at]) for row in data if row)) for at in range(2, width)]
    total = draw(st.sampled_from([[], [["合计", "", *sums]], [["", "总计：", *sums]]]))
    notes = draw(st.sampled_from([[], [["备注：以上"]], [[], ["制表人：甲", "", "审核：乙"]]]))
    heads = ["工号", "姓名", "费用", "学时", "预算"][:width]
    rows = [*titles, heads, *data, *total, *notes]
    return Sheet(file="a", name="S", number=1, rows=rows), count


def told(table: Table) -> Iterator[int]:
    yield from table.numbers
    for fact in table.facts:
        if fact.code == "headings_in_row":
            yield from range(fact.args["row"], fact.args["last"] + 1)
        elif "row" in fact.args:
            yield fact.args["row"]
        elif fact.code == "repeated_headings":
            yield from fact.args["rows"]


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_every_row_is_in_a_table_or_told(sheet: Sheet) -> None:
    found = tables_of(sheet, is_heading)
    filled = {number for number, row in enumerate(sheet.rows, 1) if any(row)}
    if not found:
        assert len(sheet_left_out(sheet).args["text"]) == len(filled)
        return
    assert filled == {row for table in found for row in told(table)}
    for table in found:
        assert len(set(table.headings)) == len(table.columns)
        assert {len(column) for column in table.columns} <= {len(table)}


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_every_cell_of_a_row_is_in_it(sheet: Sheet) -> None:
    read: dict[int, list[str]] = {}
    for table in tables_of(sheet, is_heading):
        for row, number in enumerate(table.numbers):
            read.setdefault(number, []).extend(column[row] for column in table.columns)
    for number, cells in read.items():
        said = [text for text in sheet.rows[number - 1] if text]
        assert all(cells.count(text) >= said.count(text) for text in said)


@settings(max_examples=200, deadline=None)
@given(tidy())
def test_a_table_is_found_whatever_stands_around_it(made: tuple[Sheet, int]) -> None:
    sheet, count = made
    (table,) = tables_of(sheet, is_heading)
    assert len(table) == count
    assert table.headings[:2] == ["工号", "姓名"]
    assert not [one for one in table.facts if one.code == "totals_disagree"]
