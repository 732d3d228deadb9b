"""The first line of an answer with rows."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

HISTORY, BUDGET = "query_training_history", "query_budget_status"
UNITS = {
    "retail": ("department", "RET"),
    "production": ("department", "PRD"),
    "零售部": ("department", "RET"),
}


def head(engine: BudgetEngine, said: str, intent: str) -> str:
    talk = Conversation(engine, person="director", names=UNITS)
    return talk.say(said, intent).splitlines()[0]


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("2025年花费按费用种类", "合计 2,552,000 元"),
        ("spending by kind of cost in 2025", "CNY 2,552,000"),
    ],
)
def test_parts_add_up(sample_engine: BudgetEngine, said: str, total: str) -> None:
    assert total in head(sample_engine, said, HISTORY)


def test_people_of_courses_do_not_add_up(sample_engine: BudgetEngine) -> None:
    """Who took two courses would count twice."""
    assert "in all" not in head(sample_engine, "people trained by course in 2025", HISTORY)


def test_two_that_are_named_are_held_against_each_other(sample_engine: BudgetEngine) -> None:
    told = head(sample_engine, "production vs retail: training hours in 2025", HISTORY)
    assert "Production has 2,336 more (+26.3%)" in told


def test_the_larger_come_first(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine, person="director")
    lines = talk.say("headcount per department", HISTORY).splitlines()
    assert [lines[1][:13], lines[2][:9]] == ["1. Production", "2. Retail"]
