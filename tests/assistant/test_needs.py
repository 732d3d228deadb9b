"""Several needs in one message: each keeps its own time and price, what is said of all goes to all."""

from datetime import date
from typing import Any

import pytest

from assistant.needs import read_needs
from assistant.understanding.quantities import read_quantities

TODAY = date(2026, 11, 28)
TIMES = ("period", "vague_period", "impossible_day")


def needs_of(text: str, *courses: str) -> list[list[tuple[str, str]]]:
    """What each need of a message holds: the figures as they are read, the courses as given."""
    entities: list[dict[str, Any]] = [
        {"entity": one.entity, "start": one.start, "end": one.end, "value": str(one.value)}
        for one in read_quantities(text, TODAY)
    ]
    for name in courses:
        start = text.index(name)
        end = start + len(name)
        entities.append({"entity": "course", "start": start, "end": end, "value": name})
    return [[(one["entity"], one["value"]) for one in need] for need in read_needs(entities, text)]


def said(need: list[tuple[str, str]], *kinds: str) -> list[str]:
    return [value for kind, value in need if kind in kinds]


@pytest.mark.parametrize(
    ("text", "courses", "times"),
    [
        ("精益生产培训20人、安全生产培训60人，分别在5月和6月", ("精益生产", "安全生产"), ("5月", "6月")),
        ("急救10人，叉车5人，分别在二季度和三季度", ("急救", "叉车"), ("二季度", "三季度")),
        ("lean for 20 people and safety for 60 people, in May and June respectively", ("lean", "safety"), ("May", "June")),
        ("急救10人五月，叉车5人六月", ("急救", "叉车"), ("五月", "六月")),
        ("5月急救10人，6月叉车5人", ("急救", "叉车"), ("5月", "6月")),
        ("lean for 20 people in May and safety for 60 people in June", ("lean", "safety"), ("in May", "in June")),
        ("急救10人，叉车5人，都放在二季度", ("急救", "叉车"), ("二季度", "二季度")),
        ("急救10人，叉车5人，全部安排在5月", ("急救", "叉车"), ("5月", "5月")),
        ("first aid for 10 people, forklifts for 5 people, both in Q2", ("first aid", "forklifts"), ("Q2", "Q2")),
        ("明年5月办两门课：急救10人，叉车5人", ("急救", "叉车"), ("明年5月", "明年5月")),
        ("In May: first aid for 10 people, forklifts for 5 people", ("first aid", "forklifts"), ("May", "May")),
    ],
)  # fmt: skip
def test_each_need_has_its_time(
    text: str, courses: tuple[str, str], times: tuple[str, str]
) -> None:
    first, second = needs_of(text, *courses)
    expected = [[time.removeprefix("in ")] for time in times]
    assert [said(need, *TIMES) for need in (first, second)] == expected
    assert [len(said(need, "headcount")) for need in (first, second)] == [1, 1]


def test_a_time_of_one_need_is_not_lent_to_the_other() -> None:
    first, second = needs_of("急救10人，叉车5人六月", "急救", "叉车")
    assert [said(need, *TIMES) for need in (first, second)] == [[], ["六月"]]


def test_each_need_has_its_price_and_month_without_signs_between() -> None:
    text = "客户谈判20人每人2200元五月，客户跟进25人总价4万5六月"
    first, second = needs_of(text, "客户谈判", "客户跟进")
    assert first == [
        ("course", "客户谈判"),
        ("headcount", "20"),
        ("amount_per_head", "2200"),
        ("period", "五月"),
    ]
    assert second == [
        ("course", "客户跟进"),
        ("headcount", "25"),
        ("amount", "45000"),
        ("period", "六月"),
    ]


@pytest.mark.parametrize(
    ("text", "headcounts"),
    [
        ("急救和叉车，分别20人和60人", ("20", "60")),
        ("first aid and forklifts, 20 people and 60 people", ("20", "60")),
        ("20人和60人分别上急救和叉车", ("20", "60")),
        ("急救和叉车，都是20人", ("20", "20")),
    ],
)
def test_headcounts_said_together_are_given_out_in_turn(
    text: str, headcounts: tuple[str, str]
) -> None:
    courses = ("first aid", "forklifts") if text.isascii() else ("急救", "叉车")
    found = [said(need, "headcount") for need in needs_of(text, *courses)]
    assert found == [[one] for one in headcounts]


def test_three_needs_take_three_months_in_turn() -> None:
    found = needs_of("急救10人、叉车5人、焊接8人，分别在4月、5月和7月", "急救", "叉车", "焊接")
    assert [said(need, *TIMES) for need in found] == [["4月"], ["5月"], ["7月"]]
