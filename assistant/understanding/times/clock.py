"""What day it is, and the stretches of days that are reckoned from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.values.fiscal import FiscalCalendar
from engine.values.months import add_months, month_end

Days = tuple[date, date]


@dataclass(frozen=True)
class Clock:
    """The company's day and its fiscal calendar."""

    today: date
    fiscal: FiscalCalendar

    @property
    def fiscal_year(self) -> int:
        return self.fiscal.year_of(self.today)

    def day(self, ahead: int) -> Days:
        day = self.today + timedelta(ahead)
        return day, day

    def months(self, ahead: int, length: int = 1) -> Days:
        """`length` whole months, the first of them `ahead` months after this one."""
        first = add_months(self.today.replace(day=1), ahead)
        return first, month_end(add_months(first, length - 1))

    def quarters(self, ahead: int, length: int = 1) -> Days:
        """`length` whole fiscal quarters, the first of them `ahead` after this one."""
        begun = (self.today.month - self.fiscal.first_month) % 3
        first, _ = self.months(3 * ahead - begun)
        return first, month_end(add_months(first, 3 * length - 1))

    def week(self, ahead: int) -> Days:
        """Monday to Sunday."""
        monday = self.today + timedelta(7 * ahead - self.today.weekday())
        return monday, monday + timedelta(6)

    def year(self, number: int) -> Days:
        """A fiscal year, by its name."""
        return self.fiscal.first_day(number), self.fiscal.last_day(number)

    def back(self, unit: str, count: int) -> Days:
        """The days up to today that `count` days, weeks, months, quarters or years make."""
        return self._before(unit, count) + timedelta(1), self.today

    def _before(self, unit: str, count: int) -> date:
        if unit in ("day", "week"):
            return self.today - timedelta(count * (7 if unit == "week" else 1))
        return add_months(self.today, -count * MONTHS_OF[unit])

    def onward(self, unit: str, count: int) -> Days:
        """The days from today on that `count` of a unit make."""
        if unit in ("day", "week"):
            return self.today, self.today + timedelta(count * (7 if unit == "week" else 1))
        return self.today, add_months(self.today, count * MONTHS_OF[unit])

    def so_far(self) -> Days:
        """This fiscal year until today."""
        return self.fiscal.first_day(self.fiscal_year), self.today


MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def days_in_month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return first, month_end(first)


def week_of_month(year: int, month: int, number: int) -> Days:
    """The nth of the weeks (Monday to Sunday) that begin in a month; -1 is the last that
    lies wholly in it."""
    first, last = days_in_month(year, month)
    monday = first + timedelta(-first.weekday() % 7)
    if number == -1:
        monday = last - timedelta((last.weekday() + 1) % 7 + 6)
    else:
        monday += timedelta(7 * (number - 1))
    return monday, monday + timedelta(6)
