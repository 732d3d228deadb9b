"""Which course is meant by words that are not quite its name."""

from __future__ import annotations

import pytest

from assistant.requesting.called import course_called
from engine.queries.catalogue import CatalogueName

NAMES = [
    CatalogueName("course", code, name)
    for code, name in (
        ("EQ", "设备操作技能培训"),
        ("EQ", "Equipment operation"),
        ("EQS", "设备操作规范培训"),
        ("EQS", "Equipment operating standards"),
        ("STM", "店长管理培训"),
        ("SAL", "导购销售技巧培训"),
    )
]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("operating standards", "EQS"),
        ("equipment operaton", "EQ"),
        ("店长官理培训", "STM"),
        ("导购消售技巧", "SAL"),
        ("操作规范", "EQS"),
        ("equipment", None),
        ("设备操作", "EQ"),
        ("插花", None),
        ("培训", None),
    ],
)
def test_the_course_that_is_meant(said: str, code: str | None) -> None:
    found = course_called(said, NAMES)
    assert (found.code if found else None) == code
