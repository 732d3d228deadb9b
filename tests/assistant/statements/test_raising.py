"""按今年加5%编明年的: all budgets of a year by those of another, in one summary, once confirmed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.usecases.context import BudgetEngine
from tests.assistant.statements.office import NEXT, allocated, talk
from tests.conversing import Conversation

SET = "set_budget"
THIS = NEXT - 1


@pytest.fixture
def director(sample_engine: BudgetEngine) -> Conversation:
    return talk(sample_engine, "director")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("按今年加5%编明年的", "1.05"),
        ("make next years = this year +5%", "1.05"),
        ("明年预算按今年涨5%定", "1.05"),
        ("各部门明年都比今年多给5%", "1.05"),
        ("2027年预算就照今年的加百分之五", "1.05"),
        ("明年都按今年的数", "1"),
        ("明年统一上浮5%", "1.05"),
        ("明年预算全部下调3%", "0.97"),
        ("把明年的额度按今年的105%做了", "1.05"),
        ("set next years budgets 5% above this years", "1.05"),
        ("next year = this year + 5%", "1.05"),
        ("give everyone 5% more next year", "1.05"),
        ("same budgets as this year for next year", "1"),
        ("raise all budgets by 5% for 2027", "1.05"),
        ("2027 budgets: 2026 plus five percent", "1.05"),
        ("cut all budgets 3% next year", "0.97"),
        ("所有部门在今年基础上涨5%", "1.05"),
        ("roll this years budgets over to next year with 5% on top", "1.05"),
    ],
)
def test_all_of_a_year_by_those_of_another(director: Conversation, text: str, times: str) -> None:
    before = allocated(director.engine, "SAL", THIS)
    director.say(text)
    director.say("好" if "年" in text else "yes", "affirm")
    assert allocated(director.engine, "SAL", NEXT) == before * Decimal(times)


def test_every_unit_stands_in_the_summary(director: Conversation) -> None:
    summary = director.say("按今年加5%编明年的")
    assert "各增加 5%" in summary
    assert summary.count("→") == 1 + len([one for one in summary.splitlines() if one[0] == "·"])
    assert director.choices[0].startswith("定这 ")


def test_nothing_is_set_before_it_was_confirmed(director: Conversation) -> None:
    before = allocated(director.engine, "SAL", NEXT)
    director.say("按今年加5%编明年的")
    assert allocated(director.engine, "SAL", NEXT) == before
    director.say("算了", "cancel")
    assert allocated(director.engine, "SAL", NEXT) == before


def test_another_rate_takes_the_place_of_the_first(director: Conversation) -> None:
    director.say("按今年加5%编明年的")
    assert "各增加 3%" in director.say("改成3%")


def test_who_may_not_is_told_who_may(sample_engine: BudgetEngine) -> None:
    answer = talk(sample_engine, "hr").say("按今年加5%编明年的")
    assert "管理层" in answer


@pytest.mark.parametrize(
    "text",
    ["如果明年预算都加5%会怎样", "明年良品率目标比今年高5%", "how much is 5% more next year"],
)
def test_what_is_asked_is_not_set(director: Conversation, text: str) -> None:
    director.say(text)
    assert "statement" not in director.slots
