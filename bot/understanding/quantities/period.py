"""When: months, quarters, halves of a year, relative to the day it is said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.understanding.quantities.numbers import parse_number
from bot.understanding.quantities.quantity import Quantity

_MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_CN = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12}
_CN_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_CN_YEAR = r"(?P<year>今年|明年|后年|来年|20\d\d年)?的?"
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_EN_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>next year|this year|20\d\d))?"
_ORDINAL = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
}


def _month(text: str) -> int:
    return _CN[text] if text in _CN else int(text)


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    words = {"今年": 0, "this year": 0, "明年": 1, "来年": 1, "next year": 1, "后年": 2}
    lower = text.lower()
    return today.year + words[lower] if lower in words else int(re.sub(r"\D", "", text))


def _months(first: int, last: int, year: int | None, today: date) -> tuple[date, date]:
    """From the first to the last month; without a year, the next time they come round."""
    if year is None:
        year = today.year if last >= today.month or last < first else today.year + 1
    end_year = year + 1 if last < first else year
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def _day(month: int, day: str | None, year: int | None, today: date) -> tuple[date, date]:
    """That day; the whole month where no day is said, or none of that number is in it."""
    first, last = _months(month, month, year, today)
    number = None if day is None else parse_number(day)
    if number is None or not 1 <= number <= last.day:
        return first, last
    said = first.replace(day=int(number))
    if year is None and said < today:
        said = said.replace(year=said.year + 1) if (month, said.day) != (2, 29) else first
    return said, said


def _quarter(number: int, year: int | None, today: date) -> tuple[date, date]:
    return _months(3 * number - 2, 3 * number, year, today)


def _half(second: bool, year: int | None, today: date) -> tuple[date, date]:
    return _months(7, 12, year, today) if second else _months(1, 6, year, today)


def _ahead(months: int, length: int, today: date) -> tuple[date, date]:
    """`length` months that begin `months` after this one."""
    first = today.year * 12 + today.month - 1 + months
    last = first + length - 1
    end = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1])
    return date(first // 12, first % 12 + 1, 1), end


def _to_next_quarter(today: date) -> int:
    return 3 - (today.month - 1) % 3


_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {
    "天": 6,
    "mon": 0,
    "tues": 1,
    "wednes": 2,
    "thurs": 3,
    "fri": 4,
    "satur": 5,
    "sun": 6,
}


def _weekday(name: str, today: date) -> tuple[date, date]:
    """The next day of that name; today counts."""
    day = today + timedelta((_WEEKDAYS[name] - today.weekday()) % 7)
    return day, day


Reader = Callable[[re.Match[str], date], tuple[date, date]]
_READERS: list[tuple[str, Reader]] = [
    (
        rf"{_CN_YEAR}(?P<first>{_CN_NUMBER})月?份?\s*(?:到|至|-|–|—|~)\s*(?P<last>{_CN_NUMBER})月份?",
        lambda m, t: _months(_month(m["first"]), _month(m["last"]), _year(m["year"], t), t),
    ),
    (
        rf"{_CN_YEAR}(?P<month>{_CN_NUMBER})月(?P<day>\d{{1,2}}|[一二三]?十?[一二三四五六七八九十])[号日]",
        lambda m, t: _day(_month(m["month"]), m["day"], _year(m["year"], t), t),
    ),
    (
        rf"{_CN_YEAR}(?P<month>{_CN_NUMBER})月(?:份)?(?:[上中下]旬|初|底|中)?(?!\d)",
        lambda m, t: _months(_month(m["month"]), _month(m["month"]), _year(m["year"], t), t),
    ),
    (
        rf"{_CN_YEAR}第?(?P<quarter>[一二三四1-4])季度?",
        lambda m, t: _quarter(_month(m["quarter"]), _year(m["year"], t), t),
    ),
    (
        rf"{_CN_YEAR}(?P<half>[上下])半年",
        lambda m, t: _half(m["half"] == "下", _year(m["year"], t), t),
    ),
    (
        rf"(?:{_CN_YEAR}\s*)?(?<![A-Za-z])[Qq](?P<quarter>[1-4])(?!\d)(?:,?\s+(?:of\s+)?(?P<year2>next year|this year|20\d\d))?",
        lambda m, t: _quarter(int(m["quarter"]), _year(m["year"] or m["year2"], t), t),
    ),
    (r"下个?季度?(?=度|[，。,\s]|$|开|做|办|搞)", lambda m, t: _ahead(_to_next_quarter(t), 3, t)),
    (r"下下个?月", lambda m, t: _ahead(2, 1, t)),
    (r"下个?月", lambda m, t: _ahead(1, 1, t)),
    (r"(?:这个|本)月", lambda m, t: _ahead(0, 1, t)),
    (
        r"下个?(?:周|星期|礼拜)[一二三四五六日天]?",
        lambda m, t: (t + timedelta(7 - t.weekday()), t + timedelta(13 - t.weekday())),
    ),
    (
        r"(?:本|这)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![期])|\b(?:on\s|next\s|this\s)?(?P<weekday_en>mon|tues|wednes|thurs|fri|satur|sun)day\b",
        lambda m, t: _weekday(m["weekday"] or m["weekday_en"].lower(), t),
    ),
    (r"明[天儿]|\btomorrow\b|\btmrw\b", lambda m, t: (t + timedelta(1), t + timedelta(1))),
    (
        r"(?P<year>今年|明年)?年底(?:前)?|(?P<year3>今年|明年)底",
        lambda m, t: _months(12, 12, _year(m["year"] or m["year3"], t) or t.year, t),
    ),
    (
        rf"\b(?P<first>{_MONTH_NAME})\.?\s*(?:-|–|—|to|and|or|/|through|until)\s*(?P<last>{_MONTH_NAME})\b{_EN_YEAR}",
        lambda m, t: _months(
            _MONTHS[m["first"].lower()], _MONTHS[m["last"].lower()], _year(m["year"], t), t
        ),
    ),
    (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH_NAME})\b{_EN_YEAR}",
        lambda m, t: _day(_MONTHS[m["month"].lower()], m["day"], _year(m["year"], t), t),
    ),
    (
        rf"\b(?P<month>{_MONTH_NAME})\b(?!\s+(?:i|we|you|be)\b)(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?{_EN_YEAR}",
        lambda m, t: _day(_MONTHS[m["month"].lower()], m["day"], _year(m["year"], t), t),
    ),
    (
        rf"\b(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter\b{_EN_YEAR}",
        lambda m, t: _quarter(_ORDINAL[m["ordinal"].lower()], _year(m["year"], t), t),
    ),
    (
        rf"\b(?P<ordinal>first|second) half(?: of the year)?\b{_EN_YEAR}|\bH(?P<half>[12])\b{_EN_YEAR.replace('?P<year>', '?P<year2>')}",
        lambda m, t: _half(
            (m["ordinal"] or "").lower() == "second" or m["half"] == "2",
            _year(m["year"] or m["year2"], t),
            t,
        ),
    ),
    (r"\bnext month\b", lambda m, t: _ahead(1, 1, t)),
    (r"\bthis month\b", lambda m, t: _ahead(0, 1, t)),
    (
        r"(?<!\d)(?P<year4>20\d\d)年(?!度?\d)|(?<![-/\w])(?P<year5>20\d\d)\b(?![-/])",
        lambda m, t: _months(1, 12, int(m["year4"] or m["year5"]), t),
    ),
    (r"\bnext quarter\b", lambda m, t: _ahead(_to_next_quarter(t), 3, t)),
]
# What tells when a thing was, or roughly when, without being a time to plan for.
_YEARS_AGO = {"去年": 1, "上一年": 1, "前年": 2, "last year": 1, "上一财年": 1, "上年": 1}
_PAST: list[tuple[str, Reader]] = [
    (
        r"(?P<past>去年|前年|last year)的?(?P<half>[上下])半年",
        lambda m, t: _half(m["half"] == "下", t.year - _YEARS_AGO[m["past"].lower()], t),
    ),
    (
        r"(?P<past>去年|前年)的?第?(?P<quarter>[一二三四1-4])季度",
        lambda m, t: _quarter(_month(m["quarter"]), t.year - _YEARS_AGO[m["past"]], t),
    ),
    (
        rf"(?P<past>去年|前年)的?(?P<month>{_CN_NUMBER})月份?",
        lambda m, t: _months(
            _month(m["month"]), _month(m["month"]), t.year - _YEARS_AGO[m["past"]], t
        ),
    ),
    (
        r"去年|前年|上一年|上一财年|\blast year\b",
        lambda m, t: _months(1, 12, t.year - _YEARS_AGO[m.group().lower()], t),
    ),
    (r"\b[Ff][Yy]\s?(?P<fy>\d\d)\b", lambda m, t: _months(1, 12, 2000 + int(m["fy"]), t)),
    (r"上个?月|\blast month\b", lambda m, t: _ahead(-1, 1, t)),
    (
        r"上个?季度?(?=度|[，。,\s的]|$)|\blast quarter\b",
        lambda m, t: _ahead(_to_next_quarter(t) - 6, 3, t),
    ),
    (
        r"上个?(?:周|星期|礼拜)[一二三四五六日天]?|\blast week\b",
        lambda m, t: (t - timedelta(7 + t.weekday()), t - timedelta(1 + t.weekday())),
    ),
    (r"昨[天晚]|\byesterday\b", lambda m, t: (t - timedelta(1), t - timedelta(1))),
]
PAST = [(re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in _PAST]
_PAST_READERS = [reader for _, reader in _PAST]
# 3月底之前 is said as one.
_BOUND = re.compile(r"(?:之前|以前|前|之后|以后|之内|以内)(?!年|期|面|天)")
# "may" is a month only with a capital or in company of a year or a preposition.
_MAY = re.compile(r"(?<![A-Za-z])may(?![A-Za-z])")
PATTERNS = [(re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in _READERS]


WHOLE_YEAR = re.compile(r"今年|明年|来年|后年|\bthis year\b|\bnext year\b(?!'s)", re.IGNORECASE)


def read_period(text: str, today: date) -> Iterator[Quantity]:
    """Each period in `text`, with its first and last day as ISO dates in `extra`.

    Patterns are tried from the most specific on; a later one never overlaps a found one.
    A year that stands alone ("next year: …, second quarter") holds for the periods that
    name none; only without any is the whole year meant.
    """
    found: list[tuple[Quantity, bool]] = []
    for pattern, reader in (*PAST, *PATTERNS):
        for match in pattern.finditer(text):
            if _MAY.fullmatch(match.group().strip()) and not _may_is_month(text, match.start()):
                continue
            end = _with_bound(text, match.end())
            words = text[match.start() : end].strip()
            period = _period(match.start(), end, words, reader(match, today))
            if not any(period.overlaps(other) for other, _ in found):
                found.append((period, reader in _PAST_READERS or _names_year(match)))
    alone = next(
        (
            match
            for match in WHOLE_YEAR.finditer(text)
            if not any(p.start < match.end() and match.start() < p.end for p, _ in found)
        ),
        None,
    )
    year = _year(alone.group(), today) if alone else None
    if alone and year and not found:
        first = max(date(year, 1, 1), today)
        yield _period(alone.start(), alone.end(), alone.group(), (first, date(year, 12, 31)))
    for period, names_year in found:
        yield period if names_year or year is None else _in_year(period, year)


_MAY_IS_MONTH = re.compile(r"\b(?:in|by|early|late|mid|for|until|since|last|next)\s+$")


def _may_is_month(text: str, at: int) -> bool:
    return bool(_MAY_IS_MONTH.search(text[:at]))


def _with_bound(text: str, end: int) -> int:
    bound = _BOUND.match(text, end)
    return bound.end() if bound else end


def _names_year(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) for name in ("year", "year2", "year3", "year4", "year5"))


def _period(start: int, end: int, words: str, days: tuple[date, date]) -> Quantity:
    first, last = days
    return Quantity(
        "period", start, end, words, {"first_day": first.isoformat(), "last_day": last.isoformat()}
    )


def _in_year(period: Quantity, year: int) -> Quantity:
    first, last = (date.fromisoformat(period.extra[key]) for key in ("first_day", "last_day"))
    shift = year - first.year
    end = calendar.monthrange(last.year + shift, last.month)[1]
    last = date(last.year + shift, last.month, min(last.day, end))
    return _period(
        period.start, period.end, str(period.value), (date(year, first.month, first.day), last)
    )
