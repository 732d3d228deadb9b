"""What of people a text asks for, and since when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.querying.about import about_of, asks_count, asks_names, level_said, unkept
from assistant.querying.lasting import since

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("谁没有电工证", ("certificate",)),
        ("whose licence expires in May", ("certificate",)),
        ("哪些人没上过安全课", ("untrained",)),
        ("who never took the course", ("untrained",)),
        ("who hasn't been on a course", ("untrained",)),
        ("谁上过安全课", ("trained",)),
        ("who attended the course", ("trained",)),
        ("谁没通过考试", ("failed", "trained")),
        ("who failed the course", ("failed", "trained")),
        ("新入职的有哪些人", ("hired",)),
        ("new hires", ("hired",)),
        ("新员工里谁没参加过培训", ("untrained", "hired")),
        ("我们部门有多少人", ("listed",)),
        ("how many people are in Sales", ("listed",)),
        ("低于3分的有谁", ("below",)),
        ("who is below level 2.5", ("below",)),
        ("今年预算还剩多少", ()),
        ("what does the course cost", ()),
    ],
)
def test_what_of_people(text: str, about: tuple[str, ...]) -> None:
    assert set(about_of(text)) == set(about)


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("untrained", "谁两年没培训了", date(2024, 11, 23)),
        ("untrained", "半年没上课的", date(2026, 5, 23)),
        ("untrained", "who had no training for two years", date(2024, 11, 23)),
        ("untrained", "no training for more than 18 months", date(2025, 5, 23)),
        ("hired", "入职不到一年的", date(2025, 11, 23)),
        ("hired", "who joined less than 90 days ago", date(2026, 8, 25)),
        ("hired", "新员工", None),
    ],
)
def test_since_when(kind: str, text: str, first: date | None) -> None:
    assert since(kind, text, TODAY) == first


def test_names_or_how_many() -> None:
    assert asks_names("谁没上过课")
    assert asks_names("which sellers never came")
    assert not asks_names("没上过课的有多少")
    assert asks_count("没上过课的有多少")
    assert asks_count("how many never came")


def test_a_level_is_no_length_of_time() -> None:
    assert level_said("低于3.5分的") == Decimal("3.5")
    assert level_said("who is below 3") == Decimal(3)
    assert level_said("不到3年的") is None
    assert level_said("under 5 years") is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("女员工有几个", ["gender"]),
        ("how many women in Finance", ["gender"]),
        ("今年离职几个", ["leaving"]),
        ("who resigned", ["leaving"]),
        ("谁没上过课", []),
        ("who never took the course", []),
    ],
)
def test_what_nobody_keeps(text: str, what: list[str]) -> None:
    assert unkept(text) == what
