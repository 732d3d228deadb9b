"""Quantities as people write them, in one table: what is read, and nothing else of its kind."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.understanding.quantities import read_quantities

TODAY = date(2026, 11, 24)
AMOUNTS = [
    ("预算大概2万7", 27_000),
    ("费用一共4000", 4_000),
    ("三万六，二季度开", 36_000),
    ("总价三万", 30_000),
    ("budget 9600", 9_600),
    ("about 6,000 in total", 6_000),
    ("nine grand total", 9_000),
    ("should be 7,500", 7_500),
    ("simulate 1.2m", 1_200_000),
    ("split 1.2 million across departments", 1_200_000),
    ("8个人8000", 8_000),
    ("4万5改成1万5", 15_000),
    ("从三万降到两万", 20_000),
    ("15k instead of 18k", 15_000),
    ("EUR 30k", 30_000),
    ("5千块钱", 5_000),
    ("两千五百元", 2_500),
    ("预算十二万八", 128_000),
    ("RMB 16,000", 16_000),
    ("18 thousand", 18_000),
    ("五万封顶", 50_000),
    ("￥12000", 12_000),
]
PER_HEAD = [
    ("一人两千二", 2_200),
    ("每位五千八", 5_800),
    ("560/人", 560),
    ("一个人150", 150),
    ("3200 per person", 3_200),
    ("1,100 each", 1_100),
    ("900 a head", 900),
    ("人均800", 800),
    ("每人1500", 1_500),
    ("1950 per participant", 1_950),
]
HEADCOUNTS = [
    ("三十个店员学陈列", 30),
    ("50名店长参加", 50),
    ("12个Java工程师", 12),
    ("一百个销售", 100),
    ("八个班组长", 8),
    ("20位护士", 20),
    ("七个人", 7),
    ("两个人去", 2),
    ("10 shift supervisors", 10),
    ("40 store managers", 40),
    ("60 ppl", 60),
    ("11 operators", 11),
    ("six operators", 6),
    ("14 men", 14),
    ("three of them", 3),
    ("ISTQB x 7", 7),
    ("whole legal team (11)", 11),
    ("excel for 60 would be", 60),
    ("18 instead of 22 people", 18),
    ("从18个人改成22个人", 22),
    ("参加的人35号人", 35),
    ("新员工200人", 200),
    ("3 seats", 3),
    ("eight riggers", 8),
    ("15 receptionists", 15),
]
NO_HEADCOUNT = [
    "三个车间",
    "前十名",
    "两个方案",
    "第三名",
    "三个月",
    "10 days",
    "3 projects",
    "two more quotes",
    "5 stars",
    "all four levels",
    "一个课",
    "两门课",
    "三个版本都发",
    "zero accidents",
    "2 sites",
]
PERIODS = [
    ("明年3月", "2027-03-01", "2027-03-31"),
    ("3月底之前", "2027-01-01", "2027-03-31"),
    ("12月20日", "2026-12-20", "2026-12-20"),
    ("去年", "2025-01-01", "2025-12-31"),
    ("去年下半年", "2025-07-01", "2025-12-31"),
    ("2024年", "2024-01-01", "2024-12-31"),
    ("上个月", "2026-10-01", "2026-10-31"),
    ("昨天", "2026-11-23", "2026-11-23"),
    ("明年一季度", "2027-01-01", "2027-03-31"),
    ("Q2 next year", "2027-04-01", "2027-06-30"),
    ("H1 2027", "2027-01-01", "2027-06-30"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("last month", "2026-10-01", "2026-10-31"),
    ("in 2024", "2024-01-01", "2024-12-31"),
    ("fy25", "2025-01-01", "2025-12-31"),
    ("yesterday", "2026-11-23", "2026-11-23"),
    ("december 20", "2026-12-20", "2026-12-20"),
    ("8 June", "2027-06-08", "2027-06-08"),
    ("on friday", "2026-11-27", "2026-11-27"),
    ("周五", "2026-11-27", "2026-11-27"),
    ("tomorrow", "2026-11-25", "2026-11-25"),
    ("10月到11月", "2026-10-01", "2026-11-30"),
]
CHANGES = [
    ("从25%提高到30%", 25, 30),
    ("百分之二十五到百分之三十", 25, 30),
    ("现在七成五，目标85%", 75, 85),
    ("61 -> 70", 61, 70),
    ("from 20 to 24 percent", 20, 24),
    ("88做到92", 88, 92),
    ("from 82 to 90", 82, 90),
    ("target 95, currently 91%", 91, 95),
]
GOALS = [("良品率稳在98%", 98), ("降到千分之三", "0.3"), ("0.5%以下", "0.5"), ("reach 97%", 97)]


def read(text: str, entity: str) -> list[object]:
    return [one.value for one in read_quantities(text, TODAY) if one.entity == entity]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
def test_amounts(text: str, amount: int) -> None:
    assert read(text, "amount") == [Decimal(amount)]


@pytest.mark.parametrize(("text", "amount"), PER_HEAD)
def test_amounts_per_head(text: str, amount: int) -> None:
    assert read(text, "amount_per_head") == [Decimal(amount)]
    assert read(text, "headcount") == []


@pytest.mark.parametrize(("text", "people"), HEADCOUNTS)
def test_headcounts(text: str, people: int) -> None:
    assert read(text, "headcount") == [Decimal(people)]


@pytest.mark.parametrize("text", NO_HEADCOUNT)
def test_what_counts_no_people(text: str) -> None:
    assert read(text, "headcount") == []


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_periods(text: str, first: str, last: str) -> None:
    [period] = [one for one in read_quantities(text, TODAY) if one.entity == "period"]
    assert (period.extra["first_day"], period.extra["last_day"]) == (first, last)


@pytest.mark.parametrize(("text", "first", "last"), CHANGES)
def test_percentages_from_and_to(text: str, first: int, last: int) -> None:
    assert (read(text, "percent_from"), read(text, "percent_to")) == ([first], [last])


@pytest.mark.parametrize(("text", "goal"), GOALS)
def test_percentages_to_reach(text: str, goal: object) -> None:
    assert read(text, "percent_to") == [Decimal(goal)]


@pytest.mark.parametrize("text", ["十几个人", "几十号人", "12到15之间", "8-10人", "二十多人"])
def test_vague_headcounts_have_no_value(text: str) -> None:
    assert read(text, "headcount") == []
    assert len(read(text, "vague_headcount")) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [("TR-2026-0031", "TR-2026-0031"), ("tr 2026 0031", "TR-2026-0031"), ("0047 ok", "0047")],
)
def test_request_numbers(text: str, number: str) -> None:
    assert read(text, "request_id") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "大概两三万",
        "几千块钱",
        "十几万吧",
        "三五千左右",
        "万把块",
        "a few thousand",
        "a couple of grand",
    ],
)
def test_vague_amounts_have_no_value(text: str) -> None:
    assert read(text, "amount") == []
    assert len(read(text, "vague_amount")) == 1


@pytest.mark.parametrize(
    "text", ["两三百人", "几千名员工", "两万", "三千五", "二十三万", "12万3千"]
)
def test_counts_and_exact_sums_are_no_vague_amounts(text: str) -> None:
    assert read(text, "vague_amount") == []
