"""An answer that leaves out what was asked is another question's: it gives way, or says so."""

from __future__ import annotations

import pytest

from assistant.conversation import plain
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

BUDGET, HISTORY, PEOPLE = "query_budget_status", "query_training_history", "query_people"


@pytest.mark.parametrize(
    ("said", "intent", "left"),
    [
        ("去年发了多少年终奖", HISTORY, "年终奖"),
        ("government subsidies received for training last year", HISTORY, "subsidies"),
        ("一车间这个月停机损失多少万", BUDGET, "停机损失"),
        ("scrap cost while new hires were learning the press", PEOPLE, "learning"),
    ],
)
def test_what_is_not_on_record_is_named_and_no_figure_takes_its_place(
    sample_engine: BudgetEngine, said: str, intent: str, left: str
) -> None:
    talk = Conversation(sample_engine, person="director")
    told = talk.say(said, intent)
    assert left in told
    assert not any(one.isdigit() for one in told)


def test_the_answer_it_may_have_been_is_offered(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine, person="director")
    talk.say("去年发了多少年终奖", HISTORY)
    assert talk.choices == ["看培训历史"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("how much has the paint shop spent this year", "paint shop"),
        ("stamping shop budget left?", "stamping shop"),
    ],
)
def test_a_unit_that_is_not_there_is_named(
    sample_engine: BudgetEngine, said: str, named: str
) -> None:
    told = Conversation(sample_engine, person="director").say(said, BUDGET)
    assert f"“{named}”" in told


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("headcount per department", HISTORY, "Production: 222"),
        ("请提供本年度各部门年末预计支出", BUDGET, "生产部：210,000 元"),
        ("明年全公司人均培训预算是几块钱", BUDGET, "5,740.74 元"),
        ("哪门课大家打分最高", "query_training_effect", "评分"),
    ],
)
def test_a_query_that_tells_it_takes_its_place(
    sample_engine: BudgetEngine, said: str, intent: str, told: str
) -> None:
    assert told in Conversation(sample_engine, person="director").say(said, intent)


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("今年预算还剩多少", BUDGET, "2,170,000 元"),
        ("how much budget is left", BUDGET, "CNY 2,170,000"),
        ("去年办了哪些培训", HISTORY, "零售常规培训"),
        ("trainings held last year", HISTORY, "Retail basics"),
    ],
)
def test_what_is_told_in_full_stays(
    sample_engine: BudgetEngine, said: str, intent: str, told: str
) -> None:
    assert told in Conversation(sample_engine, person="director").say(said, intent)


def test_a_query_is_changed_where_its_rows_cannot_tell(sample_engine: BudgetEngine) -> None:
    talk = Conversation(sample_engine, person="finance")
    talk.say("2025 training cost by kind of cost", HISTORY)
    assert "Apr–Jun 2025" in talk.say("split it by quarter")


def test_what_is_no_query_is_not_told_as_one(sample_engine: BudgetEngine) -> None:
    """Its names are the catalogue's, and say nothing to who asks."""
    talk = Conversation(sample_engine, person="finance", names={"sales": ("department", "SAL")})
    talk.say("total spend this yr", BUDGET)
    assert "booked_on" not in talk.say("sales share")


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "去年发了多少年终奖",
            [
                "「年终奖」我这里分不出来或没有记录，不拿别的数字顶替。",
                "要看的如果是“看培训历史”，点下面就行。",
            ],
        ),
        (
            "what bonuses did we pay last year",
            [
                "I cannot tell that by “bonuses”, or it is not on record, and I put no other "
                "figure in its place.",
                "If you want to see the training history, press below.",
            ],
        ),
    ],
)
def test_what_is_left_out_is_said_so(
    sample_engine: BudgetEngine, said: str, lines: list[str]
) -> None:
    told = Conversation(sample_engine, person="director").say(said, HISTORY)
    assert told.splitlines() == lines


def test_words_that_people_said_are_not_kept_without_end() -> None:
    for number in range(3000):
        plain.says_little(f"word{number}")
    assert plain.says_little.cache_info().currsize <= plain._KEPT
