"""Periods and days in texts."""

import pytest

from engine.imports.recognising.periods import (
    canonical,
    days_in,
    is_day,
    month_of,
    period_in,
    years_in,
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-03", "2025-03"),
        ("2025年3月", "2025-03"),
        ("Mar 2025", "2025-03"),
        ("Jan-25", "2025-01"),
        ("März 2025", "2025-03"),
        ("202503", "2025-03"),
        ("1月 目标", "2026-01"),
        ("12月实际", "2026-12"),
        ("Q1", "2026-Q1"),
        ("2025年1季度", "2025-Q1"),
        ("第一季度", "2026-Q1"),
        ("1. Quartal 2025", "2025-Q1"),
        ("H1 2025", "2025-H1"),
        ("Q1 Jul–Sep", "2026-Q1 (07-09)"),
        ("Q1 (07-09)", "2026-Q1 (07-09)"),
        ("Q1 (Jan-Mar 2025)", "2025-Q1 (01-03)"),
        ("一季度(1-3月)", "2026-Q1 (01-03)"),
        ("2023年上半年", "2023-H1"),
        ("First half 2025", "2025-H1"),
        ("FY 2022-23 Rating", "2022"),
        ("2024年度", "2024"),
    ],
)
def test_a_period_is_found_however_it_is_written(text: str, period: str) -> None:
    assert canonical(text, "2026") == period


@pytest.mark.parametrize(
    "text", ["设备操作", "5S", "Marking", "I have the tools", "一级部门", "工龄(年)"]
)
def test_what_is_no_period(text: str) -> None:
    assert period_in(text) is None


def test_a_month_without_a_year_is_open() -> None:
    assert canonical("1月") is None
    assert canonical("Q3") is None


def test_the_bracket_of_a_unit_stays_closed() -> None:
    for heading in ("Budget 2027 (£k)", "2027 Budget (£k)"):
        found = period_in(heading)
        assert found is not None
        assert (found.text, " ".join(found.rest.split())) == ("2027", "budget (£k)")


def test_what_else_a_heading_says() -> None:
    found = period_in("1月 目标")
    assert found is not None
    assert (found.text, found.rest) == ("1月", "目标")


@pytest.mark.parametrize(
    "text",
    [
        "2019.5.13",
        "09-Dec-2012",
        "Monday, 27 January 2025, 9:00 AM",
        "2022年6月17日",
        "20250102",
        "01/14/25",
    ],
)
def test_days(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize("text", ["1.5", "12月", "2012-13", "000001"])
def test_what_is_no_day(text: str) -> None:
    assert not is_day(text)


def test_years_and_days_in_names() -> None:
    assert years_in("2025年度员工培训台账") == ["2025"]
    assert years_in("KPI tracker FY26") == ["2026"]
    assert years_in("2024-2025年") == ["2024", "2025"]
    assert years_in("员工信息") == []
    assert days_in("评定日期:2025年5月20日") == ["2025年5月20日"]


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("Apr-Jun 2025", "quarter", ""),
        ("Jan to Jun 2025", "half", ""),
        ("Q1 (Jul-Sep)", "quarter", ""),
    ],
)
def test_months_from_one_to_another_are_one_period(text: str, unit: str, rest: str) -> None:
    found = period_in(text)
    assert found is not None
    assert (found.unit, found.rest) == (unit, rest)


def test_a_day_at_the_edge_of_a_month_may_be_the_month() -> None:
    days = ("2025-07-01", "2025-06-30", "2024-02-29", "2025-02-28", "2025-07-02")
    assert [*map(month_of, days)] == ["2025-07", "2025-06", "2024-02", "2025-02", None]
