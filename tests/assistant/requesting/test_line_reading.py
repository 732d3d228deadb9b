"""Which line a part of a message is about, where their names begin alike."""

from __future__ import annotations

from assistant.requesting.line_reading import Named, parts_of

LINES = [
    Named(place=0, names=("客户谈判", "客户谈判进阶")),
    Named(place=1, names=("客户跟进", "客户跟进技巧培训")),
]


def test_where_the_names_begin_to_differ() -> None:
    parts = parts_of("谈判是签单率低，跟进是转化率只有25%", (), LINES)
    assert [(one.places, one.text.strip("，")) for one in parts] == [
        ((0,), "谈判是签单率低"),
        ((1,), "跟进是转化率只有25%"),
    ]


def test_what_both_begin_with_names_neither() -> None:
    assert parts_of("客户投诉太多", (), LINES) == []
