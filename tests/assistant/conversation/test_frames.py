"""Short follow-ups: split, held against, part of a list, rows pointed at, why."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import NAMES, Conversation

BUDGET, HISTORY = "query_budget_status", "query_training_history"
RANKING, WHAT_IF = "query_priorities", "simulate_allocation"
UNITS = {
    "零售部": ("department", "RET"),
    "销售部": ("department", "SAL"),
    "一车间": ("department", "W1"),
    "研发": ("department", "RD"),
    "retail": ("department", "RET"),
    "sales": ("department", "SAL"),
}


@pytest.fixture
def director(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, person="director", names={**NAMES, **UNITS})


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("今年预算还剩多少", "再按季度拆"),
        ("how much budget is left", "and by quarter?"),
        ("今年预算还剩多少", "按月呢"),
        ("how much budget is left", "by month"),
    ],
)
def test_what_cannot_be_split_is_said(director: Conversation, first: str, then: str) -> None:
    director.say(first, BUDGET)
    answer = director.say(then)
    assert "财年" in answer or "fiscal year" in answer


@pytest.mark.parametrize(
    ("first", "against"),
    [("零售部预算还剩多少", "和去年比"), ("budget left of retail", "versus last year")],
)
def test_against_last_year_are_two_figures_and_their_difference(
    director: Conversation, first: str, against: str
) -> None:
    director.say(first, BUDGET)
    answer = director.say(against)
    assert all(one in answer for one in ("2025", "2026", "990,000", "220,000", "770,000"))


@pytest.mark.parametrize(
    ("first", "against", "then", "name"),
    [
        ("零售部预算还剩多少", "和去年比", "那销售部呢", "销售部"),
        ("budget left of retail", "versus last year", "and sales?", "Sales"),
    ],
)
def test_a_comparison_goes_on_with_another_unit(
    director: Conversation, first: str, against: str, then: str, name: str
) -> None:
    director.say(first, BUDGET)
    director.say(against)
    answer = director.say(then)
    assert name in answer
    assert "540,000" in answer
    assert "120,000" in answer


@pytest.mark.parametrize(
    ("first", "then", "unit"),
    [
        ("今年预算还剩多少", "谁最多", "零售部"),
        ("how much budget is left", "who has most", "Retail"),
        ("今年预算还剩多少", "最少的呢", "星驰"),
        ("how much budget is left", "and the least", "Xingchi"),
    ],
)
def test_one_end_of_a_list(director: Conversation, first: str, then: str, unit: str) -> None:
    director.say(first, BUDGET)
    answer = director.say(then)
    assert unit in answer
    assert len(answer.splitlines()) == 1


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [("培训需求排名", "第二个呢", "精益生产"), ("the ranking of needs", "the second one?", "Lean")],
)
def test_a_row_is_pointed_at_by_its_number(
    director: Conversation, first: str, second: str, name: str
) -> None:
    director.say(first, RANKING)
    answer = director.say(second)
    assert f"2. {name}" in answer
    assert "1. " not in answer


@pytest.mark.parametrize(
    ("first", "more", "everything"),
    [("去年办了哪些培训", "更多", "全部"), ("trainings held last year", "more", "all")],
)
def test_a_list_comes_by_pages(
    director: Conversation, first: str, more: str, everything: str
) -> None:
    answer = director.say(first, HISTORY)
    assert "8. " in answer
    assert "9. " not in answer
    answer = director.say(more)
    assert "9. " in answer
    assert "8. " not in answer
    assert "1. " in director.say(everything)


@pytest.mark.parametrize(
    ("first", "then"),
    [("培训需求排名", "只看前三个"), ("the ranking of needs", "only the first three")],
)
def test_only_so_many_rows(director: Conversation, first: str, then: str) -> None:
    director.say(first, RANKING)
    answer = director.say(then)
    assert "3. " in answer
    assert "4. " not in answer


def test_the_others_are_those_shown_and_not_named(director: Conversation) -> None:
    director.say("排名前三", RANKING)
    director.say("第一个呢")
    answer = director.say("另外两个呢")
    assert "2. " in answer
    assert "3. " in answer
    assert "1. " not in answer
    assert "4. " not in answer


def test_it_is_what_was_named_last_for_another_question(director: Conversation) -> None:
    director.say("去年办了哪些培训", HISTORY)
    director.say("第三个呢")
    assert "精益生产" in director.say("它的效果怎么样", "query_training_effect")


@pytest.mark.parametrize("capability", [BUDGET, HISTORY, RANKING, WHAT_IF])
@pytest.mark.parametrize("why", ["为什么", "why?", "太低了吧", "that seems low"])
def test_why_is_about_the_last_answer_whatever_it_was(
    director: Conversation, capability: str, why: str
) -> None:
    director.say("今年" if "w" not in why else "this year", capability)
    answer = director.say(why)
    assert answer == director.say(why, "explain_answer")
    assert "引擎" not in answer
    assert "engine" not in answer.lower()


def test_the_formula_is_told_to_those_who_ask(director: Conversation) -> None:
    director.say("今年预算还剩多少", BUDGET)
    assert "引擎" in director.say("公式和版本是什么", "explain_answer")


@pytest.mark.parametrize(
    ("shown", "wanted", "title"),
    [
        ("今年预算还剩多少", "把刚才分部门那张导出来", "2026 年培训预算"),
        ("this year's budget", "export the one by unit", "Training budget"),
    ],
)
def test_what_was_shown_is_exported(
    director: Conversation, shown: str, wanted: str, title: str
) -> None:
    director.say(shown, BUDGET)
    director.say("零售部去年办了哪些培训", HISTORY)
    assert title in director.say(wanted, "export_report")


@pytest.mark.parametrize(
    ("asked", "capability"),
    [
        ("明年总额砍到250万，零售部不许动", WHAT_IF),
        ("按比例砍的话一车间剩多少", BUDGET),
        ("cut the total by ten percent and spare retail", WHAT_IF),
        ("if we cut everything, what does retail have left", BUDGET),
    ],
)
def test_no_other_figure_for_what_units_would_get(
    director: Conversation, asked: str, capability: str
) -> None:
    answer = director.say(asked, capability)
    assert "没有改动" in answer or "Nothing was changed" in answer


def test_a_share_of_the_whole_is_reckoned(director: Conversation) -> None:
    answer = director.say("if I cut everything by ten percent what falls out", WHAT_IF)
    assert "2,790,000" in answer
    assert "2,635,000" in director.say("fifteen")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("培训的通过率是多少", "通过率"), ("what is the pass rate of our trainings", "")],
)
def test_a_figure_that_is_not_there_is_not_replaced(
    director: Conversation, asked: str, answered: str
) -> None:
    answer = director.say(asked, BUDGET)
    assert answered in answer
    assert "3,100,000" not in answer


@pytest.mark.parametrize("capability", [HISTORY, RANKING, "query_training_effect"])
def test_a_course_that_is_not_there_has_no_figures(director: Conversation, capability: str) -> None:
    text = "烘焙培训"
    course = {"entity": "course", "value": "烘焙", "start": 0, "end": 2}
    assert "没有叫「烘焙」的课" in director.say(text, capability, course)


@pytest.mark.parametrize(
    "asked", ["我手下的证书到期没", "他们上过什么课", "my assistants' certificates"]
)
def test_others_are_not_the_speaker(director: Conversation, asked: str) -> None:
    answer = director.say(asked, "query_profile")
    assert "谁的记录" in answer or "Whose record" in answer


@pytest.mark.parametrize(
    ("asked", "taken_for", "told"),
    [
        ("我打的分班长能看到吗", "give_feedback", "平均分"),
        ("谁能看到培训费用", HISTORY, "不对所有人公开"),
        ("领导口头授权我替他批可以吗", "query_request_status", "口头的不算"),
        ("who sees the stars I gave", "query_profile", "only the mean"),
        ("can my boss see a need that I report", "query_profile", "Nobody is shown it"),
    ],
)
def test_a_notion_is_told_from_the_book(
    director: Conversation, asked: str, taken_for: str, told: str
) -> None:
    assert told in director.say(asked, taken_for)
