"""Trainings the catalogue does not know, found by the words around them."""

import pytest

from assistant.understanding.names.asked_topics import read_topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("想报个量子共情沟通力的课，12个人", "量子共情沟通力"),
        ("给团队做一次危机公关培训", "危机公关"),
        ("要报“冷链安全”的培训", "冷链安全"),
        ("我想学点管理", "管理"),
        ("想提高焊接水平", "焊接水平"),
        ("training on cold chain safety", "cold chain safety"),
        ("we need a forklift course", "forklift"),
        ("I want to learn pivot tables", "pivot tables"),
        ("need PMP for 3 of my project managers", "PMP"),
        ("I want to apply for crane safety for Logistics", "crane safety"),
    ],
)
def test_topics(text: str, topic: str) -> None:
    span = read_topic(text)
    assert span is not None
    assert text[slice(*span)] == topic


@pytest.mark.parametrize(
    "text",
    [
        "我要申请培训预算",
        "预算还剩多少",
        "how much budget is left",
        "I need money for my team",
        "你好",
    ],
)
def test_no_topic(text: str) -> None:
    assert read_topic(text) is None
