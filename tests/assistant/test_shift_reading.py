"""How much later or earlier, in both languages."""

import pytest

from assistant.shift_reading import Shift, read_shift


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("延后一个月", 1, 0),
        ("TR-2026-0004 推迟两周", 0, 14),
        ("往后推3个月", 3, 0),
        ("晚10天", 0, 10),
        ("再推迟一个季度", 3, 0),
        ("提前一周", 0, -7),
        ("提早两个月开课", -2, 0),
        ("延期半个月", 0, 15),
        ("推迟半年", 6, 0),
        ("延后十二天", 0, 12),
        ("顺延二十天", 0, 20),
        ("把TR-2026-0004推迟一年", 12, 0),
        ("push it back two weeks", 0, 14),
        ("push TR-2026-0004 back by a month", 1, 0),
        ("postpone it by 3 months", 3, 0),
        ("delay the course by a fortnight", 0, 14),
        ("two weeks later please", 0, 14),
        ("bring it forward by one month", -1, 0),
        ("move it up a week", 0, -7),
        ("three days earlier", 0, -3),
        ("move it back a quarter", 3, 0),
        ("half a year later", 6, 0),
    ],
)
def test_how_much(text: str, months: int, days: int) -> None:
    assert read_shift(text) == Shift(months, days)


@pytest.mark.parametrize(
    "text",
    [
        "推迟到4月",
        "改成8个人",
        "一个月后的预算还剩多少",
        "提前通知我",
        "推迟几天",
        "推迟二三十天",
        "send it back",
        "push it back to June",
        "two more people",
        "in a month",
        "it takes two weeks",
    ],
)
def test_what_moves_nothing(text: str) -> None:
    assert read_shift(text) is None
