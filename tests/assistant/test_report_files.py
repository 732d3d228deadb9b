"""Tables as files: the same rows in each kind, and nothing a spreadsheet would execute."""

import csv
import io
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from reportlab.platypus import Paragraph

from assistant.reports.files import WRITERS, as_csv, as_pdf, as_xlsx
from assistant.reports.reading import read_report
from assistant.reports.table import Table
from engine.values.visible import one_line
from tests.peoples_words import words

TABLE = Table(
    "部门预算", ["部门", "金额"], [["=1+1", Decimal("12.50")], ["销售部", None]], ["来源"]
)


def test_a_sheet_holds_the_rows_and_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[:3] == [["部门", "金额"], ["=1+1", 12.5], ["销售部", None]]
    assert (sheet["A4"].data_type, sheet["A4"].quotePrefix) == ("s", True)


def test_a_csv_holds_the_rows_and_no_formula() -> None:
    text = as_csv(TABLE).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["部门", "金额"],
        ["'=1+1", "12.50"],
        ["销售部", ""],
    ]


def test_a_pdf_is_one_with_markup_in_names() -> None:
    assert as_pdf(Table("<b>", ["a&b"], [["<script>"]])).startswith(b"%PDF")


def of_words(text: str) -> Table:
    return Table(text, [text], [[text], [f"'{text}"]], [text])


@given(words)
@settings(deadline=None, max_examples=40)
def test_words_in_a_sheet_are_texts_as_they_were_written(text: str) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(of_words(text)))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s"}
    assert (sheet["A4"].value or "") == one_line(text)
    if one_line(text).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")):
        assert sheet["A4"].quotePrefix


# How spreadsheets begin a formula; the full-wide signs are Chinese and Japanese input's.
BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "−")
BEFORE = st.text(st.sampled_from(" \t\r\n\u3000\u00a0\u200b\ufeff'\"“‘"), max_size=4)


@given(BEFORE, st.sampled_from(BEGINNINGS), words.filter(lambda text: not text[:1].isdigit()))
def test_nothing_in_a_csv_begins_as_a_formula(before: str, sign: str, text: str) -> None:
    written = before + sign + text
    data = as_csv(of_words(written)).decode("utf-8-sig")
    found = [row[0] for row in csv.reader(io.StringIO(data))]
    assert found == [f"'{one_line(one)}" for one in (written, written, f"'{written}")]


@pytest.mark.parametrize("number", ["-0.67", "+5", "-1,200.50", "-12%"])
def test_a_number_below_nothing_is_a_number(number: str) -> None:
    assert as_csv(of_words(number)).decode("utf-8-sig").startswith(f'"{number}"')


@given(words)
def test_a_csv_is_read_alike_whatever_parts_its_cells(text: str) -> None:
    data = as_csv(of_words(text)).decode("utf-8-sig")
    for mark in (",", ";", "\t"):
        cells = [cell for row in csv.reader(io.StringIO(data), delimiter=mark) for cell in row]
        assert len(cells) == 3
        assert all(one_line(text) in cell for cell in cells)


@given(words)
@settings(deadline=None, max_examples=40)
def test_words_in_a_pdf_are_no_markup(text: str) -> None:
    with patch("assistant.reports.files.Paragraph", wraps=Paragraph) as made:
        assert as_pdf(of_words(text)).startswith(b"%PDF")
    for call in made.call_args_list:
        said = call.args[0].removeprefix("<b>").removesuffix("</b>")
        assert "<" not in said
        shown = "".join(piece.text for piece in Paragraph(said, call.args[1]).frags)
        assert "".join(shown.split()) in "".join(f"'{one_line(text)}".split())


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
