"""Fiscal years: where they begin, what they are called, their quarters and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.values.errors import InvalidInput
from engine.values.months import MONTHS, add_months, month_end


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Fiscal years of twelve months that begin with `first_month` (1–12).

    One that reaches over two calendar years is called after the one in which it ends
    (FY27 = April 2026 to March 2027), or in which it begins where `named_by_start` (2026年度).
    """

    first_month: int = 1
    named_by_start: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= MONTHS:
            raise InvalidInput("unknown_month", month=self.first_month)

    @property
    def is_calendar_year(self) -> bool:
        return self.first_month == 1

    def year_of(self, day: date) -> int:
        """The name of the fiscal year that `day` lies in."""
        started = day.year if day.month >= self.first_month else day.year - 1
        return started + self._named_later

    def first_day(self, year: int) -> date:
        return date(year - self._named_later, self.first_month, 1)

    def last_day(self, year: int) -> date:
        return month_end(self.months(year)[-1])

    def days(self, year: int) -> tuple[date, date]:
        """Its first day and its last."""
        return self.first_day(year), self.last_day(year)

    def months(self, year: int) -> list[date]:
        """The first day of each of its twelve months."""
        first = self.first_day(year)
        return [add_months(first, count) for count in range(MONTHS)]

    def quarter(self, year: int, number: int) -> tuple[date, date]:
        """First and last day of quarter 1–4 of that fiscal year."""
        if not 1 <= number <= 4:
            raise InvalidInput("unknown_quarter", quarter=number)
        months = self.months(year)[3 * number - 3 : 3 * number]
        return months[0], month_end(months[-1])

    def half(self, year: int, number: int) -> tuple[date, date]:
        """First and last day of half 1 or 2 of that fiscal year."""
        if number not in (1, 2):
            raise InvalidInput("unknown_half", half=number)
        months = self.months(year)[6 * number - 6 : 6 * number]
        return months[0], month_end(months[-1])

    def quarter_of(self, day: date) -> int:
        """The number, 1–4, of the fiscal quarter that `day` lies in."""
        return (day.month - self.first_month) % MONTHS // 3 + 1

    @property
    def _named_later(self) -> int:
        return 0 if self.is_calendar_year or self.named_by_start else 1
