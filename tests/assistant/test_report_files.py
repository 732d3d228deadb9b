"""Tables as files: the same rows in each kind, and nothing a spreadsheet would execute."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from assistant.reports.files import WRITERS, as_csv, as_pdf, as_xlsx
from assistant.reports.reading import read_report
from assistant.reports.table import Table

TABLE = Table(
    "部门预算", ["部门", "金额"], [["=1+1", Decimal("12.50")], ["销售部", None]], ["来源"]
)


def test_a_sheet_holds_the_rows_and_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[:3] == [["部门", "金额"], ["'=1+1", 12.5], ["销售部", None]]
    assert sheet["A4"].data_type == "s"


def test_a_csv_holds_the_rows_and_no_formula() -> None:
    text = as_csv(TABLE).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["部门", "金额"],
        ["'=1+1", "12.50"],
        ["销售部", ""],
    ]


def test_a_pdf_is_one_with_markup_in_names() -> None:
    assert as_pdf(Table("<b>", ["a&b"], [["<script>"]])).startswith(b"%PDF")


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_many_rows_and_long_words_are_written(kind: str) -> None:
    assert WRITERS[kind](Table("t", ["a"], [["长" * 300]] * 200))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("把预算表导出成Excel", ("budget", "xlsx")),
        ("技能差距PDF", ("gaps", "pdf")),
        ("download the requests as csv", ("requests", "csv")),
        ("export the ranking", ("priorities", "xlsx")),
        ("培训历史导出", ("history", "xlsx")),
        ("effects report for the board", ("effects", "pdf")),
        ("导出", (None, "xlsx")),
    ],
)
def test_which_report_and_which_kind(text: str, expected: tuple[str | None, str]) -> None:
    assert read_report(text) == expected
