"""Times as they are written: which days they mean, and what is none of them."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.quantities import Quantity, read_quantities
from assistant.understanding.quantities.period import read_period
from engine.values.fiscal import FiscalCalendar

TODAY = date(2026, 11, 28)
CALENDAR, APRIL = FiscalCalendar(), FiscalCalendar(4)
JULY, OCTOBER = FiscalCalendar(7), FiscalCalendar(10)
FOLDER = Path(__file__).parent / "quantities"
TIMES = ("period", "impossible_day", "vague_period")


def lines(name: str) -> list[list[str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


def times(text: str, fiscal: FiscalCalendar = CALENDAR, today: date = TODAY) -> list[Quantity]:
    return [one for one in read_quantities(text, today, fiscal) if one.entity in TIMES]


def days(text: str, fiscal: FiscalCalendar = CALENDAR, today: date = TODAY) -> tuple[str, str]:
    [one] = times(text, fiscal, today)
    assert one.entity == "period"
    return one.extra["first_day"], one.extra["last_day"]


@pytest.mark.parametrize("row", [*lines("periods-zh.tsv"), *lines("periods-en.tsv")], ids="\t".join)
def test_the_days_of_a_time(row: list[str]) -> None:
    text, first, last, *bound = row
    [one] = times(text)
    assert (one.entity, one.extra["first_day"], one.extra["last_day"]) == ("period", first, last)
    assert one.extra.get("bound") == (bound[0] if bound else None)


@pytest.mark.parametrize("row", lines("no-periods.tsv"), ids="\t".join)
def test_what_is_no_time(row: list[str]) -> None:
    assert times(row[0]) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027年4月31日", "2027年4月31日"),
        ("4月31号", "4月31号"),
        ("2月30日", "2月30日"),
        ("2027年2月29日", "2027年2月29日"),
        ("2月29号", "2月29号"),
        ("13月", "13月"),
        ("2027年13月", "2027年13月"),
        ("32号", "32号"),
        ("4月32日", "4月32日"),
        ("4月28日到31日", "4月28日到31日"),
        ("本月31号", "本月31号"),
        ("2027-02-30", "2027-02-30"),
        ("2027/13/01", "2027/13/01"),
        ("设备操作培训 10 人，2027年4月31日", "2027年4月31日"),
        ("31 April", "31 April"),
        ("April 31st, 2027", "April 31st, 2027"),
        ("29 Feb 2027", "29 Feb 2027"),
        ("Feb 30", "Feb 30"),
        ("on the 32nd", "on the 32nd"),
        ("the 31st of this month", "the 31st of this month"),
        ("31 of this month", "31 of this month"),
        ("from 28 to 31 April", "28 to 31 April"),
        ("32/13/2027", "32/13/2027"),
    ],
)
def test_a_day_that_does_not_exist_is_named(text: str, words: str) -> None:
    assert [(one.entity, one.value) for one in times(text)] == [("impossible_day", words)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("春天", "春天", "2027-03-01", "2027-05-31"),
        ("开春后办", "开春后", "2027-03-01", "2027-05-31"),
        ("明年春天", "春天", "2027-03-01", "2027-05-31"),
        ("后年夏天", "夏天", "2028-06-01", "2028-08-31"),
        ("过完年", "过完年", "2027-03-01", "2027-03-31"),
        ("年后再说", "年后", "2027-03-01", "2027-03-31"),
        ("春节后", "春节后", "2027-03-01", "2027-03-31"),
        ("年前", "年前", "2027-01-01", "2027-01-31"),
        ("节前", "节前", "2027-01-01", "2027-03-31"),
        ("国庆前", "国庆前", "2027-09-01", "2027-09-30"),
        ("秋收以后", "秋收以后", "2027-01-01", "2027-03-31"),
        ("旺季过后", "旺季过后", "2027-01-01", "2027-03-31"),
        ("什么时候都行", "什么时候都行", "2027-01-01", "2027-03-31"),
        ("随时可以", "随时可以", "2027-01-01", "2027-03-31"),
        ("summer", "summer", "2027-06-01", "2027-08-31"),
        ("in the spring", "in the spring", "2027-03-01", "2027-05-31"),
        ("next winter", "next winter", "2026-12-01", "2027-02-28"),
        ("after Chinese New Year", "after Chinese New Year", "2027-03-01", "2027-03-31"),
        ("before CNY", "before CNY", "2027-01-01", "2027-01-31"),
        ("after harvest", "after harvest", "2027-01-01", "2027-03-31"),
        ("after the peak season", "after the peak season", "2027-01-01", "2027-03-31"),
        ("any time", "any time", "2027-01-01", "2027-03-31"),
        ("any time is fine", "any time is fine", "2027-01-01", "2027-03-31"),
        ("asap", "asap", "2027-01-01", "2027-03-31"),
        ("除了8月都行", "8月", "2027-09-01", "2027-09-30"),
        ("4月不行", "4月", "2027-05-01", "2027-05-31"),
        ("not in April", "April", "2027-05-01", "2027-05-31"),
        ("anything but June and July", "June and July", "2027-08-01", "2027-08-31"),
        ("04/05/2027 for 20 people", "04/05/2027", "2027-05-04", "2027-05-04"),
    ],
)
def test_a_vague_time_suggests_days(text: str, words: str, first: str, last: str) -> None:
    [one] = times(text)
    assert (one.entity, one.value) == ("vague_period", words)
    assert (one.extra["first_day"], one.extra["last_day"]) == (first, last)


@pytest.mark.parametrize(
    ("text", "today", "first", "last"),
    [
        ("秋天", date(2026, 11, 29), "2027-09-01", "2027-11-30"),
        ("in autumn", date(2026, 10, 20), "2026-09-01", "2026-11-30"),
        ("autumn", date(2026, 10, 31), "2027-09-01", "2027-11-30"),
        ("今年秋天", date(2026, 11, 28), "2027-09-01", "2027-11-30"),
        ("this autumn", date(2026, 9, 20), "2026-09-01", "2026-11-30"),
        ("winter", date(2027, 1, 10), "2026-12-01", "2027-02-28"),
        ("冬天", date(2027, 2, 20), "2027-12-01", "2028-02-29"),
        ("spring", date(2027, 5, 10), "2028-03-01", "2028-05-31"),
        ("夏天", date(2027, 6, 10), "2027-06-01", "2027-08-31"),
        ("明年秋天", date(2026, 11, 28), "2027-09-01", "2027-11-30"),
        ("last autumn", date(2026, 11, 28), "2025-09-01", "2025-11-30"),
    ],
)
def test_a_season_that_is_nearly_over_is_the_next_one(
    text: str, today: date, first: str, last: str
) -> None:
    [one] = times(text, today=today)
    assert (one.entity, one.extra["first_day"], one.extra["last_day"]) == (
        "vague_period",
        first,
        last,
    )


@pytest.mark.parametrize("text", ["5月第五个周三", "the fifth Wednesday of May", "2月最后三十天"])
def test_a_weekday_that_a_month_does_not_have_is_named(text: str) -> None:
    assert [(one.entity, one.value) for one in times(text)] == [("impossible_day", text)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("本财年", "2026-04-01", "2027-03-31"),
        ("this fiscal year", "2026-04-01", "2027-03-31"),
        ("FY27", "2026-04-01", "2027-03-31"),
        ("FY2027", "2026-04-01", "2027-03-31"),
        ("FY26/27", "2026-04-01", "2027-03-31"),
        ("27财年", "2026-04-01", "2027-03-31"),
        ("下个财年", "2027-04-01", "2028-03-31"),
        ("next fiscal year", "2027-04-01", "2028-03-31"),
        ("上个财年", "2025-04-01", "2026-03-31"),
        ("去年", "2025-04-01", "2026-03-31"),
        ("明年", "2027-04-01", "2028-03-31"),
        ("next year", "2027-04-01", "2028-03-31"),
        ("2027年", "2026-04-01", "2027-03-31"),
        ("Q2", "2027-07-01", "2027-09-30"),
        ("二季度", "2027-07-01", "2027-09-30"),
        ("Q3", "2026-10-01", "2026-12-31"),
        ("Q4", "2027-01-01", "2027-03-31"),
        ("下季度", "2027-01-01", "2027-03-31"),
        ("Q1 FY28", "2027-04-01", "2027-06-30"),
        ("上半年", "2027-04-01", "2027-09-30"),
        ("H1", "2027-04-01", "2027-09-30"),
        ("下半年", "2026-10-01", "2027-03-31"),
        ("2027年4月", "2027-04-01", "2027-04-30"),
        ("next April", "2027-04-01", "2027-04-30"),
        ("明年3月", "2027-03-01", "2027-03-31"),
        ("April of FY28", "2027-04-01", "2027-04-30"),
        ("March of FY28", "2028-03-01", "2028-03-31"),
        ("今年以来", "2026-04-01", "2026-11-28"),
        ("YTD", "2026-04-01", "2026-11-28"),
        ("去年同期", "2025-04-01", "2025-11-28"),
        ("FY25-FY26", "2024-04-01", "2026-03-31"),
        ("2024到2026年", "2023-04-01", "2026-03-31"),
        ("end of the fiscal year", "2027-03-01", "2027-03-31"),
        ("财年底", "2027-03-01", "2027-03-31"),
        ("3月底之前", "2026-11-28", "2027-03-31"),
        ("4月12日到14日", "2027-04-12", "2027-04-14"),
    ],
)
def test_fiscal_years_that_begin_in_april(text: str, first: str, last: str) -> None:
    assert days(text, APRIL) == (first, last)


@pytest.mark.parametrize(
    ("text", "fiscal", "first", "last"),
    [
        ("Q1", JULY, "2027-07-01", "2027-09-30"),
        ("FY27", JULY, "2026-07-01", "2027-06-30"),
        ("上半年", JULY, "2026-07-01", "2026-12-31"),
        ("下季度", JULY, "2027-01-01", "2027-03-31"),
        ("Q1", OCTOBER, "2026-10-01", "2026-12-31"),
        ("FY27", OCTOBER, "2026-10-01", "2027-09-30"),
        ("本财年", FiscalCalendar(4, named_by_start=True), "2026-04-01", "2027-03-31"),
        ("2026年度", FiscalCalendar(4, named_by_start=True), "2026-04-01", "2027-03-31"),
        ("FY26/27", FiscalCalendar(4, named_by_start=True), "2026-04-01", "2027-03-31"),
        ("last quarter", FiscalCalendar(2), "2026-08-01", "2026-10-31"),
    ],
)
def test_other_fiscal_years(text: str, fiscal: FiscalCalendar, first: str, last: str) -> None:
    assert days(text, fiscal) == (first, last)


@pytest.mark.parametrize(
    ("text", "past"),
    [("近12个月", True), ("since 2024", True), ("YTD", True), ("上季度", True), ("4月", False)],
)
def test_what_has_been_is_marked(text: str, past: bool) -> None:
    [one] = times(text)
    assert one.extra.get("past", False) is past


MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
CHINESE = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE[ones]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def styles_of_day(day: date) -> list[str]:
    month, short = MONTH_NAMES.split()[day.month - 1], SHORT.split()[day.month - 1]
    return [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}号",
        f"{day.year}年{chinese(day.month)}月{chinese(day.day)}号",
        f"{day.day} {month} {day.year}",
        f"{ordinal(day.day)} {short} {day.year}",
        f"the {ordinal(day.day)} of {month}, {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{short} {ordinal(day.day)} {day.year}",
    ]


A_DAY = st.dates(date(2020, 1, 1), date(2039, 12, 1))


@given(A_DAY, st.sampled_from(range(11)))
def test_a_day_reads_back_in_every_style(day: date, style: int) -> None:
    assert days(styles_of_day(day)[style]) == (day.isoformat(), day.isoformat())


@given(A_DAY, st.integers(1, 200), st.sampled_from(range(11)), st.sampled_from(range(3)))
def test_a_stretch_reads_back_in_every_style(
    first: date, length: int, style: int, connector: int
) -> None:
    last = first + timedelta(length)
    begin, end = styles_of_day(first)[style], styles_of_day(last)[style]
    is_chinese = "年" in begin
    between = (["到", "至", "-"] if is_chinese else [" to ", " – ", " until "])[connector]
    assert days(f"{begin}{between}{end}") == (first.isoformat(), last.isoformat())


@given(A_DAY, st.integers(1, 27))
def test_days_of_one_month_read_back(first: date, length: int) -> None:
    last = first + timedelta(length)
    if last.month != first.month:
        return
    expected = (first.isoformat(), last.isoformat())
    month = MONTH_NAMES.split()[first.month - 1]
    for text in (
        f"{first.year}年{first.month}月{first.day}日到{last.day}日",
        f"{first.year}年{first.month}月{first.day}-{last.day}日",
        f"{first.day}-{last.day} {month} {first.year}",
        f"{ordinal(first.day)} to {ordinal(last.day)} of {month} {first.year}",
        f"{month} {first.day}–{last.day}, {first.year}",
    ):
        assert days(text) == expected, text


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(1, 12), st.integers(1, 4))
def test_a_quarter_is_a_fiscal_one_that_has_not_ended(
    today: date, first_month: int, quarter: int
) -> None:
    fiscal = FiscalCalendar(first_month)
    first, last = (date.fromisoformat(day) for day in days(f"Q{quarter}", fiscal, today))
    assert fiscal.quarter_of(first) == quarter
    assert last >= today > last - timedelta(370)


@pytest.mark.parametrize(
    "text",
    [
        "4月" * 2000,
        "4月12日到" * 1500,
        "12 to " * 2500,
        "the " * 4000,
        "in the next " * 1500,
        "2027-" * 3000,
        "二" * 8000,
        "1" * 10_000,
        "from " * 3000 + "April",
        "not in April but " * 800,
        "前" * 6000,
        " " * 10_000,
        "move it " * 2000 + "from April to June",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    list(read_period(text, TODAY, APRIL))
    assert time.perf_counter() - begun < 5
