"""What was loaded wrongly without a word: it is read right, refused, or reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.imports.amounts import take_apart
from engine.imports.cleaning import date_order
from engine.imports.grid.formats import shown_as
from engine.store.database import Database
from tests.engine.imports.files import PEOPLE, costs, give, given, load, paid, refused

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
    result = give(empty_store, given(tmp_path / "a.xlsx"))
    assert refused(result) == [(2, "currency_conflict"), (5, "currency_conflict")]
    assert paid(result) == {"EUR": "400.50"}


@pytest.mark.parametrize(
    ("heading", "cost"),
    [
        ("Total Cost (EUR)", "500.00 EUR"),
        ("Cost (TEUR)", "500000.00 EUR"),
        ("Cost (T€)", "500000.00 EUR"),
        ("Course fee (EUR)", "500.00 EUR"),
        ("Total Cost", "500.00 CNY"),
        ("费用（円）", "500 JPY"),
        ("Cost (in USD, thousands)", "500000.00 USD"),
        ("Price (thousands of EUR)", "500000.00 EUR"),
        ("总费用（千元）", "500000.00 CNY"),
        ("课程金额", "500.00 CNY"),
    ],
)
def test_costs_by_other_headings(
    empty_store: Database, tmp_path: Path, heading: str, cost: str
) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = f'工号,课程,培训日期,"{heading}"\n1,谈判,2026-03-10,500\n'
    result = load(empty_store, tmp_path, text, "CNY", name="b.csv")
    assert [report.kind for report in result.reports] == ["trainings"]
    assert [f"{one.amount} {one.currency}" for one in result.total_costs] == [cost]


def test_money_that_nothing_reads_is_told(empty_store: Database, tmp_path: Path) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = "工号,课程,培训日期,费用,奖学金\n1,谈判,2026-03-10,500,70\n"
    result = load(empty_store, tmp_path, text, name="a.csv")
    assert paid(result) == {"CNY": "500.00"}
    unused = [one.args["columns"] for one in result.report.facts if one.code == "columns_not_used"]
    assert unused == [["奖学金"]]


@pytest.mark.parametrize("columns", ["Cost (EUR),Cost (USD)", "费用（元）,费用（美元）"])
def test_two_columns_of_one_cost_are_never_read_as_one(
    empty_store: Database, tmp_path: Path, columns: str
) -> None:
    load(empty_store, tmp_path, PEOPLE)
    text = f"工号,课程,培训日期,{columns}\n1,谈判,2026-03-10,500,\n2,谈判,2026-03-10,,50\n"
    result = load(empty_store, tmp_path, text, name="a.csv")
    said = [one.code for one in result.report.facts] + [one.code for one in result.look.questions]
    assert "which_column" in said or "columns_not_used" in said


def test_a_clear_currency_in_a_cell_below_a_loose_heading_is_remarked(
    empty_store: Database, tmp_path: Path
) -> None:
    cells = ["HK$400", "$200", "￥3", "4元", "€5"]
    result = costs(empty_store, tmp_path, cells, heading="金额（元）")
    assert paid(result) == {"CNY": "7.00", "EUR": "5.00", "HKD": "400.00", "USD": "200.00"}
    remarks = [one for one in result.reports[0].remarks if one.code == "other_currency"]
    assert [one.row for one in remarks] == [2, 3, 6]


def test_a_currency_below_a_heading_with_a_scale(empty_store: Database, tmp_path: Path) -> None:
    cells = ["HK$1.5", "￥1.1", "1.1元", "US$2", "1500元", "￥2万", "3"]
    result = costs(empty_store, tmp_path, cells, heading="费用（万元）")
    assert refused(result) == [(row, "scale_unclear") for row in (2, 3, 4, 5)]
    assert paid(result) == {"CNY": "51500.00"}
