"""Setting a unit's budget in the chat."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.budgets.setting import BudgetBefore, budget_before
from engine.usecases.context import BudgetEngine
from tests.assistant.statements.office import NEXT, allocated, approved_request, talk
from tests.company import DIRECTOR, Company
from tests.conftest import engine_over
from tests.conversing import Conversation, named

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


@pytest.mark.parametrize(
    ("said", "intro", "sets"),
    [
        ("把质量部2027年预算定为10万", "第一笔", "就这样定"),
        ("set QC's 2027 budget to 100k", "this is the first", "Set the budget"),
    ],
)
def test_a_unit_without_a_line_gets_one(
    director: Conversation, said: str, intro: str, sets: str
) -> None:
    summary = director.say(said, SET)
    assert intro in summary
    assert "100,000" in summary
    assert "100,000" in director.press(sets)
    assert allocated(director.engine, "QC", NEXT) == 100_000


def test_who_paid_so_far_is_said(director: Conversation) -> None:
    assert "之前由星驰" in director.say("把质量部2027年预算定为10万", SET)


def test_a_change_of_nothing_is_asked_again(director: Conversation) -> None:
    assert "没法加减" in director.say("质量部2027年预算加10万", SET)
    assert director.slots["requested_slot"] == "amount"


@pytest.mark.parametrize(
    "said", ["一车间2027年二季度预算定20万", "set Workshop 1's Q2 2027 budget to 200k"]
)
def test_a_quarter_is_not_the_year(director: Conversation, said: str) -> None:
    summary = director.say(said, SET)
    assert "第2季度" in summary or "quarter 2" in summary
    director.say("好" if "一" in said else "yes", "affirm")
    assert allocated(director.engine, "W1", NEXT) == 700_000
    before = director.engine.perform(budget_before, "director", "test", "W1", NEXT)
    assert [(one.quarter, one.planned.amount) for one in before.phases] == [(2, 200_000)]


def test_quarters_are_told_with_the_budget(director: Conversation) -> None:
    director.say("一车间2027年二季度预算定20万", SET)
    director.press("就这样定")
    for question in ("一车间2027年还剩多少预算", "一车间2027年的预算按季度看"):
        answer = director.say(question, "query_budget_status")
        assert "第2季度：预算 200,000 元" in answer
        assert "不能" not in answer


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


@pytest.fixture
def boss(empty_store: Database) -> Conversation:
    """Whoever manages a company of its own, in which nobody has set any budget."""
    company = Company("冲压厂")
    press = company.unit("冲压车间", company.root)
    company.people(3, press)
    company.write(empty_store)
    names = {"冲压车间": ("department", "U2"), "press shop": ("department", "U2")}
    return Conversation(engine_over(empty_store), person=DIRECTOR, names=names)


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        ("给冲压车间设2027年培训预算18万", "就这样定"),
        ("set the 2027 training budget of the press shop to 180,000", "Set the budget"),
    ],
)
def test_the_first_budget_of_a_company(boss: Conversation, said: str, sets: str) -> None:
    summary = boss.say(said, SET)
    assert "180,000" in summary
    assert "2027" in summary
    assert budget(boss).line is None
    assert "180,000" in boss.press(sets)
    assert budget(boss).allocated.amount == 180_000


def test_the_first_budget_is_more_than_last_years(boss: Conversation) -> None:
    boss.say("给冲压车间设2026年培训预算10万", SET)
    boss.press("就这样定")
    summary = boss.say("冲压车间2027年预算增加10%", SET)
    assert "110,000" in summary
    assert "100,000" in summary
    boss.press("就这样定")
    assert budget(boss).allocated.amount == 110_000


def budget(boss: Conversation) -> BudgetBefore:
    return boss.engine.perform(budget_before, DIRECTOR, "test", "U2", NEXT)


@pytest.mark.parametrize(
    ("first", "then", "asked"),
    [
        ("给销售部定80万", "不对，850", "850,000"),
        ("set sales 800k", "sorry 850", "850,000"),
        ("set sales 800k for next year", "850", "850,000"),
    ],
)
def test_a_figure_a_thousand_times_smaller_than_before_is_asked_about(
    director: Conversation, first: str, then: str, asked: str
) -> None:
    """As 800k is put right with "850": neither is taken for the other."""
    director.say(first, SET)
    answer = director.say(then)
    assert asked in answer
    assert "850" in answer.replace(asked, "")
    assert director.slots["requested_slot"] == "amount"
    assert asked in director.press(next(one for one in director.choices if asked in one))


def test_a_small_sum_with_its_currency_is_taken(director: Conversation) -> None:
    director.say("给销售部明年定80万", SET)
    assert "850 元" in director.say("改成850元")


@pytest.mark.parametrize(
    ("said", "where"),
    [("预算定15%", "编明年的"), ("a budget of 15%", "make next year's")],
)
def test_a_share_of_no_year_is_not_dropped(director: Conversation, said: str, where: str) -> None:
    assert where in director.say(said, SET)


@pytest.mark.parametrize("said", ["销售部明年按今年加5%", "sales next year = this year +5%"])
def test_of_a_unit_that_is_named_it_is_that_of_the_unit(director: Conversation, said: str) -> None:
    summary = director.say(said, SET, named("department", "SAL", "销售部"))
    assert "630,000" in summary
    assert "735,000" not in summary


def test_a_share_of_what_stands_is_taken_and_not_explained(director: Conversation) -> None:
    assert "编明年的" not in director.say("一车间明年预算增加10%", SET)
