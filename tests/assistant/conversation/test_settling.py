"""What is replaced or ruled out is not what is meant."""

from __future__ import annotations

import pytest

from assistant.conversation.settling import settled, without_times_out
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation, named

UNITS = {
    "一车间": "W1",
    "二车间": "W2",
    "销售部": "SAL",
    "workshop 1": "W1",
    "workshop 2": "W2",
    "sales": "SAL",
}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("不是一车间，是二车间", "W2"),
        ("把一车间改成二车间", "W2"),
        ("从一车间换到二车间", "W2"),
        ("not workshop 1 but workshop 2", "W2"),
        ("change it from workshop 1 to workshop 2", "W2"),
        ("workshop 2 instead of workshop 1", "W2"),
        ("一车间的预算", "W1"),
        ("除了销售部，一车间还剩多少", "W1"),
        ("workshop 1 except sales", "W1"),
    ],
)
def test_the_unit_that_is_meant(sample_engine: BudgetEngine, text: str, unit: str) -> None:
    found = [
        named("department", code, name, text.find(name))
        for name, code in UNITS.items()
        if name in text
    ]
    message = Conversation(sample_engine).message(text, entities=tuple(found))
    department = settled(message).facts.department
    assert department is not None
    assert department["code"] == unit


def test_what_is_ruled_out_is_kept_apart(sample_engine: BudgetEngine) -> None:
    text = "除了销售部，一车间还剩多少"
    message = Conversation(sample_engine).message(
        text,
        entities=(named("department", "SAL", "销售部", 2), named("department", "W1", "一车间", 6)),
    )
    assert settled(message).ruled_out == ("销售部",)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("设备操作花了多少，除去2023年", "2023年"),
        ("设备操作的费用，不算2023年的", "2023年"),
        ("the cost of equipment operation, leaving out 2023", "2023"),
        ("what did equipment operation cost without 2023?", "2023"),
    ],
)
def test_a_year_left_out_is_not_the_year_asked_of(
    sample_engine: BudgetEngine, text: str, year: str
) -> None:
    message = without_times_out(Conversation(sample_engine).message(text))
    assert message.ruled_out == (year,)
    assert message.facts.past_period is None


@pytest.mark.parametrize("text", ["设备操作2024年花了多少", "what did it cost in 2024?"])
def test_a_year_asked_of_stays(sample_engine: BudgetEngine, text: str) -> None:
    message = Conversation(sample_engine).message(text)
    assert without_times_out(message) == message
