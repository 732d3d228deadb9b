"""Quantities in the forms people write them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.understanding.quantities import read_quantities

TODAY = date(2026, 11, 23)


def values(text: str, entity: str) -> list[object]:
    return [q.value for q in read_quantities(text, TODAY) if q.entity == entity]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("六万五", 65_000),
        ("6.5w", 65_000),
        ("6万5", 65_000),
        ("65k", 65_000),
        ("6w5", 65_000),
        ("预算三万八", 38_000),
        ("一共2万", 20_000),
        ("总额十二万", 120_000),
        ("1,200元", 1_200),
        ("¥3000", 3_000),
        ("CNY 48,000", 48_000),
        ("两千块", 2_000),
        ("10亿", 10**9),
        ("就是十个亿", 10**9),
        ("20 thousand yuan", 20_000),
        ("budget 48k", 48_000),
        ("0元", 0),
        ("预算负三万", -30_000),
        ("两百五十万", 2_500_000),
        ("3.5万元", 35_000),
    ],
)
def test_amounts(text: str, amount: int) -> None:
    assert values(text, "amount") == [Decimal(amount)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("人均两千", 2_000),
        ("每人800元", 800),
        ("¥3000/人", 3_000),
        ("1500一个人", 1_500),
        ("9800 each", 9_800),
        ("1,400 per person", 1_400),
        ("3250 per head", 3_250),
        ("人均预算1.2k", 1_200),
    ],
)
def test_amounts_per_head(text: str, amount: int) -> None:
    assert values(text, "amount_per_head") == [Decimal(amount)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("给200个人做培训", 200),
        ("12名员工", 12),
        ("六十人", 60),
        ("人数改成50", 50),
        ("-20个人", -20),
        ("0个人", 0),
        ("30 people", 30),
        ("for 12 drivers", 12),
        ("20 senior sales reps", 20),
        ("train 200 of them", 200),
        ("make it 4", 4),
        ("only the 120", 120),
        ("一百二十号人", 120),
        ("25 pax", 25),
        ("twelve managers", 12),
        ("3.5个人", Decimal("3.5")),
        ("申请一个情绪管理的培训，35人", 35),
        ("就一个人", 1),
        ("按15报", 15),
        ("so 3 again", 3),
    ],
)
def test_headcounts(text: str, people: int) -> None:
    assert values(text, "headcount") == [Decimal(people)]


@pytest.mark.parametrize("text", ["十几个人吧", "几十人", "三十来号人", "二十多个人"])
def test_a_vague_headcount_is_no_number(text: str) -> None:
    assert values(text, "headcount") == []
    assert len(values(text, "vague_headcount")) == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("明年3月", "2027-03-01", "2027-03-31"),
        ("3月份", "2027-03-01", "2027-03-31"),
        ("12月", "2026-12-01", "2026-12-31"),
        ("明年上半年", "2027-01-01", "2027-06-30"),
        ("下季度", "2027-01-01", "2027-03-31"),
        ("三季度", "2027-07-01", "2027-09-30"),
        ("Q2", "2027-04-01", "2027-06-30"),
        ("明年Q2", "2027-04-01", "2027-06-30"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("2027年5月", "2027-05-01", "2027-05-31"),
        ("6到8月", "2027-06-01", "2027-08-31"),
        ("6月8号", "2027-06-08", "2027-06-08"),
        ("in March", "2027-03-01", "2027-03-31"),
        ("next April", "2027-04-01", "2027-04-30"),
        ("first half of next year", "2027-01-01", "2027-06-30"),
        ("second quarter", "2027-04-01", "2027-06-30"),
        ("March–April", "2027-03-01", "2027-04-30"),
        ("next month", "2026-12-01", "2026-12-31"),
        ("next year", "2027-01-01", "2027-12-31"),
        ("for next year: a course, second quarter", "2027-04-01", "2027-06-30"),
        ("2020年3月", "2020-03-01", "2020-03-31"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    periods = [q for q in read_quantities(text, TODAY) if q.entity == "period"]
    assert [(p.extra["first_day"], p.extra["last_day"]) for p in periods] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["you may be right", "三个月", "做两次", "第一个", "in 3 sessions"]
)
def test_what_is_no_quantity_of_a_request(text: str) -> None:
    assert [q.entity for q in read_quantities(text, TODAY) if q.entity != "number"] == []


def test_an_answer_that_is_only_a_number_may_mean_anything() -> None:
    assert values("50", "number") == [Decimal(50)]


def test_a_request_id_is_not_taken_for_numbers() -> None:
    quantities = read_quantities("tr-2026-0012 怎么样了", TODAY)
    assert [(q.entity, q.value) for q in quantities] == [("request_id", "TR-2026-0012")]


def test_several_facts_in_one_sentence_do_not_mix() -> None:
    text = "班组长管理 16人 人均1200 5月"
    found = {q.entity: q.value for q in read_quantities(text, TODAY)}
    assert found == {"headcount": Decimal(16), "amount_per_head": Decimal(1200), "period": "5月"}
