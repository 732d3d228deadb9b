"""What was loaded wrongly without a word: it is read right, refused, or reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.imports.amounts import take_apart
from engine.imports.cell_formats import shown_as
from engine.imports.cleaning import date_order
from engine.store.database import Database
from engine.usecases.import_company import import_company
from tests.engine.imports.files import NOW, PEOPLE, load, paid, refused, tables

HEAD = "工号,课程,培训日期,费用\n"


def test_a_training_after_its_refund_was_attended(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    load(empty_store, tmp_path, f"{HEAD}1,谈判,2026-03-10,-20元\n")
    later = load(
        empty_store,
        tmp_path,
        f"{HEAD}1,谈判,2026-03-10,100元\n2,谈判,2026-03-10,80元\n",
        name="b.csv",
    )
    assert later.participations == 2
    assert paid(later) == {"CNY": "160.00"}
    (course,) = later.by_course
    assert course.participations == 2


def test_dotted_dates_have_the_day_first() -> None:
    order = date_order(["03.02.2026", "1.4.2020"])
    assert [f"{order.parse(one)}" for one in ("03.02.2026", "1.4.2020")] == [
        "2026-02-03",
        "2020-04-01",
    ]
    assert order.ambiguous == 0
    assert date_order(["03/02/2026"]).ambiguous == 1


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [
        ("200.25", "[$$-409]#,##0.00", "USD 200.25"),
        ("5", "[$$-C09]#,##0.00", "AUD 5"),
        ("3000", "[$¥-411]#,##0", "JPY 3000"),
        ("3000", "[$¥-804]#,##0", "CNY 3000"),
        ("5", "#,##0.00 [$€-407]", "5 €"),
        ("5", '"US$"#,##0', "US$ 5"),
        ("5", "#,##0 [$USD]", "5 USD"),
        ("-5", '"$"#,##0_);[Red]("$"#,##0)', "-$ 5"),
        ("5", '_-"¥"* #,##0.00_-;-"¥"* #,##0.00_-', "¥ 5"),
        ("1.5", '0.00"万"', "1.5 万"),
        ("5", "#,##0.00", "5"),
        ("5", '0"天"', "5"),
        ("0.5", "0%", "0.5"),
        ("7", "[$-409]0", "7"),
    ],
)
def test_a_number_with_what_its_format_shows(number: str, shape: str, text: str) -> None:
    assert shown_as(number, shape) == text


@pytest.mark.parametrize("shape", ['"Kosten" 0.00 "€"', "#,##0,", '0!.0,"万"'])
def test_a_format_that_cannot_be_read_makes_no_number(shape: str) -> None:
    assert take_apart(shown_as("15000", shape)) is None


def test_the_currency_of_a_cells_format(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["工号", "课程", "培训日期", "Cost (EUR)"])
    shapes = ["[$$-409]#,##0.00", "#,##0.00 [$€-407]", "General", "[$¥-411]#,##0"]
    for row, shape in enumerate(shapes, 2):
        sheet.append([str(row), "谈判", date(2026, 3, 2), 200.25])
        sheet.cell(row, 4).number_format = shape
    book.save(tmp_path / "a.xlsx")
    result = import_company(empty_store, tables(tmp_path / "a.xlsx"), None, now=NOW)
    assert refused(result) == [(2, "currency_conflict"), (5, "currency_conflict")]
    assert paid(result) == {"EUR": "400.50"}
