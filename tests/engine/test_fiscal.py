"""Fiscal years may begin in any month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.errors import InvalidInput
from engine.values.fiscal import FiscalCalendar

calendars = st.builds(FiscalCalendar, st.integers(1, 12), st.booleans())
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(calendars, days)
def test_each_day_lies_in_the_year_it_is_said_to(fiscal: FiscalCalendar, day: date) -> None:
    year = fiscal.year_of(day)
    assert fiscal.first_day(year) <= day <= fiscal.last_day(year)
    assert fiscal.last_day(year) + timedelta(1) == fiscal.first_day(year + 1)


@given(calendars, days)
def test_the_quarters_make_up_the_year(fiscal: FiscalCalendar, day: date) -> None:
    year = fiscal.year_of(day)
    quarters = [fiscal.quarter(year, number) for number in (1, 2, 3, 4)]
    assert (quarters[0][0], quarters[3][1]) == (fiscal.first_day(year), fiscal.last_day(year))
    first, last = quarters[fiscal.quarter_of(day) - 1]
    assert first <= day <= last
    assert fiscal.half(year, 2) == (quarters[2][0], quarters[3][1])


def test_a_year_over_two_calendar_years_is_called_after_its_end() -> None:
    april = FiscalCalendar(4)
    assert (april.first_day(2027), april.last_day(2027)) == (date(2026, 4, 1), date(2027, 3, 31))
    assert april.year_of(date(2026, 11, 28)) == 2027


def test_or_after_its_beginning_where_the_company_says_so() -> None:
    april = FiscalCalendar(4, named_by_start=True)
    assert april.year_of(date(2026, 11, 28)) == 2026


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_year_begins_in_a_month(month: int) -> None:
    with pytest.raises(InvalidInput, match="unknown_month"):
        FiscalCalendar(month)
