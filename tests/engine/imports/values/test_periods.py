"""Months, quarters, halves and years in every spelling."""

from datetime import date

import pytest

from engine.imports.reading.rows import Wrong
from engine.imports.values.periods import read_period, year_of, years_in
from engine.values.fiscal import FiscalCalendar

CALENDAR = FiscalCalendar()
APRIL = FiscalCalendar(4)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (
            "2025-03|2025年3月|2025年03月份|Mar-25|March 2025|2025/3|202503|2025-03-31|3/2025"
            "|mar'25|25年3月|2025-03-01 00:00|März 2025|Mars 2025|31.03.2025|5.3.2025|31.03.25"
            "|31/03/2025|03/31/2025|3-31-2025",
            "2025-03",
        ),
        ("Q1 2025|2025Q1|2025年一季度|2025年第1季度|1Q25|Q1 FY25|T1 2025|2025-Q1", "2025-Q1"),
        ("Q2 2025|Apr-Jun 2025|apr - jun'25|April to June 2025", "2025-Q2"),
        (
            "H1 2025|Jan-Jun 2025|2025上半年|2025年上半年|first half 2025|2025.1-2025.6|2025年1月至6月",
            "2025-H1",
        ),
        ("2025|2025年|2025年度|FY25|FY 2024-25|2024/2025|2025财年|2025年年终", "2025"),
    ],
)
def test_a_period_is_known_by_any_spelling(texts: str, name: str) -> None:
    assert {read_period(text, CALENDAR).name for text in texts.split("|")} == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3月", "2024-03"),
        ("三月", "2024-03"),
        ("Mar.", "2024-03"),
        ("一季度", "2024-Q1"),
        ("下半年", "2024-H2"),
        ("12", "2024-12"),
        ("1-6月", "2024-H1"),
        ("年终", "2024"),
    ],
)
def test_what_lacks_its_year_takes_it_from_elsewhere(text: str, name: str) -> None:
    with pytest.raises(Wrong, match="no_year"):
        read_period(text, CALENDAR)
    assert read_period(text, CALENDAR, 2024).name == name


@pytest.mark.parametrize(
    "text",
    [
        "YTD",
        "平均",
        "目标",
        "13月",
        "Q5",
        "2025-13",
        "25",
        "合计",
        "2025-02-30",
        "30.02.2025",
        "05/06/2025",
    ],
)
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(Wrong, match="no_period"):
        read_period(text, CALENDAR, 2024)


def test_a_fiscal_year_has_its_own_months() -> None:
    quarter = read_period("Q1 FY26", APRIL)
    assert (quarter.first, quarter.last) == (date(2025, 4, 1), date(2025, 6, 30))
    assert read_period("1月", APRIL, 2026).name == "2026-01"
    assert read_period("4月", APRIL, 2026).name == "2025-04"
    assert read_period("2025年4月", APRIL).name == "2025-04"
    assert read_period("2025-26", FiscalCalendar(4, named_by_start=True)).name == "2025"


def test_years_of_texts_and_in_them() -> None:
    assert [year_of(text, CALENDAR) for text in ("2025年度", "FY25", "3月", "2025-03")] == [
        2025,
        2025,
        None,
        None,
    ]
    assert years_in("c14_rating_2025.csv") == [2025]
    assert years_in("近两年 2024、2025 汇总 20251031") == [2024, 2025]


@pytest.mark.parametrize("text", ["Q1 Jul-Sep", "2026-Q1 (07-09)", "一季度（7-9月）"])
def test_the_months_of_a_quarter_count_whatever_its_number(text: str) -> None:
    found = read_period(text, CALENDAR, 2026)
    assert (found.first, found.last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (found.name, found.numbered) == ("2026-Q3", "2026-Q1")


def test_a_number_that_fits_the_months_is_not_told_of() -> None:
    found = read_period("Q1 Apr-Jun", APRIL, 2026)
    assert (found.name, found.numbered) == ("2026-Q1", "")
