"""What is read of groups, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.requesting.group_reading import figures_beside, read_groups
from assistant.requesting.groups import Group
from assistant.understanding.quantities.read import read_quantities

KNOWN = (Group(words="早班", headcount=20), Group(words="line B", headcount=9))


def entities(text: str) -> list[dict[str, Any]]:
    return [
        {
            "entity": one.entity,
            "value": str(one.value) if isinstance(one.value, Decimal) else one.value,
            "start": one.start,
            "end": one.end,
            **one.extra,
        }
        for one in read_quantities(text, date(2026, 11, 28))
    ]


def said(text: str) -> list[tuple[str, str, int | None]]:
    found = read_groups(text, entities(text), KNOWN)
    return [(one.words, one.how, one.headcount) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A组8个，B组9个，C组10个", [("A组", "set", 8), ("B组", "set", 9), ("C组", "set", 10)]),
        ("8 from team A, 9 from team C", [("team A", "set", 8), ("team C", "set", 9)]),
        ("9个焊工和2个班长", [("焊工", "set", 9), ("班长", "set", 2)]),
        ("A组和B组各8个", [("A组", "set", 8), ("B组", "set", 8)]),
        ("早班改成12个", [("早班", "set", 12)]),
        ("make line B 12", [("line B", "set", 12)]),
        ("中班也加4个", [("中班", "add", 4)]),
        ("add 4 from the late shift", [("late shift", "add", 4)]),
        ("中班4个也去", [("中班", "add", 4)]),
        ("4 from the late shift as well", [("late shift", "add", 4)]),
        ("再加上中班4个", [("中班", "add", 4)]),
        ("早班少4个", [("早班", "take", 4)]),
        ("take 4 off line B", [("line B", "take", 4)]),
        ("早班不去了", [("早班", "gone", None)]),
        ("drop line B", [("line B", "gone", None)]),
        ("line C as well", [("line C", "also", None)]),
        ("其中中班4个", [("中班", "within", 4)]),
    ],
)
def test_each_group_with_what_becomes_of_it(
    text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "因为中班上月出了3次事故",
        "每班8个人",
        "放到3月",
        "because the late shift had 3 accidents",
        "20 people in March",
    ],
)
def test_other_figures_are_no_groups(text: str) -> None:
    assert not [one for one in said(text) if one[2]]


def test_a_headcount_of_no_group_stands_beside() -> None:
    text = "一共35人，中班那5个也算上"
    assert figures_beside(text, entities(text), KNOWN) == [35]
