"""Months counted from a day: a month that has no such day ends with its last."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = 12


def days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def month_end(day: date) -> date:
    """The last day of the month that `day` lies in."""
    return day.replace(day=days_in(day.year, day.month))


def add_months(day: date, count: int) -> date:
    """The same day `count` months later (earlier, if negative): 31 January and one month is
    28 February."""
    at = day.year * MONTHS + day.month - 1 + count
    year, month = at // MONTHS, at % MONTHS + 1
    return date(year, month, min(day.day, days_in(year, month)))


def full_months(start: date, end: date) -> int:
    """How many whole months have gone by on `end`: the largest n with `add_months(start, n)`
    no later than it."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return months if add_months(start, months) <= end else months - 1
