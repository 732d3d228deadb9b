"""Months, quarters, halves and years in headings, titles and cells."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from engine.imports.amounts import plain
from engine.imports.cleaning import REPUBLIC_BEGAN
from engine.imports.named_days import month_languages, without_weekday
from engine.imports.recognising.vocabulary import vocabulary

# As `Found.said` has them.
_KEPT_MONTHS = re.compile(r"\d\d-\d\d")
_EDGE = " -_/:,.()[]·|~"
ORDINALS = ("first", "second", "third", "fourth")
_YEAR = r"(?:19|20)\d{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# No letter before, or none of an alphabet; no letter of an alphabet behind.
_ALONE, _ALONE_HAN, _ENDS = r"(?<![^\W\d_])", r"(?<![a-zäöüéèû])", r"(?![a-zäöüéèû])"


@dataclass(frozen=True, slots=True)
class Found:
    """A period inside a text: as it stands there, its unit (month, quarter, half, year, or day),
    what else the text says, and of a quarter or half its months, where they are named as well
    (07-09): what number a quarter has depends on where the year begins."""

    text: str
    unit: str
    rest: str
    months: str = ""

    @property
    def said(self) -> str:
        return f"{self.text} ({self.months})" if self.months else self.text


@lru_cache(maxsize=20_000)
def period_in(text: str) -> Found | None:
    """The period that a text names, the finest first; one with its months (Q1 Jul–Sep) is that
    one, and no month."""
    bare = plain(text)
    for unit, pattern in _patterns():
        match = pattern.search(bare)
        if match is None:
            continue
        rest = f"{bare[: match.start()]} {bare[match.end() :]}"
        if unit == "month" and (whole := _with_months(text, rest)) is not None:
            return whole
        if unit == "month" and (months := _from_month_to_month(text)) is not None:
            return months
        rest = _closed(rest.strip(_EDGE))
        kept = _KEPT_MONTHS.fullmatch(rest) if unit in ("quarter", "half") else None
        found = _as_written(text, bare, match)
        return Found(found, unit, "", kept[0]) if kept else Found(found, unit, rest)
    return None


def _with_months(text: str, beside: str) -> Found | None:
    """The quarter or half of a text that names its months as well."""
    bare = plain(text)
    for unit, pattern in _patterns():
        match = pattern.search(bare) if unit in ("quarter", "half") else None
        if match is None or not pattern.search(beside):
            continue
        rest = f"{bare[: match.start()]} {bare[match.end() :]}"
        months = _months_of(rest)
        rest = re.sub(
            rf"{_ALONE}(?:{_any(_months())}){_ENDS}|\d{{1,2}}\s*[-~至]|\d{{1,2}}\s*月", " ", rest
        )
        found, years = _as_written(text, bare, match), re.findall(rf"(?<!\d){_YEAR}(?!\d)", rest)
        if years and not years_in(found):
            found, rest = f"{found} {years[0]}", rest.replace(years[0], " ")
        return Found(found, unit, " ".join(rest.split()).strip(_EDGE), months)
    return None


def _months_of(text: str) -> str:
    """The first and the last month that a text names, as numbers."""
    named = [_months()[one] for one in re.findall(rf"{_ALONE}({_any(_months())}){_ENDS}", text)]
    counted = re.search(r"(\d{1,2})\s*月?\s*[-~至]\s*(\d{1,2})\s*月?", text)
    ends = named or (list(map(int, counted.groups())) if counted else [])
    return f"{ends[0]:02d}-{ends[-1]:02d}" if len(ends) == 2 else ""


def _from_month_to_month(text: str) -> Found | None:
    """Several months by the names of the first and the last: Apr-Jun 2025."""
    bare = plain(text)
    match = _months_joined().search(bare)
    if match is None:
        return None
    count = (_months()[match["last"]] - _months()[match["first"]]) % 12 + 1
    rest = f"{bare[: match.start()]} {bare[match.end() :]}"
    unit = {6: "half", 12: "year"}.get(count, "quarter")
    return Found(_as_written(text, bare, match), unit, _closed(rest.strip(_EDGE)))


def _closed(text: str) -> str:
    """With the bracket that was cut off behind a unit: "budget (£k)"."""
    return f"{text})" if text.count("(") > text.count(")") else text


def month_of(text: str) -> str | None:
    """The month of a text that is a day at its beginning or its end, as spreadsheets head months;
    2025-07 of 2025-07-01."""
    match = re.fullmatch(rf"({_YEAR})[-/.]({_MONTH})[-/.](\d{{1,2}})", plain(text))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    is_edge = day in (1, calendar.monthrange(year, month)[1])
    return f"{year}-{month:02d}" if is_edge else None


def is_period(text: str) -> bool:
    """Whether a text names a period and says nothing else."""
    found = period_in(text)
    return found is not None and not found.rest and found.unit != "day"


@lru_cache(maxsize=20_000)
def is_day(text: str) -> bool:
    """Whether a text is a day, however it is written."""
    bare = plain(without_weekday(text))
    return len(text) <= 60 and any(pattern.search(bare) for pattern in _days())


def canonical(text: str, year: str | None = None) -> str | None:
    """A period as it is kept (2025-03, 2025-Q1, 2025-H1, 2025), with `year` where it names none;
    None if no year is known."""
    found = period_in(text)
    if found is None or found.unit == "day":
        return None
    bare = plain(found.text)
    years = years_in(bare) or _short_years(bare)
    said = years[0] if years else year
    if said is None or found.unit == "year":
        return said if found.unit == "year" else None
    number = _number(bare.replace(said, " "), found.unit)
    if number is None:
        return None
    if found.unit == "month":
        return f"{said}-{number:02d}"
    period = f"{said}-{found.unit[0].upper()}{number}"
    return f"{period} ({found.months})" if found.months else period


def _short_years(bare: str) -> list[str]:
    """The year of "Jan-25" and "Q1 '25"."""
    match = re.search(r"[\s'/-]\s*'?(\d{2})$", bare)
    return [f"20{match[1]}"] if match and re.search(r"[a-z]", bare) else []


def _number(bare: str, unit: str) -> int | None:
    """Which month, quarter or half of its year."""
    if unit == "month":
        named = re.search(rf"{_ALONE}({_any(_months())}){_ENDS}", bare)
        if named is not None:
            return _months()[named[1]]
    digits = re.findall(r"\d{1,2}", bare)
    if digits:
        return int(digits[0])
    found = (at for at, name in enumerate(ORDINALS, start=1) if re.search(_said(name), bare))
    return next(found, None)


def years_in(text: str) -> list[str]:
    """The years that a text names: 2025年度, FY2025, FY25-26, 2024-2025."""
    bare = plain(text)
    fiscal = re.search(rf"(?<![a-z])(?:{_said('year')})\s*'?(\d{{2}})(?!\d)", bare)
    found = re.findall(
        rf"(?<!\d)({_YEAR})(?=\d{{0}}(?!\d)|(?:0[1-9]|1[0-2])(?:\d{{2}})?(?!\d))", bare
    )
    if fiscal and not found:
        found = [f"20{fiscal[1]}"]
    # 114年: a year of the calendar that Taiwan writes.
    republic = re.search(rf"(?<!\d)(1[0-3]\d)\s*(?:{_said('year_sign')})", bare)
    if republic and not found:
        found = [str(int(republic[1]) + REPUBLIC_BEGAN)]
    return list(dict.fromkeys(found))


def days_in(text: str) -> list[str]:
    """The days that a text names, as they stand there."""
    bare = plain(text)
    return [match[0] for pattern in _days_within() for match in pattern.finditer(bare)]


def _as_written(text: str, bare: str, match: re.Match[str]) -> str:
    """As the text has it, where only its letters' size differs."""
    same = len(text) == len(bare)
    return (text[match.start() : match.end()] if same else match[0]).strip()


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    months = _any(_months())
    year = rf"(?:{_YEAR}|'?\d{{2}})"
    fiscal, behind = rf"(?:(?:{_said('year')})\s{{0,3}}'?)?", rf"\s{{0,3}}(?:{_said('year')})?"
    ordinal = f"(?:{'|'.join(_said(name) for name in ORDINALS)})"
    counted = rf"(?:{_said('ordinal_sign')})?\s{{0,3}}(?:[1-4]\.?|{ordinal})\s{{0,3}}"
    before, after = (
        rf"(?:{fiscal}{year}{behind}\s{{0,3}}[-/.]?\s{{0,3}})?",
        rf"(?:[\s\-/]{{0,3}}{fiscal}{year}(?!\d))?",
    )
    texts = {
        "day": (rf"(?<!\d){_YEAR}[-/.]{_MONTH}[-/.]\d{{1,2}}(?!\d)",),
        "month": (
            rf"(?<!\d){_YEAR}[-/.]{_MONTH}(?![\d-])",
            rf"(?<!\d){_YEAR}{behind}\s{{0,3}}{_MONTH}\s{{0,3}}(?:{_said('month_sign')})",
            rf"(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?!\d)",
            rf"{_ALONE}(?:{months})\.?{_ENDS}[\s\-/,.']{{0,4}}(?:{year})?(?!\d)",
            rf"(?<!\d){_MONTH}\s{{0,3}}(?:{_said('month_sign')})",
            rf"{_ALONE}m(?:0[1-9]|1[0-2])(?!\d)",
        ),
        "quarter": (
            rf"{before}{_ALONE}q[1-4](?!\d){after}",
            rf"(?:{_YEAR}{behind}\s{{0,3}})?{_ALONE_HAN}{counted}(?:{_said('quarter')}){_ENDS}(?:\s{{0,3}}{_YEAR})?",
        ),
        "half": (
            rf"{before}{_ALONE}h[12](?!\d){after}",
            rf"(?:{_YEAR}{behind}\s{{0,3}})?{_ALONE_HAN}(?:[12]\.\s{{0,3}}|{ordinal}\s{{0,3}})(?:{_said('half')}){_ENDS}(?:\s{{0,3}}{_YEAR})?",
        ),
        "year": (
            rf"{_ALONE}(?:{_said('year')})\s{{0,3}}'?(?:{_YEAR}|\d{{2}})(?:\s{{0,3}}[-/–]\s{{0,3}}\d{{2,4}})?(?!\d)",
            rf"(?<!\d){_YEAR}(?:\s{{0,3}}[-/]\s{{0,3}}(?:{_YEAR}|\d{{2}}))?(?!\d)\s{{0,3}}(?:{_said('year')})?",
        ),
    }
    return tuple((unit, re.compile("|".join(patterns))) for unit, patterns in texts.items())


@cache
def _days() -> tuple[re.Pattern[str], ...]:
    months = _any(_months())
    signs = [rf"\s*[-/.{''.join(_words(sign)[-1:])}]\s*" for sign in ("year_sign", "month_sign")]
    texts = (
        rf"(?<!\d){_YEAR}{signs[0]}{_MONTH}{signs[1]}(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:{_said('day_sign')})?",
        r"^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)",
        rf"^(?:民国)?\s*1[0-3]\d{signs[0]}{_MONTH}{signs[1]}(?:[12]\d|3[01]|0?[1-9])(?!\d)(?:{_said('day_sign')})?$",
        rf"^{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$",
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?[\s\-/.]*(?:{months})\.?[\s\-/.,']*(?:\d{{4}}|\d{{2}})(?!\d)",
        rf"{_ALONE}(?:{months})\.?\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
    return tuple(re.compile(text) for text in texts)


@cache
def _months_joined() -> re.Pattern[str]:
    months = _any(_months())
    return re.compile(
        rf"{_ALONE}(?P<first>{months})\.?\s*(?:[-~/]|to|bis|至|到)\s*(?P<last>{months})\.?{_ENDS}"
        rf"(?:[\s\-/,.']*{_YEAR})?(?!\d)"
    )


@cache
def _days_within() -> tuple[re.Pattern[str], ...]:
    """Days with a year of four digits, wherever they stand."""
    months = _any(_months())
    texts = (
        r"(?<![\d./-])\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d{2}(?![\d./-])",
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)?[\s\-/]*(?:{months})\.?[\s\-/,]*{_YEAR}(?!\d)",
        rf"{_ALONE}(?:{months})\.?\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    )
    return (_days()[0], *(re.compile(text) for text in texts))


@cache
def _months() -> Mapping[str, int]:
    found = {}
    for language in month_languages():
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    found[plain(name).rstrip(".")] = number
    return {name: number for name, number in found.items() if len(name) > 2} | {"sept": 9}


@cache
def _said(name: str) -> str:
    return _any(_words(name))


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _words(name: str) -> list[str]:
    return [str(word) for word in vocabulary()["period_words"][name]]
