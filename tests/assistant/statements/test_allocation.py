"""Setting a unit's budget in the chat."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.statements.office import NEXT, allocated, approved_request, talk
from tests.conversing import Conversation

SET = "set_budget"


@pytest.fixture
def director(sample_engine: BudgetEngine) -> Conversation:
    return talk(sample_engine, "director")


@pytest.mark.parametrize(
    "said", ["把一车间2027年的预算定为80万", "set Workshop 1's 2027 budget to 800k"]
)
def test_a_sum_in_all(director: Conversation, said: str) -> None:
    summary = director.say(said, SET)
    assert "700,000" in summary
    assert "800,000" in summary
    assert allocated(director.engine, "W1", NEXT) == 700_000
    director.press("就这样定" if "一" in said else "Set the budget")
    assert allocated(director.engine, "W1", NEXT) == 800_000


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("一车间明年预算加10万", 800_000),
        ("一车间明年预算减10万", 600_000),
        ("一车间明年预算增加10%", 770_000),
        ("raise Workshop 1 by 50k in 2027", 750_000),
        ("lower Workshop 1's 2027 budget by 50k", 650_000),
    ],
)
def test_a_change_of_what_it_is(director: Conversation, said: str, amount: int) -> None:
    director.say(said, SET)
    director.say("好" if "一" in said else "yes", "affirm")
    assert allocated(director.engine, "W1", NEXT) == amount


def test_one_thing_after_another(director: Conversation) -> None:
    assert "Whose budget" in director.say("set a budget", SET)
    assert "CNY 700,000 now" in director.say("Workshop 1")
    assert "for the year 2027" in director.say("800k for 2027").lower()
    director.press("Set the budget")
    assert allocated(director.engine, "W1", NEXT) == 800_000


def test_another_sum_and_unit(director: Conversation) -> None:
    director.say("把一车间明年预算定为80万", SET)
    director.say("不是80万，是90万", SET)
    director.say("不是一车间，是研发部", SET)
    director.say("好", "affirm")
    assert allocated(director.engine, "RD", NEXT) == 900_000
    assert allocated(director.engine, "W1", NEXT) == 700_000


def test_less_than_is_bound_is_refused_at_once(director: Conversation) -> None:
    assert "210,000" in director.say("把一车间预算定为10万", SET)
    assert director.slots["requested_slot"] == "amount"


def test_what_no_longer_fits_is_said_before(director: Conversation) -> None:
    approved_request(director.engine)
    # Committed, so it bounds the budget of next year.
    assert "30,000" in director.say("把一车间2027年的预算定为2万", SET)


def test_several_units_are_one_too_many(director: Conversation) -> None:
    assert "一次说一个" in director.say("把一车间和研发部的预算都定为80万", SET)
    assert director.slots["requested_slot"] == "unit"


def test_a_foreign_sum_is_refused(director: Conversation) -> None:
    assert "CNY" in director.say("set Workshop 1's budget to 5,000 dollars", SET)
    assert director.slots["requested_slot"] == "amount"


def test_a_year_without_a_budget_is_asked_again(director: Conversation) -> None:
    director.say("set Workshop 1's budget for 2025 to 800k", SET)
    assert director.choices == ["2026", "2027"]
    assert "2027" in director.say("2027")


def test_a_unit_without_a_line_is_named_back(director: Conversation) -> None:
    assert "质量部" in director.say("把质量部预算定为10万", SET)
    assert director.slots["requested_slot"] == "unit"


def test_a_no_leaves_it(director: Conversation) -> None:
    director.say("把一车间明年预算定为80万", SET)
    director.press("不用了")
    assert allocated(director.engine, "W1", NEXT) == 700_000


@pytest.mark.parametrize("person", ["workshop-head", "hr", "finance", "worker"])
def test_who_may_not_is_told_at_once_who_can(sample_engine: BudgetEngine, person: str) -> None:
    other = talk(sample_engine, person)
    answer = other.say("set Workshop 1's budget to 800k", SET)
    assert "林红华" in answer
    assert "management" in answer
    assert other.slots.get("flow") is None
