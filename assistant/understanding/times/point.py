"""One time as it is said, and the days it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.understanding.times.clock import Clock, Days, days_in_month, week_of_month
from engine.values.months import MONTHS, add_months, days_in

# Which days of a month its parts are; None is its last day.
PARTS: dict[str, tuple[int, int | None]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, None),
    "first half": (1, 15),
    "second half": (16, None),
}
LATEST_YEAR = 9998


class Impossible(Exception):
    """There is no such day, month or stretch."""


@dataclass(frozen=True)
class Year:
    """A year that was said: what it is for months, and for quarters and whole years.

    Where the fiscal year is said (FY27), months lie in it too.
    """

    calendar: int
    fiscal: int
    is_fiscal: bool = False


@dataclass(frozen=True, kw_only=True)
class Point:
    """A year, half, quarter, month, week or day, as far as it is said; or `days` at once.

    `to_month` and `to_day` end a stretch said as one (6到8月, 12–14 April); `part` is a part
    of the month; `week` the nth of it. `past` marks what can only have been.
    """

    start: int = 0
    end: int = 0
    year: Year | None = None
    half: int | None = None
    quarter: int | None = None
    to_quarter: int | None = None
    month: int | None = None
    to_month: int | None = None
    day: int | None = None
    to_day: int | None = None
    part: str | None = None
    week: int | None = None
    # A weekday (0 is Monday): of the `week`, else the `nth` of the month, -1 its last one. A
    # weekend is two days long.
    weekday: int | None = None
    nth: int | None = None
    weekend: bool = False
    # So many days at the beginning of the month; below zero, at its end.
    span: int | None = None
    # Some days of it are meant, which is left open: weekends in May.
    some_days: bool = False
    days: Days | None = None
    past: bool = False
    # Which month a day alone is in, where it is said by "this month", "next month".
    ahead: int | None = None
    # A message that says another year means this one in it too.
    takes_year: bool = True
    # from here on, or up to here, by the word it was said with
    bound: str | None = None
    # "Before" its end is what is meant by "before" it.
    inclusive: bool = False
    # Its days are from one year to another.
    years: bool = False
    # There is none such, whatever else is said.
    impossible: bool = False
    # Two readings of a date in figures, none of which is the likelier.
    either: bool = False

    @property
    def names_year(self) -> bool:
        return self.year is not None or self.days is not None

    @property
    def has_end(self) -> bool:
        """Whether it says itself how far it goes, so that "from" begins nothing open."""
        return self.years or any((self.to_day, self.to_month, self.to_quarter))

    @property
    def rank(self) -> str:
        """What it is one of; only likes make a stretch together."""
        if self.days is not None:
            return "days"
        if self.month is not None or self.day is not None:
            return "month"
        if self.quarter is not None:
            return "quarter"
        return "half" if self.half is not None else "year"

    def in_year(self, year: Year) -> Point:
        return replace(self, year=year)

    def resolve(self, clock: Clock, after: date | None = None) -> Days:
        """The days it means; without a year the next of them, from `after` or today on.

        Raises:
            Impossible: there is none such.
        """
        if self.impossible:
            raise Impossible
        if self.days is not None:
            return self.days
        since = after or clock.today
        if self.rank == "month":
            return self._in_months(clock, since)
        if self.year is not None:
            return self._fiscal(clock, self.year.fiscal)
        year = clock.fiscal.year_of(since)
        first, last = self._fiscal(clock, year)
        return (first, last) if last >= since else self._fiscal(clock, year + 1)

    def _fiscal(self, clock: Clock, year: int) -> Days:
        if self.half is not None:
            return clock.fiscal.half(year, self.half)
        if self.quarter is None:
            return clock.year(year)
        first, last = clock.fiscal.quarter(year, self.quarter)
        if self.to_quarter is not None:
            later = year if self.to_quarter >= self.quarter else year + 1
            last = clock.fiscal.quarter(later, self.to_quarter)[1]
        return first, last

    def _in_months(self, clock: Clock, since: date) -> Days:
        if self.month is None:
            return self._day_alone(clock, since)
        if not 1 <= self.month <= MONTHS:
            raise Impossible
        if self.year is not None:
            return self._of_year(self._calendar_year(clock, self.year))
        for year in (since.year, since.year + 1):
            if self._month_end(year) >= since:
                found = self._of_year(year)
                if found[1] >= since:
                    return found
        return self._of_year(since.year + 1)

    def _calendar_year(self, clock: Clock, year: Year) -> int:
        if not year.is_fiscal:
            return year.calendar
        assert self.month
        begun = clock.fiscal.first_day(year.fiscal)
        return begun.year if self.month >= begun.month else begun.year + 1

    def _month_end(self, year: int) -> date:
        """The end of the last month it reaches into."""
        assert self.month
        last = self.to_month or self.month
        return days_in_month(year + (last < self.month), last)[1]

    def _of_year(self, year: int) -> Days:
        assert self.month
        if not 1 <= year <= LATEST_YEAR:
            raise Impossible
        first, last = days_in_month(year, self.month)
        if self.to_month is not None:
            if not 1 <= self.to_month <= MONTHS:
                raise Impossible
            last = days_in_month(year + (self.to_month < self.month), self.to_month)[1]
        if self.week is not None:
            return self._in_week(week_of_month(year, self.month, self.week)[0])
        if self.nth is not None:
            return self._nth_weekday(first, last)
        if self.span is not None:
            return _part_of(first, last, self.span)
        if self.part is not None:
            begin, end = PARTS[self.part]
            return first.replace(day=begin), last if end is None else last.replace(day=end)
        if self.day is None:
            return first, last
        begin_day = _exact(first, self.day)
        if self.to_day is None:
            return begin_day, begin_day
        end_day = _exact(last, self.to_day)
        if end_day < begin_day and self.to_month is None:
            # 28 to 3 April cannot be; 4月28日到3日 goes on into the next month.
            end_day = _exact(add_months(first, 1), self.to_day)
        return begin_day, end_day

    def _in_week(self, monday: date) -> Days:
        if self.weekday is None:
            return monday, monday + timedelta(6)
        day = monday + timedelta(self.weekday)
        return day, day + timedelta(int(self.weekend))

    def _nth_weekday(self, first: date, last: date) -> Days:
        assert self.nth
        assert self.weekday is not None
        if self.nth < 0:
            day = last - timedelta((last.weekday() - self.weekday) % 7)
        else:
            ahead = (self.weekday - first.weekday()) % 7
            day = first + timedelta(ahead + 7 * (self.nth - 1))
        if day > last:
            raise Impossible
        return day, day + timedelta(int(self.weekend))

    def _day_alone(self, clock: Clock, since: date) -> Days:
        """The next day of that number; in the month that is said, if one is."""
        assert self.day
        first = clock.months(self.ahead or 0)[0] if self.ahead is not None else since
        if self.ahead is not None:
            return self._of_month(first)
        for ahead in range(MONTHS):
            month = add_months(first.replace(day=1), ahead)
            if self.day <= days_in(month.year, month.month):
                found = self._of_month(month)
                if found[0] >= since:
                    return found
        raise Impossible

    def _of_month(self, month: date) -> Days:
        assert self.day
        begin = _exact(month, self.day)
        if self.to_day is None:
            return begin, begin
        end = _exact(month, self.to_day)
        return begin, end if end >= begin else _exact(add_months(month, 1), self.to_day)


def _part_of(first: date, last: date, count: int) -> Days:
    if not 1 <= abs(count) <= (last - first).days + 1:
        raise Impossible
    if count < 0:
        return last + timedelta(count + 1), last
    return first, first + timedelta(count - 1)


def _exact(month: date, day: int) -> date:
    if not 1 <= day <= days_in(month.year, month.month):
        raise Impossible
    return month.replace(day=day)


def stretch(first: Point, last: Point, clock: Clock) -> Days:
    """From the first day of one to the last of another, which lends and takes the year and
    month that only one of them says.

    Raises:
        Impossible: one of them is, or the second lies before the first.
    """
    first, last = _share(first, last)
    if first.year is None and first.days is None and (last.year or last.days):
        days = _latest_before(first, last.resolve(clock), clock)
        return days[0], last.resolve(clock)[1]
    begin, own_end = first.resolve(clock)
    after = own_end if first.days is None or last.rank == "days" else begin
    end = last.resolve(clock, after)[1]
    if end < begin:
        raise Impossible
    return begin, end


def _share(first: Point, last: Point) -> tuple[Point, Point]:
    if last.rank == "month" and last.month is None and first.month is not None:
        if first.day is not None and last.day is not None and last.day >= first.day:
            last = replace(last, month=first.month, year=first.year)
    elif first.rank == "month" and first.month is None and last.month is not None:
        first = replace(first, month=last.month, year=last.year)
    return first, last


def _latest_before(first: Point, last: Days, clock: Clock) -> Days:
    """The latest `first` that begins no later than the other ends: 28 Dec to 5 Jan 2028."""
    if first.rank in ("quarter", "half"):
        year = clock.fiscal.year_of(last[1])
        years = [Year(year - back, year - back) for back in (0, 1)]
    else:
        years = [Year(last[1].year - back, last[1].year - back) for back in (0, 1)]
    found = list(_each(first, years, clock))
    fitting = [days for days in found if days[0] <= last[1]]
    if not fitting:
        raise Impossible
    return fitting[0]


def _each(point: Point, years: list[Year], clock: Clock) -> Iterator[Days]:
    for year in years:
        yield point.in_year(year).resolve(clock)


def lasting(first: date, unit: str, count: int) -> Days:
    """From a day on, so many days, weeks or months."""
    if unit in ("day", "week"):
        return first, first + timedelta(count * (7 if unit == "week" else 1) - 1)
    return first, add_months(first, count) - timedelta(1)
