"""Reading stars, and several needs of one message."""

from decimal import Decimal
from typing import Any

import pytest

from assistant.needs import read_needs
from assistant.statements.stars import read_stars


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("我打4分", "4"),
        ("给五星", "5"),
        ("满分", "5"),
        ("8分，内容实用", "4"),
        ("90分", "4.5"),
        ("⭐⭐⭐", "3"),
        ("7 out of 10", "3.5"),
        ("3/5", "3"),
        ("4 stars", "4"),
        ("three stars", "3"),
        ("I'd rate it 6", "3"),
        ("讲了30分钟", None),
        ("没什么用", None),
    ],
)
def test_stars(text: str, stars: str | None) -> None:
    assert read_stars(text) == (None if stars is None else Decimal(stars))


def test_a_number_alone_is_an_answer_only_when_asked() -> None:
    assert read_stars("4") is None
    assert read_stars("4", bare=True) == 4


def entity(kind: str, start: int, value: str) -> dict[str, Any]:
    return {"entity": kind, "start": start, "end": start + len(value), "value": value}


def test_each_need_keeps_its_own_figures() -> None:
    said = [
        entity("course", 0, "PMP"),
        entity("headcount", 8, "2"),
        entity("course", 12, "python"),
        entity("headcount", 24, "10"),
        entity("department", 40, "IT"),
    ]
    values = [[one["value"] for one in need] for need in read_needs(said)]
    assert values == [["PMP", "2", "IT"], ["python", "10", "IT"]]


def test_figures_before_each_training_go_with_it() -> None:
    said = [
        entity("headcount", 0, "10"),
        entity("course", 4, "Java"),
        entity("headcount", 10, "5"),
        entity("course", 14, "Go"),
    ]
    values = [[one["value"] for one in need] for need in read_needs(said)]
    assert values == [["10", "Java"], ["5", "Go"]]


def test_a_training_in_passing_is_no_need() -> None:
    said = [entity("course", 0, "PMP"), entity("headcount", 8, "2"), entity("course", 12, "lean")]
    (need,) = read_needs(said)
    assert [one["value"] for one in need] == ["PMP", "2"]
