"""Months, quarters, halves and years, however they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.imports.amounts import plain
from engine.imports.reading.rows import Wrong
from engine.values.fiscal import FiscalCalendar
from engine.values.months import MONTHS, month_end

NO_YEAR = "no_year"
MONTH, QUARTER, HALF, YEAR = "month", "quarter", "half", "year"
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?")
# The day first where dots part it; elsewhere only where the other number can be no month.
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d\d)"
    r"|(?P<d2>1[3-9]|2\d|3[01])[-/](?P<m2>\d{1,2})[-/](?P<y2>\d{4})"
    r"|(?P<m3>\d{1,2})[-/](?P<d3>1[3-9]|2\d|3[01])[-/](?P<y3>\d{4})"
)
_RUN_TOGETHER = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(\d\d)?")
_YEAR = r"(?P<y>(?:19|20)\d\d|(?<!\d)\d\d(?!\d))"


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last. `name` sorts by time: 2026, 2026-H1, 2026-Q1, 2026-03.
    `numbered` is what its number says, where its months say another one."""

    first: date
    last: date
    name: str
    numbered: str = ""


def read_period(text: str, fiscal: FiscalCalendar, year: int | None = None) -> Period:
    """The period that a text tells; `year` is that of one that tells none.

    Raises:
        Wrong: it is none (no_period), or lacks its year (no_year).
    """
    said = plain(text).strip("[] ")
    if (months := _with_months(said, fiscal)) is not None:
        return _of_months(months, fiscal, year)
    said = said.strip("() ")
    if match := _DAY.fullmatch(said):
        return _month(_checked_day(*map(int, match.groups())))
    if match := _DAY_FIRST.fullmatch(said):
        return _month(_day_of(match))
    if match := _RUN_TOGETHER.fullmatch(said):
        return _month(date(int(match[1]), int(match[2]), 1))
    if len(ends := _ends(said)) == 2:
        return _from_to(ends[0], ends[1], fiscal, year)
    found = _taken_apart(said, fiscal)
    if found is None:
        raise Wrong("no_period")
    own, what, number = found
    if own is not None:
        return _month(date(own, number, 1)) if what == MONTH else _of(what, number, own, fiscal)
    if year is None:
        raise Wrong(NO_YEAR)
    return _of(what, number, year, fiscal)


@dataclass(frozen=True, slots=True)
class WithMonths:
    """A quarter or half that is told by its number and by its months (Q1 Jul-Sep)."""

    year: int | None
    what: str
    number: int
    months: tuple[int, int]


def _with_months(said: str, fiscal: FiscalCalendar) -> WithMonths | None:
    match = _rules().with_months.fullmatch(said)
    found = _taken_apart(match["period"].strip(), fiscal) if match else None
    if match is None or found is None or found[1] not in (QUARTER, HALF):
        return None
    first, last = (_rules().months.get(match[at]) or int(match[at]) for at in ("first", "last"))
    return WithMonths(*found, (first, last))


def _of_months(said: WithMonths, fiscal: FiscalCalendar, year: int | None) -> Period:
    """The months count, whatever the number: that depends on where the year begins."""
    own = said.year or year
    if own is None:
        raise Wrong(NO_YEAR)
    first, last = (
        next(one for one in fiscal.months(own) if one.month == month) for month in said.months
    )
    if last < first:
        raise Wrong("no_period")
    found = Period(first, month_end(last), _name_of(first, month_end(last), fiscal))
    numbered = _of(said.what, said.number, own, fiscal)
    return replace(found, numbered=numbered.name if numbered.first != first else "")


def _of(what: str, number: int, year: int, fiscal: FiscalCalendar) -> Period:
    """A month, quarter, half or the whole of a fiscal year."""
    if what == MONTH:
        return _month(next(one for one in fiscal.months(year) if one.month == number))
    if what == QUARTER:
        return Period(*fiscal.quarter(year, number), f"{year}-Q{number}")
    if what == HALF:
        return Period(*fiscal.half(year, number), f"{year}-H{number}")
    return Period(*fiscal.days(year), str(year))


def year_of(text: str, fiscal: FiscalCalendar) -> int | None:
    """The year that a text is (2025, FY25, 2025年度, 2024-25); none if it is something else."""
    found = _taken_apart(plain(text), fiscal)
    return found[0] if found and found[1] == YEAR else None


def years_in(text: str) -> list[int]:
    """The years that stand anywhere in a text (a title, a file's name), in order, each once."""
    found = re.findall(r"(?<!\d)(20\d\d)(?!\d)", plain(text))
    found += re.findall(r"(?<!\d)(20\d\d)(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)", plain(text))
    return list(dict.fromkeys(map(int, found)))


def months_in(text: str) -> int | None:
    """How many months a text tells (3年, 24 months, 1.5 years); none if it tells no length."""
    rules = _rules()
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s{0,4}(\D+)", plain(text))
    if match is None or match[2] not in rules.lengths:
        return None
    months = float(match[1]) * rules.lengths[match[2]]
    return int(months) if months == int(months) and months else None


def _ends(said: str) -> list[str]:
    """The first and the last part of a time from one to the other."""
    rules = _rules()
    if match := rules.shared_month.fullmatch(said):
        return [f"{match[1]}{rules.month.replace('{n}', match[at])}" for at in (2, 3)]
    if match := rules.named_months.fullmatch(said):
        return [f"{match[at]}{match['rest']}" for at in (1, 2)]
    return [part for part in rules.between.split(said) if part]


def _from_to(first: str, last: str, fiscal: FiscalCalendar, year: int | None) -> Period:
    """Both ends; one that lacks the year has the other's."""
    years = years_in(first) or years_in(last)
    known = years[0] if years else year
    one, other = read_period(first, fiscal, known), read_period(last, fiscal, known)
    if other.last < one.first:
        raise Wrong("no_period")
    return Period(one.first, other.last, _name_of(one.first, other.last, fiscal))


def _name_of(first: date, last: date, fiscal: FiscalCalendar) -> str:
    """As a year, half or quarter where it is one."""
    for year in (first.year, first.year + 1):
        if (first, last) == fiscal.days(year):
            return str(year)
        for number in range(1, 5):
            if (first, last) == fiscal.quarter(year, number):
                return f"{year}-Q{number}"
            if number < 3 and (first, last) == fiscal.half(year, number):
                return f"{year}-H{number}"
    return f"{first:%Y-%m}..{last:%Y-%m}"


def _taken_apart(said: str, fiscal: FiscalCalendar) -> tuple[int | None, str, int] | None:
    """Year (if it is told), what it is, and its number; none if it is no period."""
    if (two := _two_years(said, fiscal)) is not None:
        return two, YEAR, 0
    if (rest := _unit(said)) is not None:
        return None, *rest
    for year, rest_text in _years_taken_off(said):
        if not rest_text:
            return year, YEAR, 0
        if (rest := _unit(rest_text)) is not None:
            return year, *rest
    return None


def _years_taken_off(said: str) -> Iterator[tuple[int, str]]:
    """The year before the rest, or behind it, with what is left."""
    year, parts = _rules().year, _rules().parts
    for pattern in (rf"{year}{parts}(?P<rest>.*)", rf"(?P<rest>.+?){parts}{year}"):
        if match := re.fullmatch(pattern, said):
            value = int(match["y"])
            is_sure = value > 99 or bool(match["rest"]) or not said.isdigit()
            if is_sure:
                yield (value if value > 99 else 2000 + value), match["rest"].strip(" .-_/")


def _two_years(said: str, fiscal: FiscalCalendar) -> int | None:
    """A year that reaches over two: called after the second, or after the first where the
    company does so. 2025-03 is a month."""
    match = re.fullmatch(_rules().two, said)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if second < 100:
        second += first // 100 * 100
    if second != first + 1:
        return None
    return first if fiscal.named_by_start else second


def _unit(said: str) -> tuple[str, int] | None:
    """A month, quarter, half or year without its year."""
    rules = _rules()
    if (month := rules.months.get(said.rstrip("."))) is not None:
        return MONTH, month
    for what, pattern in rules.units:
        if match := pattern.fullmatch(said):
            number = rules.number(match["n"]) if "n" in pattern.groupindex else 0
            if what == "first_half" or what == "second_half":
                return HALF, 1 if what == "first_half" else 2
            largest = {MONTH: 12, QUARTER: 4, HALF: 2, YEAR: 0}[what]
            if number is not None and min(1, largest) <= number <= largest:
                return what, number
    return None


def _month(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, month_end(first), f"{first:%Y-%m}")


def _day_of(match: re.Match[str]) -> date:
    """The day of the one form that fits."""
    told = {name[0]: int(said) for name, said in match.groupdict().items() if said}
    year = told["y"] if told["y"] > 99 else 2000 + told["y"]
    return _checked_day(year, told["m"], told["d"])


def _checked_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Wrong("no_period") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    months: dict[str, int]
    ordinals: dict[str, int]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    year: str
    parts: str
    two: str
    between: re.Pattern[str]
    shared_month: re.Pattern[str]
    with_months: re.Pattern[str]
    named_months: re.Pattern[str]
    month: str
    lengths: dict[str, int]

    def number(self, text: str) -> int | None:
        return int(text) if text.isdigit() else self.ordinals.get(text)


@cache
def _rules() -> _Rules:
    path = Path(__file__).parent / "periods.toml"
    read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    ordinals = {word: int(number) for number, words in read["ordinals"].items() for word in words}
    words = "|".join(sorted(ordinals, key=len, reverse=True))
    months = {word: at for at, names in enumerate(read["months"], 1) for word in names}
    name = "|".join(sorted(months, key=len, reverse=True))
    n = rf"(?P<n>\d{{1,2}}|{words})"
    return _Rules(
        months=months,
        ordinals=ordinals,
        units=tuple(
            (what, re.compile(pattern.replace("{n}", n)))
            for what, patterns in read["patterns"].items()
            for pattern in patterns
        ),
        year=read["years"]["before"].replace("{y}", _YEAR),
        parts=read["years"]["parts"],
        two=read["years"]["two"],
        between=re.compile(read["years"]["between"]),
        shared_month=re.compile(read["years"]["months"]),
        with_months=re.compile(
            read["years"]["with_months"].replace("{m}", rf"1[0-2]|0?[1-9]|{name}")
        ),
        named_months=re.compile(read["years"]["named_months"].replace("{name}", name)),
        month=read["years"]["month"],
        lengths={
            word: months
            for name, months in (("months", 1), ("years", MONTHS))
            for word in read["lengths"][name]
        },
    )
