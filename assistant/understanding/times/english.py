"""Times as they are written in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistant.understanding.numerals import in_words
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.point import Impossible, Point, Year, lasting
from assistant.understanding.times.words import (
    COUNT,
    ENGLISH_YEAR,
    MONTH,
    ORDINALS,
    WEEKDAYS,
    month_number,
    read_year,
)
from engine.values.months import add_months

Build = Callable[[re.Match[str], Clock], Point]
_AFTER = rf"(?:(?:,\s?|\s|\sof\s|\sin\s|,\sof\s)(?P<year>{ENGLISH_YEAR}))?"
_BEFORE = rf"(?:(?P<year_before>{ENGLISH_YEAR})(?:['’]s)?[\s-]?)?"
# 2027Q2, or Q2 by itself.
_BEFORE_LETTER = rf"(?:(?P<year_before>{ENGLISH_YEAR})(?:['’]s)?[\s-]?|(?<![A-Za-z0-9]))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|~|/|&|,|to|and|until|till|through|thru)\s?(?:the\s)?"
_NAME = rf"(?P<month>{MONTH})\b\.?"
# 20 March people are none; a number after a month is its day only where it counts nothing.
_NO_COUNT = r"(?![\d:%]|,\d{3}|\.\d|\s?(?:people|persons?|pax|ppl|participants|operators|staff|employees|of\sus|each|per|hours?|days?|k\b|percent|thousand|million|yuan|dollars|euros|rmb|cny|usd|eur))"
LATELY = 3
_UNIT = r"(?P<unit>day|week|month|quarter|year|yr|mth)s?"
_WHICH = {
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
}
_WHICH_WORDS = r"(?P<which>next|coming|upcoming|last|previous|this|current)"
_PARTS = {
    "early": "early",
    "beginning of": "early",
    "start of": "early",
    "first days of": "early",
    "mid": "mid",
    "middle of": "mid",
    "late": "late",
    "end of": "late",
    "end": "late",
    "first half of": "first half",
    "second half of": "second half",
}
_PART = r"(?P<part>early(?:\sin)?|late(?:\sin)?|mid|(?:the\s)?(?:beginning|start|middle|end|first\shalf|second\shalf|first\sdays)\sof|end)"
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)day"
# Shortened as on a phone; sat and sun are words of their own, and so is wed without a word before.
_SHORT_WEEKDAY = r"(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri)"
_UNTIL = "|".join(rf"(?<=\b{word}\s)" for word in ("until", "till", "til", "by", "to", "from"))
_ORDINAL_TOO = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|other)"
_DAY_OF_WEEK = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)day|weekday|weekend)"
_IN_MONTH = r"(?:of|in|during|throughout)\s(?:the\smonth\sof\s)?"
# Each such day of the month, or any of them: every other Tuesday, weekends, a Friday.
_EVERY = (
    rf"(?:on\s)?(?:the\s)?(?P<every>(?:every|each|any|some|all|alternate|one|an?)\s(?:single\s)?(?:{_ORDINAL_TOO}\s)?(?:{_DAY_OF_WEEK}|week)s?|"
    rf"(?:first|last)\s{COUNT}\s{_DAY_OF_WEEK}s|"
    rf"{_ORDINAL_TOO}\s(?:and|or|&)\s(?:the\s)?{_ORDINAL_TOO}\s{_DAY_OF_WEEK}s?)"
)
_OPEN_DAY = (
    rf"(?:on\s)?(?:the\s)?(?P<every>(?:{_DAY_OF_WEEK}s?(?:,\s|\sand\s|\sor\s))*{_DAY_OF_WEEK}s?)"
)
_NTH = r"(?:on\s)?(?:the\s)?(?P<nth>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_NTH_DAY = (
    rf"{_NTH}\s(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)day|weekend)"
)
_SPAN = rf"(?:the\s)?(?:very\s)?(?P<side>first|last|final|opening|closing)\s(?P<span>{COUNT})\s(?P<unit>day|week)s"

# Every Tuesday, the second Tuesday: not the next one.
_NOT_OFTEN = "".join(
    rf"(?<!\b{word}\s)"
    for word in ("every", "each", "other", "alternate", "first", "second", "third", "fourth")
)


def _number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _said_year(match: re.Match[str], clock: Clock) -> Year | None:
    groups = match.groupdict()
    return read_year(groups.get("year") or groups.get("year_before"), clock)


def _months(match: re.Match[str], clock: Clock) -> Point:
    """A month, a part, week or day of it, or a stretch of its days."""
    groups = match.groupdict()
    month, day, to_day = (
        month_number(match["month"]),
        _number(groups.get("day")),
        _number(groups.get("to_day")),
    )
    to_month = None
    if day and to_day and to_day < day:
        # 28 to 3 April begins in March; March 28 to 3 ends in April.
        to_month, month = (
            (month, month - 1 or 12)
            if match.start("day") < match.start("month")
            else (month % 12 + 1, month)
        )
    part = re.sub(r"^the\s|\sin$|-$", "", (groups.get("part") or "").lower()).replace("\t", " ")
    return Point(
        year=_said_year(match, clock),
        month=month,
        to_month=to_month,
        day=day,
        to_day=to_day,
        part=_PARTS[re.sub(r"\s+", " ", part)] if part else None,
        week=ORDINALS[groups["ordinal"].lower()] if groups.get("ordinal") else None,
    )


def _days_of_month(match: re.Match[str], clock: Clock) -> Point:
    """The nth such weekday or weekend of a month, and so many days or weeks at an end of it."""
    groups = match.groupdict()
    point = Point(year=_said_year(match, clock), month=month_number(match["month"]))
    if groups.get("span"):
        count = in_words(match["span"]) * (7 if match["unit"].lower() == "week" else 1)
        return replace(
            point, span=count if match["side"].lower() in ("first", "opening") else -count
        )
    weekday = (groups.get("weekday") or "").lower()
    if not weekday:
        return replace(point, some_days=True)
    said = (("nth", "nth"), ("week", "ordinal"))
    which: dict[str, Any] = {
        name: ORDINALS[groups[group].lower()] for name, group in said if groups.get(group)
    }
    weekend = weekday == "weekend"
    return replace(point, weekday=5 if weekend else WEEKDAYS[weekday[:3]], weekend=weekend, **which)


def _which_month(match: re.Match[str], clock: Clock) -> Point:
    """next April: the next to come; last October: the latest that has begun and ended."""
    month = month_number(match["month"])
    ahead = _WHICH[match["which"].lower()]
    if ahead >= 0:
        return Point(month=month, year=Year(clock.today.year, 0) if ahead == 0 else None)
    # In November "last October" is seldom the one that has just been.
    year = clock.today.year - (month > clock.today.month - LATELY)
    return Point(month=month, year=Year(year, year), past=True)


def _week_of(match: re.Match[str], clock: Clock) -> Point:
    """The week of a day: Monday to Sunday around it."""
    day = Point(
        year=_said_year(match, clock), month=month_number(match["month"]), day=_number(match["day"])
    )
    first, _ = day.resolve(clock)
    monday = first - timedelta(first.weekday())
    return Point(days=(monday, monday + timedelta(6)))


def _quarter(match: re.Match[str], clock: Clock) -> Point:
    groups = match.groupdict()
    number = groups.get("quarter") or ORDINALS[groups["ordinal"].lower()] % 5
    return Point(year=_said_year(match, clock), quarter=int(number))


def _quarter_end(match: re.Match[str], clock: Clock) -> Point:
    """The last month of a quarter."""
    _, last = _quarter(match, clock).resolve(clock)
    return Point(days=(last.replace(day=1), last), inclusive=True)


def _half(match: re.Match[str], clock: Clock) -> Point:
    groups = match.groupdict()
    second = groups.get("half") == "2" or (groups.get("ordinal") or "").lower() in ("second", "2nd")
    return Point(year=_said_year(match, clock), half=2 if second else 1)


def _near(match: re.Match[str], clock: Clock) -> Point:
    """next week, last month, this quarter."""
    ahead = _WHICH[match["which"].lower()]
    return _of_unit(match["unit"].lower(), ahead, clock)


def _after_next(match: re.Match[str], clock: Clock) -> Point:
    return _of_unit(match["unit"].lower(), 2, clock)


def _of_unit(unit: str, ahead: int, clock: Clock) -> Point:
    if unit == "year":
        return Point(year=Year(clock.today.year + ahead, clock.fiscal_year + ahead), past=ahead < 0)
    days = {"week": clock.week, "wk": clock.week, "month": clock.months, "quarter": clock.quarters}[
        unit
    ](ahead)
    return Point(days=days, past=ahead < 0)


def _part_of_near_month(match: re.Match[str], clock: Clock) -> Point:
    first, _ = clock.months(_WHICH[match["which"].lower()])
    part = re.sub(r"\s+", " ", re.sub(r"^the\s|\sin$", "", match["part"].lower()))
    return Point(year=Year(first.year, first.year), month=first.month, part=_PARTS[part])


def _day_alone(match: re.Match[str], clock: Clock) -> Point:
    groups = match.groupdict()
    which = groups.get("which")
    day = _number(match["day"])
    assert day
    return Point(
        day=day,
        to_day=_number(groups.get("to_day")),
        ahead=_WHICH[which.lower()] if which else None,
        impossible=not 1 <= day <= 31,
    )


def _weekday(match: re.Match[str], clock: Clock) -> Point:
    number = WEEKDAYS[match["weekday"].lower()[:3]]
    ahead = (number - clock.today.weekday()) % 7
    past = (match["which"] or "").strip().lower() in ("last", "past")
    if past:
        ahead = ahead - 7
    return Point(days=clock.day(ahead), past=past)


def _near_day(match: re.Match[str], clock: Clock) -> Point:
    words = re.sub(r"\s+", " ", match.group().lower())
    ahead = {"yesterday": -1, "the day after tomorrow": 2, "day after tomorrow": 2}.get(words, 1)
    return Point(days=clock.day(ahead), past=ahead < 0)


def _window(match: re.Match[str], clock: Clock) -> Point:
    unit, count = _counted(match)
    which = (match.groupdict().get("which") or "").lower()
    if which in ("next", "coming", "upcoming"):
        return Point(days=clock.onward(unit, count), takes_year=False)
    return Point(days=clock.back(unit, count), past=True, takes_year=False)


def _within(match: re.Match[str], clock: Clock) -> Point:
    unit, count = _counted(match)
    return Point(days=clock.onward(unit, count), bound="within")


def _counted(match: re.Match[str]) -> tuple[str, int]:
    unit = {"yr": "year", "mth": "month"}.get(match["unit"].lower(), match["unit"].lower())
    if match["count"].lower().startswith("half"):
        return {"year": ("month", 6), "month": ("day", 15)}.get(unit, (unit, 1))
    return unit, in_words(match["count"])


def _lasting(match: re.Match[str], clock: Clock) -> Point:
    """from 12 April for three days; three days from 12 April."""
    point = Point(
        year=_said_year(match, clock), month=month_number(match["month"]), day=_number(match["day"])
    )
    first, _ = point.resolve(clock)
    return Point(days=lasting(first, *_counted(match)))


def _so_far(match: re.Match[str], clock: Clock) -> Point:
    if (match.groupdict().get("unit") or "").lower() == "month":
        return Point(days=(clock.today.replace(day=1), clock.today), past=True)
    return Point(days=clock.so_far(), past=True)


def _same_time(match: re.Match[str], clock: Clock) -> Point:
    first, last = clock.so_far()
    return Point(days=(add_months(first, -12), add_months(last, -12)), past=True)


def _years(match: re.Match[str], clock: Clock) -> Point:
    first, last = (read_year(match[name], clock) for name in ("year", "to_year"))
    assert first
    assert last
    days = clock.year(first.fiscal)[0], clock.year(last.fiscal)[1]
    return Point(days=days, impossible=days[1] < days[0], years=True)


def _year(match: re.Match[str], clock: Clock) -> Point:
    return Point(year=_said_year(match, clock))


def _year_end(match: re.Match[str], clock: Clock) -> Point:
    """The last month: of the calendar, or of the fiscal year where that is said."""
    groups = match.groupdict()
    year = _said_year(match, clock) or Year(clock.today.year, clock.fiscal_year)
    if year.is_fiscal or any(groups.get(of) for of in ("of", "of2", "of3")):
        first = clock.fiscal.months(year.fiscal)[-1]
        return Point(days=(first, add_months(first, 1) - timedelta(1)), inclusive=True)
    return Point(year=year, month=12, inclusive=True)


_YEAR_WORDS = r"budgets?|plans?|planning|needs|training|trainings|spend|spending|year|figures|costs|results|goals|vs\.?|versus|compared|data|history|numbers"
_YEAR_BEFORE = r"(?:(?<=\bin\s)|(?<=\bfor\s)|(?<=\bof\s)|(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bduring\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bvs\s)|(?<=\bvs\.\s)|(?<=\bversus\s)|(?<=\bthan\s)|(?<=\bwith\s)|(?<=\bto\s)|(?<=\byear\s)|(?<=\bthe\s)|(?<=\bour\s)|(?<=\bmy\s)|(?<=\byour\s)|(?<=\bcalendar\s))"
_NO_YEAR = r"(?!\s?(?:people|persons?|pax|ppl|participants|staff|employees|per\b|each|a\s(?:head|person)|yuan|rmb|cny|usd|eur|dollars|euros|k\b|元|块|人|个|名|hours|days|units|models?|series)|[,.]?\d|%|[A-Za-z])"
_SPOKEN: list[tuple[str, Build]] = [
    (
        r"\b(?:(?:the\s)?year[\s-]to[\s-]date|ytd|this (?:fiscal |financial )?year (?:so far|to date|until now)|so far this (?:fiscal |financial )?year)\b",
        _so_far,
    ),
    (
        r"\b(?:this (?P<unit>month) (?:so far|to date)|(?:month)[\s-]to[\s-]date|so far this month)\b",
        lambda m, c: Point(days=(c.today.replace(day=1), c.today), past=True),
    ),
    (
        r"\b(?:the )?same (?:period|time|months) (?:of )?(?:last|previous|the previous|a) (?:fiscal )?year(?: ago| earlier)?\b",
        _same_time,
    ),
    # From a day on.
    (
        rf"\b(?:from|starting|beginning|as of)\s(?:the\s)?(?P<day>{_DAY})\s(?:of\s)?{_NAME}{_AFTER},?\s(?:for\s)?(?P<count>{COUNT}|half\sa)\s{_UNIT}\b",
        _lasting,
    ),
    (
        rf"\b(?:from|starting|beginning|as of)\s{_NAME}\s(?:the\s)?(?P<day>{_DAY})\b{_AFTER},?\s(?:for\s)?(?P<count>{COUNT}|half\sa)\s{_UNIT}\b",
        _lasting,
    ),
    (
        rf"\b(?P<count>{COUNT})\s{_UNIT}\s(?:from|starting|beginning)\s(?:on\s)?(?:the\s)?(?P<day>{_DAY})\s(?:of\s)?{_NAME}{_AFTER}",
        _lasting,
    ),
    (
        rf"\b(?P<count>{COUNT})\s{_UNIT}\s(?:from|starting|beginning)\s(?:on\s)?{_NAME}\s(?:the\s)?(?P<day>{_DAY})\b{_AFTER}",
        _lasting,
    ),
    (
        rf"\bweek\s(?:of|commencing|beginning|starting|from)\s(?:the\s)?(?P<day>{_DAY})\s(?:of\s)?{_NAME}{_AFTER}",
        _week_of,
    ),
    (
        rf"\bweek\s(?:of|commencing|beginning|starting|from)\s{_NAME}\s(?:the\s)?(?P<day>{_DAY})\b{_AFTER}",
        _week_of,
    ),
    # Weekdays, weekends and weeks of a month.
    (
        rf"\b(?:on\s)?(?:the\s)?(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)day|weekend)\s(?:of|in)\s(?:the\s)?{_ORDINAL}\s(?:full\s)?week\s(?:(?:of|in)\s)?{_NAME}{_AFTER}",
        _days_of_month,
    ),
    (rf"\b{_EVERY}\s{_IN_MONTH}{_NAME}{_AFTER}", _days_of_month),
    (rf"\b{_NTH_DAY}\s{_IN_MONTH}{_NAME}{_AFTER}", _days_of_month),
    (rf"\b{_NAME}{_AFTER},?\s(?=on\s|the\s){_NTH_DAY}\b", _days_of_month),
    (rf"\b{_OPEN_DAY}\s{_IN_MONTH}{_NAME}{_AFTER}", _days_of_month),
    (rf"\b{_SPAN}\s{_IN_MONTH}{_NAME}{_AFTER}", _days_of_month),
    # Between the holidays.
    (
        r"\b(?:between|from)\s(?:christmas|xmas)(?:\sday)?\s(?:and|to|until|till)\s(?:the\s)?new\syear(?:['’]?s)?(?:\sday)?\b",
        lambda m, c: Point(month=12, day=25, to_day=1),
    ),
    # Stretches within one month, days, parts.
    (
        rf"(?<![\d/.,-])\b(?P<day>{_DAY})\s?{_TO}(?P<to_day>{_DAY})\s?(?:of\s)?{_NAME}{_AFTER}",
        _months,
    ),
    (
        rf"\b{_NAME}\s(?:the\s)?(?P<day>{_DAY})\s?(?:-|–|—|~|/|&|to|and|until|till|through|thru)\s?(?:the\s)?(?P<to_day>{_DAY})\b(?!\s?{_NAME.replace('?P<month>', '?:')}){_NO_COUNT}{_AFTER}",
        _months,
    ),
    (rf"(?<![\d/.,-])\b(?P<day>{_DAY})[\s-]?(?:of\s)?{_NAME}(?!\d){_AFTER}", _months),
    (rf"\b{_NAME}\s(?:the\s)?(?P<day>{_DAY})\b{_NO_COUNT}{_AFTER}", _months),
    (rf"\b(?:the\s)?{_ORDINAL}\s(?:full\s)?week\s(?:(?:of|in)\s)?{_NAME}{_AFTER}", _months),
    (rf"\b{_PART}[\s-]{_NAME}{_AFTER}", _months),
    (rf"\b{_PART}\s(?P<which>next|this|last)\smonth\b", _part_of_near_month),
    (rf"\b{_WHICH_WORDS}\s{_NAME}(?!\s(?:next|last|this)\syear)", _which_month),
    (rf"{_BEFORE}\b{_NAME}(?![\w-]){_AFTER}", _months),
    # Quarters and halves.
    (
        rf"\b(?:the\s)?end\sof\s(?:the\s)?(?:q(?P<quarter>[1-4])(?![\dA-Za-z])|(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\squarter\b){_AFTER}",
        _quarter_end,
    ),
    (
        rf"\b(?:the\s)?(?P<ordinal>last|final)\squarter\sof\s(?:(?P<year>{ENGLISH_YEAR})|(?:the|our|a)\s(?:(?:fiscal|financial|calendar|business|budget)\s)?year)",
        _quarter,
    ),
    (
        rf"\b(?:(?P<year>{ENGLISH_YEAR})|(?:the|our)\s(?:(?:fiscal|financial)\s)?year)['’]s\s(?P<ordinal>last|final)\squarter\b",
        _quarter,
    ),
    (r"\b(?:the\s)?(?P<ordinal>final)\squarter\b", _quarter),
    (rf"{_BEFORE_LETTER}q(?P<quarter>[1-4])(?![\dA-Za-z]){_AFTER}", _quarter),
    (
        rf"{_BEFORE}\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\squarter\b{_AFTER}",
        _quarter,
    ),
    (rf"{_BEFORE_LETTER}h(?P<half>[12])(?![\dA-Za-z]){_AFTER}", _half),
    (
        rf"{_BEFORE}\b(?P<ordinal>first|second|1st|2nd)\shalf\b(?:\sof\sthe\syear)?(?!\s(?:of\s)?(?:the\s)?(?:day|session|course|group|class|team)){_AFTER}",
        _half,
    ),
    # What is near.
    (
        r"\b(?:the\s)?(?P<day>\d{1,2}(?:st|nd|rd|th))\s(?:of\s)?(?P<which>this|next|last)\smonth\b|\b(?P<day2>31|30|29)\sof\s(?P<which2>this|next)\smonth\b",
        lambda m, c: Point(
            day=_number(m["day"] or m["day2"]), ahead=_WHICH[(m["which"] or m["which2"]).lower()]
        ),
    ),
    (r"\b(?:the\s)?(?P<unit>month|week|quarter)\safter\snext\b", _after_next),
    (rf"\b{_WHICH_WORDS}\s(?P<unit>week|wk|month|quarter)\b(?!['’]s\s(?:record|lesson))", _near),
    (
        rf"\b(?:from\s)?(?:the\s)?(?P<day>\d{{1,2}}(?:st|nd|rd|th))\s?{_TO}(?P<to_day>\d{{1,2}}(?:st|nd|rd|th))\b(?!\s(?:of\s)?(?:quarter|half|week|floor|grade|place|century|batch|session|group|class|line|shift))",
        _day_alone,
    ),
    (
        r"\b(?:the|by|on|until|till|before|after)\s(?:the\s)?(?P<day>\d{1,2}(?:st|nd|rd|th))\b(?!\s(?:quarter|half|week|floor|grade|place|century|batch|session|group|class|line|shift|time|person|course|level|one|step|percentile|request|training))",
        _day_alone,
    ),
    (rf"{_NOT_OFTEN}\b(?:(?P<which>next|this|last|on|coming)\s)?{_WEEKDAY}\b", _weekday),
    (rf"\b(?P<which>next|this|last|on|coming)\s{_SHORT_WEEKDAY}\b", _weekday),
    (rf"(?:{_UNTIL})(?P<which>){_SHORT_WEEKDAY}\b", _weekday),
    (r"\b(?:the )?day after tomorrow\b|\btomorrow\b|\btmrw\b|\byesterday\b", _near_day),
    # Windows.
    (
        rf"\b(?:(?:in|over|during|within|for)\s)?(?:the|these|our)?\s?\b(?P<which>next|coming|upcoming|last|past|previous|trailing|rolling)\s(?P<count>{COUNT}|half(?:\sa)?)\s?{_UNIT}\b",
        _window,
    ),
    (rf"\b(?P<count>{COUNT})[\s-]{_UNIT}[\s-](?:rolling|trailing)\b", _window),
    (rf"\b(?:within|inside)\s(?:the\s(?:next\s)?)?(?P<count>{COUNT}|half\sa)\s{_UNIT}\b", _within),
    # Years.
    (
        rf"(?<![\d/.¥$€-])\b(?P<year>20[0-4]\d|f\.?y\.?\s?(?:20)?[0-4]\d)\s?(?:-|–|—|to|through|until|till)\s?(?P<to_year>20[0-4]\d|f\.?y\.?\s?(?:20)?[0-4]\d)(?![\d/.-]){_NO_YEAR}",
        _years,
    ),
    (
        rf"\b(?:the\s)?(?:end\sof\s(?:the\s)?(?P<of>fiscal\s|financial\s)?year\b|end\sof\s(?:the\s)?(?P<of3>fy\b)|year[\s-]end|(?P<of2>fiscal\s|financial\s)year[\s-]end){_AFTER}",
        _year_end,
    ),
    (
        r"\b(?P<year>(?:the\s)?(?:next|this|last|current|coming|previous|our)\s(?:fiscal|financial)\s(?:year|yr)|(?:the\s)?(?:next|this|last|current|coming|previous)\sfy\b|f\.?y\.?\s?(?:20)?[0-4]\d\b(?:[/-](?:20)?[0-4]\d\b)?|(?:fiscal|financial)\s(?:year\s)?20[0-4]\d)",
        _year,
    ),
    (
        r"\b(?P<which>next|this|last|previous|coming|current)\s(?P<unit>year|yr)\b",
        lambda m, c: _of_unit("year", _WHICH[m["which"].lower()], c),
    ),
    (r"\b(?P<year>the year after next|the year before last)\b", _year),
    (rf"{_YEAR_BEFORE}(?P<year>20[0-4]\d)\b{_NO_YEAR}", _year),
    (
        rf"(?<![\w/.¥$€#-])(?<![A-Za-z]\s)(?P<year>20[0-4]\d)(?=(?:['’]s)?\s(?:{_YEAR_WORDS})\b)",
        _year,
    ),
    (
        r"(?<![\d/.¥$€-])\b(?P<year>20[0-4]\d)(?=\s?(?:,|and|or|&|vs\.?|versus|against|with)\s?20[0-4]\d\b)",
        _year,
    ),
    (
        rf"(?:(?<=\btrainings\s)|(?<=\bgoals\s)|(?<=\bbudget\s)|(?<=\bneeds\s)|(?<=\bplan\s)|(?<=\bcosts\s)|(?<=\bagainst\s)|(?<=20\d\d\sor\s)|(?<=20\d\d,\s))(?P<year>20[0-4]\d)\b{_NO_YEAR}",
        _year,
    ),
    (rf"(?<=\band\s)(?P<year>20[0-4]\d)\b{_NO_YEAR}", _year),
]
PATTERNS = [(re.compile(pattern, re.IGNORECASE), build) for pattern, build in _SPOKEN]
# may and march are verbs too, and so is mar; sat and sun are none of ours.
_VERBS = re.compile(r"(?:may|march|mar)\.?", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|by|early|late|mid|for|until|till|since|last|next|of|before|after|from|to|through|and|or|during|this|every|between|not|than|around|about|except|but|make it|say|starting|sometime|maybe|perhaps|probably)|[-–/,])[\s-]?$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(
    r"\s?(?:,\s?)?(?:20\d\d|next year|this year|last year|\d|[-–/]|to\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|or\s|and\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|please|then|instead|works|is\s(?:fine|ok|good|better)|$|[.!?,])",
    re.IGNORECASE,
)
# No verb follows these: in May with a budget of 50,000, by March we need it.
_SURELY_BEFORE_MONTH = re.compile(
    r"\b(?:in|by|early|late|mid|since|until|till|last|next|of|before|after|during|every)[\s-]$",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(
    r"\s(?:i|we|you|he|she|they|it|be|not|have|also|need|want|on\b|the\b|with\b|into|together|out)\b",
    re.IGNORECASE,
)
# April Wong's record is a person's.
_SURNAME = re.compile(r"\s[A-Z][a-z]+['’]s\b")


def read_english(text: str, clock: Clock) -> Iterator[tuple[re.Match[str], Point]]:
    """Each time that a pattern reads, the more specific first; they may overlap."""
    for pattern, build in PATTERNS:
        for match in pattern.finditer(text):
            if _is_month(text, match):
                yield match, _built(build, match, clock)


def _built(build: Build, match: re.Match[str], clock: Clock) -> Point:
    try:
        return build(match, clock)
    except Impossible:
        return Point(month=1, impossible=True)


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether the name of a month in it, if it holds one alone, is no verb and no name."""
    groups = match.groupdict()
    if not groups.get("month") or any(
        groups.get(key)
        for key in ("year", "day", "part", "which", "ordinal", "nth", "every", "span")
    ):
        return True
    end = match.end("month")
    if _SURNAME.match(text, end):
        return False
    name = match["month"]
    if not _VERBS.fullmatch(name):
        return True
    before = text[: match.start("month")]
    if _SURELY_BEFORE_MONTH.search(before):
        return True
    if _VERB_AFTER.match(text, end):
        return False
    if _BEFORE_MONTH.search(before) or text.strip(" .!?").lower() == name.lower():
        return True
    if name[0].isupper() and before.strip():
        return True
    return bool(_AFTER_MONTH.match(text, end)) and (name[0].isupper() or not before.strip())
