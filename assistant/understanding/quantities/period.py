"""When: days, months, quarters and years, relative to the day it is said.

Three kinds come out: `period` with its first and last day, `impossible_day` (31 April), and
`vague_period` (spring, "not in August") with days to suggest. `bound` says whether a period
is up to a day (before), from a day on (after), or inside so much time (within); `past`
that it is a stretch that has been; `open_year` that its year was not said; `some_days` that
only some of its days are meant (weekends in May).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from assistant.language import is_written_together
from assistant.understanding.numerals import in_signs, in_words
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.quantity import Quantity
from assistant.understanding.times import bounds
from assistant.understanding.times.clock import Clock, Days
from assistant.understanding.times.figures import read_figures
from assistant.understanding.times.point import Impossible, Point, Year, lasting, stretch
from assistant.understanding.times.spoken import spoken
from assistant.understanding.times.vague import read_vague
from assistant.understanding.times.words import COUNT, UNITS
from engine.values.fiscal import FiscalCalendar
from engine.values.months import add_months, month_end

_SAID = Patterns(__file__, count=COUNT)

_QUOTES = {"“": "”", '"': '"', "「": "」", "《": "》", "‘": "’", "'": "'", "『": "』"}
_LASTING = _SAID.compiled("lasting")
_BOTH = _SAID.compiled("both")
_ITS_WEEK = re.compile(_SAID["its_week"])
ENDS = {bounds.UNTIL: "before", bounds.FROM: "after", bounds.SINCE: "after"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A time in a text: one point, or the two ends of a stretch."""

    start: int
    end: int
    point: Point
    last: Point | None = None
    # Up to today, from its first day on.
    until_now: bool = False
    lasts: tuple[str, int] | None = None
    whole_week: bool = False

    @property
    def names_year(self) -> bool:
        return self.point.names_year or bool(self.last and self.last.names_year)

    @property
    def is_year(self) -> bool:
        return self.last is None and self.point.rank == "year"

    def resolve(self, clock: Clock, after: date | None = None) -> Days:
        if self.last is not None:
            return stretch(self.point, self.last, clock)
        days = self.point.resolve(clock, after)
        if self.lasts:
            return lasting(days[0], *self.lasts)
        if self.whole_week:
            monday = days[0] - timedelta(days[0].weekday())
            return monday, monday + timedelta(6)
        return days

    def in_year(self, year: Year) -> Said:
        if not self.point.takes_year or (self.point.month is None and self.point.day is not None):
            return self
        return replace(self, point=self.point.in_year(year))


def read_period(text: str, today: date, fiscal: FiscalCalendar | None = None) -> Iterator[Quantity]:
    """Each time that `text` says, in its order.

    A year that stands alone ("next year: …, second quarter") holds for the times that name
    none. What is said only to be replaced or excluded is left out; where nothing else is
    said, the excluded time is a vague one.
    """
    clock = Clock(today, fiscal or FiscalCalendar())
    taken = bytearray(len(text))
    said = list(_joined(text, sorted(_points(text, clock, taken), key=lambda one: one.start)))
    vague = [one for one in read_vague(text, clock) if not any(taken[one[0] : one[1]])]
    year = _lent(said, clock, bool(vague))
    if year and (vague or any(not (one.is_year or one.names_year) for one in said)):
        said = [one for one in said if not one.is_year or _is_past(one, clock)]
    left, excluded = _without_excluded(text, said)
    found = [
        _read(text, _with_year(one, year) if _takes_year(text, one) else one, clock) for one in left
    ]
    found += [_vague(text, start, end, days, year, clock) for start, end, days in vague]
    if not any(one.entity == "period" for one in found):
        found += [_not_then(text, one, clock) for one in excluded]
    yield from sorted(found, key=lambda one: one.start)


def _points(text: str, clock: Clock, taken: bytearray) -> Iterator[Said]:
    """The surest reading first; a later one never overlaps a found one."""
    readings: list[Iterable[tuple[re.Match[str], Point]]] = [
        read_figures(text, clock, month_first=is_written_together(text)),
        *spoken(text, clock),
    ]
    for reading in readings:
        for match, point in reading:
            start, end = _span(match, point, text)
            if start < end and not any(taken[start:end]) and not _quoted(text, start, end):
                taken[start:end] = b"\1" * (end - start)
                yield Said(start=start, end=end, point=point)


def _span(match: re.Match[str], point: Point, text: str) -> tuple[int, int]:
    start, end = point.start or match.start(), match.end()
    while start < end and text[start] in " ,-":
        start += 1
    while end > start and text[end - 1] in " ,-":
        end -= 1
    return start, end


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether it is a name in quotes and nothing else is in them."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before) and _QUOTES.get(before) == after


def _joined(text: str, said: list[Said]) -> Iterator[Said]:
    """With the two ends of a stretch made one, and what follows a day taken in."""
    waiting: Said | None = None
    for one in said:
        one = _stretched(text, one)
        if waiting is None:
            waiting = one
        elif (both := _pair(text, waiting, one)) is not None:
            waiting = both
        else:
            yield waiting
            waiting = one
    if waiting:
        yield waiting


def _stretched(text: str, one: Said) -> Said:
    if now := bounds.NOW.match(text, one.end):
        return replace(one, end=now.end(), until_now=True)
    if one.point.day is None or one.point.to_day is not None:
        return one
    if week := _ITS_WEEK.match(text, one.end):
        return replace(one, end=week.end(), whole_week=True)
    if match := _LASTING.match(text, one.end):
        if match["count"]:
            lasts = UNITS[match["unit"]], in_signs(match["count"])
        else:
            lasts = UNITS[match["unit_en"].lower()], in_words(match["count_en"])
        return replace(one, end=match.end(), lasts=lasts)
    return one


def _pair(text: str, first: Said, second: Said) -> Said | None:
    if first.last or second.last or first.until_now:
        return None
    between, before = text[first.end : second.start], text[: first.start]
    if bounds.replaces(between, before):
        return None
    if bounds.lists(between) and bounds.respectively(before, text[second.end :]):
        return None
    one, other = first.point, second.point
    if bounds.connects(between, before) and _alike(one, other):
        return replace(first, end=second.end, last=other, until_now=second.until_now)
    if (_excluded(text, first) or _excluded(text, second)) and not _BOTH.fullmatch(between):
        return None
    if bounds.lists(between) and _next_to(one, other):
        return replace(first, end=second.end, last=other)
    return None


def _excluded(text: str, one: Said) -> bool:
    return bounds.is_excluded(text, one.start, one.end)


def _alike(one: Point, other: Point) -> bool:
    ranks = {one.rank, other.rank}
    return len(ranks) == 1 or ranks == {"days", "month"}


def _next_to(one: Point, other: Point) -> bool:
    """April and May, Q2 or Q3: what lies side by side is one stretch."""
    if one.rank != other.rank or (other.names_year != one.names_year and one.names_year):
        return one.rank == other.rank == "month" and _follows(one, other)
    return _follows(one, other)


def _follows(one: Point, other: Point) -> bool:
    bare = all(
        (point.day, point.part, point.week, point.nth, point.span) == (None,) * 5
        and not point.impossible
        for point in (one, other)
    )
    if not bare:
        return _next_day(one, other)
    if one.rank != "year" and one.year and other.year and one.year != other.year:
        return False
    if one.rank == "month" and one.month and other.month:
        return other.month == (one.to_month or one.month) % 12 + 1
    if one.rank == "year" and one.year and other.year:
        return other.year.fiscal == one.year.fiscal + 1
    return one.rank == "quarter" and other.quarter == (one.to_quarter or one.quarter or 0) + 1


def _next_day(one: Point, other: Point) -> bool:
    """10号11号: two days in a row."""
    if one.day is None or other.day is None or one.to_day or other.to_day:
        return False
    return other.day == one.day + 1 and other.month in (None, one.month)


def _is_past(one: Said, clock: Clock) -> bool:
    return one.point.year is not None and one.point.year.fiscal < clock.fiscal_year


def _lent(said: list[Said], clock: Clock, vague: bool) -> Year | None:
    years = [one.point.year for one in said if one.is_year and not _is_past(one, clock)]
    return years[0] if years else None


def _with_year(one: Said, year: Year | None) -> Said:
    return one if year is None or one.is_year or one.names_year else one.in_year(year)


def _without_excluded(text: str, said: list[Said]) -> tuple[list[Said], list[Said]]:
    excluded = [one for one in said if _excluded(text, one)]
    named = [replace(one.point, start=0, end=0) for one in excluded]
    # Not in March, March is full.
    excluded += [
        one
        for one in said
        if one not in excluded and replace(one.point, start=0, end=0) in named and not one.last
    ]
    gone = list(excluded)
    for first, second in itertools.pairwise(said):
        which = bounds.replaces(text[first.end : second.start], text[: first.start])
        if which:
            gone.append(first if which == "first" else second)
            if gone[-1] in excluded:
                continue
    left = [one for one in said if one not in gone]
    # Not April but June: the other one is in the same year.
    return [_same_year(one, gone) for one in left], excluded


def _same_year(one: Said, gone: list[Said]) -> Said:
    years = [other.point.year for other in gone if other.point.year is not None]
    if not years or one.names_year or one.point.rank not in ("month", "quarter", "half"):
        return one
    assert years[0]
    return one.in_year(years[0])


def _read(text: str, one: Said, clock: Clock) -> Quantity:
    if one.point.either:
        return _either(text, one, clock)
    bound = _bound(text, one)
    if one.point.bound:
        bound = bounds.Bound(one.point.bound, one.start, one.end)
    start, end = (bound.start, bound.end) if bound else (one.start, one.end)
    try:
        if one.until_now or (bound and bound.name == bounds.SINCE):
            days, past = (_latest(one, clock), clock.today), True
            if days[0] > days[1]:
                days, past = (days[0], _year_end(days[0], clock)), False
        else:
            days, past = _bounded(one, bound, clock), one.point.past
    except Impossible:
        return Quantity(
            entity="impossible_day",
            start=one.start,
            end=one.end,
            value=text[one.start : one.end].strip(),
        )
    extra: dict[str, Any] = {}
    if bound:
        extra["bound"] = ENDS.get(bound.name, bound.name)
    if past:
        extra["past"] = True
    if one.point.some_days and one.last is None:
        extra["some_days"] = True
    if not one.names_year:
        extra["open_year"] = True
    return _quantity("period", text, start, end, days, **extra)


def _either(text: str, one: Said, clock: Clock) -> Quantity:
    """04/05: the day first is suggested, the month first is the other one."""
    point = one.point
    days = one.resolve(clock)
    other, _ = replace(point, month=point.day, day=point.month, to_day=None, to_month=None).resolve(
        clock
    )
    return _quantity("vague_period", text, one.start, one.end, days, other_day=other.isoformat())


def _bound(text: str, one: Said) -> bounds.Bound | None:
    if one.last or one.until_now or one.lasts:
        return None
    bound = bounds.bound_of(text, one.start, one.end)
    return None if bound and bound.name == bounds.FROM and one.point.has_end else bound


def _takes_year(text: str, one: Said) -> bool:
    """Needs of next year, to be handed in before 20 December: the day is the next one."""
    bound = _bound(text, one)
    return not (bound and bound.name in (bounds.BEFORE, bounds.UNTIL))


def _latest(one: Said, clock: Clock) -> date:
    """The latest first day that has been, where no year is said."""
    first = one.resolve(clock)[0]
    if first <= clock.today:
        return first
    if one.point.days is not None and first - clock.today <= timedelta(7):
        return first - timedelta(7)
    if one.names_year:
        return first
    return add_months(first, -12)


def _bounded(one: Said, bound: bounds.Bound | None, clock: Clock) -> Days:
    """The days that a bound leaves.

    What is up to a day begins today, or with the fiscal year of that day, whose budget
    pays, if it begins later; what is from a day on ends with its fiscal year.
    """
    first, last = one.resolve(clock)
    if bound is None or bound.name == bounds.WITHIN:
        return first, last
    if bound.name in (bounds.FROM, bounds.AFTER):
        begin = first if bound.name == bounds.FROM else last + timedelta(1)
        return begin, _year_end(begin, clock)
    if bound.name == bounds.BEFORE and not _inclusive(one, bound):
        last = first - timedelta(1)
        if last < clock.today and not one.names_year:
            last = one.resolve(clock, add_months(first, 1))[0] - timedelta(1)
    begin = clock.fiscal.first_day(clock.fiscal.year_of(last))
    return (max(begin, clock.today) if last >= clock.today else begin), last


def _inclusive(one: Said, bound: bounds.Bound) -> bool:
    """Before the end of March is up to it; 12月20日之前 holds that day by custom, before 20
    December does not."""
    point = one.point
    if point.inclusive or point.part is not None:
        return True
    single = point.day is not None or (point.days is not None and point.days[0] == point.days[1])
    return single and bound.start == one.start


def _year_end(day: date, clock: Clock) -> date:
    return clock.fiscal.last_day(clock.fiscal.year_of(day))


def _vague(
    text: str, start: int, end: int, days: Days, year: Year | None, clock: Clock
) -> Quantity:
    if year is not None:
        shift = 12 * (year.calendar - days[0].year)
        moved = add_months(days[0], shift), _shifted_end(days[1], shift)
        # This year's autumn is as good as over: the one that comes stands.
        if moved[1] > add_months(clock.today, 1):
            days = moved
    return _quantity("vague_period", text, start, end, days)


def _shifted_end(day: date, months: int) -> date:
    shifted = add_months(day, months)
    return month_end(shifted) if day == month_end(day) else shifted


def _not_then(text: str, one: Said, clock: Clock) -> Quantity:
    """Any time but this: the month after it is suggested."""
    try:
        _, last = one.resolve(clock)
    except Impossible:
        return Quantity(
            entity="impossible_day",
            start=one.start,
            end=one.end,
            value=text[one.start : one.end].strip(),
        )
    first = last + timedelta(1)
    days = first, month_end(first)
    return _quantity("vague_period", text, one.start, one.end, days, excluded=True)


def _quantity(entity: str, text: str, start: int, end: int, days: Days, **extra: Any) -> Quantity:
    first, last = days
    known = {"first_day": first.isoformat(), "last_day": last.isoformat(), **extra}
    return Quantity(entity=entity, start=start, end=end, value=text[start:end].strip(), extra=known)
