"""Messages as the pipeline delivers them: spans, figures that are replaced, totals, and time."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading import Change, Days, Mention, Order, Pointer, Sum, read_mentions
from assistant.reading.totals import costs_of, discount_of, people_of
from assistant.understanding.quantities import read_quantities
from tests.assistant.reading.roles import sentences

TODAY = date(2026, 11, 28)


def entities(text: str) -> list[dict[str, Any]]:
    return [
        {
            "entity": one.entity,
            "start": one.start,
            "end": one.end,
            "value": str(one.value),
            **one.extra,
        }
        for one in read_quantities(text, TODAY)
    ]


def mentions(text: str) -> tuple[Mention, ...]:
    return read_mentions(text, entities(text), TODAY)


def roles(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.role) for one in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20人改成25人", [("20人", "old"), ("25人", "new")]),
        ("从4月改到6月", [("4月", "old"), ("6月", "new")]),
        ("20人，不对，25人", [("20人", "old"), ("25人", "new")]),
        ("不是20人，是25人", [("20人", "old"), ("25人", "new")]),
        ("18 instead of 22 people", [("18", "new"), ("22 people", "old")]),
        ("not May but June", [("May", "old"), ("June", "new")]),
        ("20 people, no, 25 people", [("20 people", "old"), ("25 people", "new")]),
    ],
)
def test_figures_that_are_replaced_are_told_as_well(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert roles(text) == expected


def test_a_replaced_month_has_its_days() -> None:
    old = mentions("从4月改到6月")[0]
    assert old.value == Days(date(2027, 4, 1), date(2027, 4, 30))


@pytest.mark.parametrize(
    ("text", "total", "parts", "sessions"),
    [
        ("甲班10个乙班12个", 22, 2, None),
        ("two classes of 20", 40, 1, 2),
        ("两个班每班20人", 40, 1, 2),
        ("30 people", 30, 1, None),
        ("20人，不对，25人", 25, 1, None),
    ],
)
def test_people_in_all(text: str, total: int, parts: int, sessions: int | None) -> None:
    people = people_of(mentions(text))
    assert people is not None
    assert (int(people.total), len(people.parts)) == (total, parts)
    assert people.sessions == (None if sessions is None else Decimal(sessions))


def test_where_one_group_may_lie_in_another_the_total_is_not_sure() -> None:
    people = people_of(mentions("东楼40，西楼38"))
    assert people is not None
    assert people.total == Decimal(78)
    assert not people.sure


@pytest.mark.parametrize(
    ("text", "total"),
    [("讲师2万加场地5千", 25000), ("trainer 2,000 euros plus room 500 euros", 2500)],
)
def test_parts_of_a_sum_are_added(text: str, total: int) -> None:
    assert [one.total.amount for one in costs_of(mentions(text))] == [total]


def test_sums_of_two_currencies_stay_apart() -> None:
    found = costs_of(mentions("讲师2万元加场地500美元"))
    assert [one.total for one in found] == [Sum(Decimal(20000), "CNY"), Sum(Decimal(500), "USD")]


@pytest.mark.parametrize(
    ("text", "factor"), [("打八折", "0.8"), ("9折", "0.9"), ("15% off", "0.85"), ("300元", None)]
)
def test_what_remains_of_a_price(text: str, factor: str | None) -> None:
    assert discount_of(mentions(text)) == (None if factor is None else Decimal(factor))


@pytest.mark.parametrize("text", ["if only half go", "只去一半呢"])
def test_half_stands_alone(text: str) -> None:
    assert Change(times=Decimal("0.5")) in [one.value for one in mentions(text)]


def test_a_rank_says_how_many() -> None:
    assert Decimal(5) in [one.value for one in mentions("top five units")]


def test_each_knows_what_it_multiplies() -> None:
    found = mentions("20 people at 300 each")
    each = found[1]
    assert (each.role, each.of, each.value) == ("each", 0, Sum(Decimal(300), None))


def test_a_change_is_no_figure() -> None:
    assert mentions("再加5个人")[0].value == Change(add=Decimal(5))


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("第二个怎么样", Pointer("ordinal", 2)),
        ("the third one please", Pointer("ordinal", 3)),
        ("最后一个不用了", Pointer("ordinal", -1)),
        ("前两个先批", Pointer("firsts", 2)),
        ("train them", Pointer("them")),
        ("approve it", Pointer("it")),
        ("前者便宜", Pointer("former")),
        ("the same as last year", Pointer("same")),
    ],
)
def test_a_reference_says_where_it_points(text: str, pointer: Pointer) -> None:
    assert pointer in [one.value for one in mentions(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("一共多少钱", "cost"),
        ("还剩多少钱", "left"),
        ("人均费用", "cost_per_head"),
        ("how much is left", "left"),
        ("which course was it", "course"),
        ("split by unit", "unit"),
        ("按部门看", "unit"),
        ("per quarter", "period"),
    ],
)
def test_what_is_asked_for(text: str, code: str) -> None:
    assert (code, "asked") in [(one.code, one.role) for one in mentions(text)]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("最贵的课", Order("cost", True)),
        ("the cheapest course", Order("cost", False)),
        ("从高到低", Order(None, True)),
    ],
)
def test_in_which_order(text: str, order: Order) -> None:
    assert order in [one.value for one in mentions(text)]


@pytest.mark.parametrize(("text", "rank"), [("top 5 vendors", "top 5"), ("前十名", "前十名")])
def test_how_many_of_a_list(text: str, rank: str) -> None:
    assert (rank, "limit") in roles(text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("最多20人", "at_most"),
        ("at least 12 people", "at_least"),
        ("6月底之前", "before"),
        ("不少于15人", "at_least"),
    ],
)
def test_a_limit_has_a_direction(text: str, direction: str) -> None:
    assert direction in [one.direction for one in mentions(text)]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_overlaps_and_to_the_letter(text: str) -> None:
    _sound(text)


CHINESE = st.sampled_from(
    ["从", "改成", "不是", "除了", "20人", "5月", "每人", "300", "，", "它", "第二个", "打八折"]
)
ENGLISH = st.sampled_from(
    [" not ", " but ", "30 people", " from ", " to ", "instead of ", "without ", "it ", "how much "]
)
WORDS = st.one_of(CHINESE, ENGLISH)


@given(st.lists(WORDS, max_size=14).map("".join))
@settings(max_examples=200, deadline=None)
def test_words_in_any_order_are_read_without_overlaps_and_to_the_letter(text: str) -> None:
    _sound(text)


def _sound(text: str) -> None:
    end = 0
    for number, one in enumerate(found := mentions(text)):
        assert one.text == text[one.span[0] : one.span[1]]
        assert one.span[0] >= end
        assert one.of is None or (0 <= one.of < len(found) and one.of != number)
        end = one.span[1]


@pytest.mark.parametrize("unit", [" ", "不是", "no, ", "20人，", "from ", "的", "a ", "、", "1+"])
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (2000 // len(unit))
    found = entities(text)
    start = time.process_time()
    read_mentions(text, found, TODAY)
    assert time.process_time() - start < 3


def test_a_message_is_read_in_a_few_milliseconds() -> None:
    texts = [marked for language in ("zh", "en") for _, marked in sentences(language)]
    read = [(text, entities(text)) for text in texts]
    for text, found in read[:20]:
        read_mentions(text, found, TODAY)
    start = time.process_time()
    for text, found in read:
        read_mentions(text, found, TODAY)
    assert (time.process_time() - start) / len(texts) < 0.005
