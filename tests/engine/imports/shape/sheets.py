"""Sheets as they are drawn: a line a row, cells parted by bars."""

from __future__ import annotations

from typing import Any

from engine.imports.grid.sheet import Sheet, Span
from engine.imports.shape.finding import tables_of
from engine.imports.shape.table import Table

KNOWN = {
    "工号",
    "姓名",
    "部门",
    "课程",
    "日期",
    "费用",
    "岗位",
    "序号",
    "学时",
    "计划",
    "实际",
    "预算",
}
KNOWN |= {"name", "department", "cost"}


def sheet(drawn: str, spans: tuple[Span, ...] = (), **more: Any) -> Sheet:
    """The first row follows the first line break; a dot alone is an empty row."""
    rows = [
        [] if line.strip() == "." else [cell.strip() for cell in line.split("|")]
        for line in drawn.strip("\n").split("\n")
    ]
    return Sheet(
        **{"file": "a.xlsx", "name": "S", "number": 1, "rows": rows, "spans": spans} | more
    )


def is_heading(text: str) -> bool:
    return text.casefold() in KNOWN


def tables(drawn: str, *spans: Span, **more: Any) -> list[Table]:
    return tables_of(sheet(drawn, spans, **more), is_heading)


def table(drawn: str, *spans: Span, **more: Any) -> Table:
    (found,) = tables(drawn, *spans, **more)
    return found


def rows(found: Table) -> list[list[str]]:
    return [[column[row] for column in found.columns] for row in range(len(found))]


def facts(found: Table, code: str) -> list[dict[str, Any]]:
    return [dict(one.args) for one in found.facts if one.code == code]
