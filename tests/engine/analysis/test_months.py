"""Months of service: over a month's end too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.months import add_months, full_months

A_DAY = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ((2026, 1, 31), (2026, 2, 27), 0),
        ((2026, 1, 31), (2026, 2, 28), 1),
        ((2028, 1, 31), (2028, 2, 28), 0),
        ((2028, 1, 31), (2028, 2, 29), 1),
        ((2026, 1, 31), (2026, 3, 30), 1),
        ((2026, 1, 31), (2026, 3, 31), 2),
        ((2024, 2, 29), (2025, 2, 28), 12),
        ((2024, 2, 29), (2025, 2, 27), 11),
        ((2026, 8, 31), (2027, 2, 28), 6),
        ((2026, 1, 15), (2027, 1, 14), 11),
        ((2026, 1, 15), (2027, 1, 15), 12),
    ],
)
def test_months_that_have_gone_by(
    start: tuple[int, int, int], end: tuple[int, int, int], months: int
) -> None:
    assert full_months(date(*start), date(*end)) == months


@given(A_DAY, A_DAY)
def test_it_is_the_largest_number_of_months_that_fits(one: date, other: date) -> None:
    start, end = sorted((one, other))
    months = full_months(start, end)
    assert months >= 0
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(A_DAY, st.integers(0, 600))
def test_so_many_months_later_so_many_have_gone_by(start: date, count: int) -> None:
    assert full_months(start, add_months(start, count)) == count


@given(A_DAY, st.integers(-300, 300))
def test_a_month_later_is_in_the_next_month(day: date, count: int) -> None:
    later = add_months(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day <= day.day
