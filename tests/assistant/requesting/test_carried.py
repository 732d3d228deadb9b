"""What was talked about is not asked again when a request is begun; and what puts it off."""

from __future__ import annotations

import pytest

from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

REQUEST = "request_budget"
NAMES = {
    "店长": ("position", "PO-STM"),
    "店长管理": ("skill", "SK-STM"),
    "yield": ("kpi", "KP-YLD"),
    "良品率": ("kpi", "KP-YLD"),
    "equipment operation": ("course", "TC-EQ"),
    "精益生产": ("course", "TC-LEAN"),
}


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine, names=NAMES)


def test_the_course_behind_a_kpi_and_why(head: Conversation) -> None:
    head.say("how are we doing on yield?", "query_performance_gap")
    said = head.say("then put 50 people in for June", REQUEST)
    assert "I take from what we talked about: Equipment operating standards" in said
    assert head.slots["course"]["code"] == "TC-EQS"
    assert head.slots["headcount"] == 50
    assert "target" in head.slots["reason"]


def test_those_who_fall_short_are_counted(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine, "retail-head", names=NAMES)
    head.say("店长的差距怎么样", "query_skill_gap")
    said = head.say("那就把这些人都报上，明年5月", REQUEST)
    assert "接着刚才说的：店长管理培训" in said
    assert head.slots["headcount"] == 25


def test_a_training_that_is_named_is_the_one(head: Conversation) -> None:
    head.say("how are we doing on yield?", "query_performance_gap")
    said = head.say("equipment operation for 20 people in June", REQUEST)
    assert "talked about" not in said
    assert head.slots["course"]["code"] == "TC-EQ"


def test_what_was_long_ago_is_not_meant(head: Conversation) -> None:
    head.say("how are we doing on yield?", "query_performance_gap")
    for _ in range(5):
        head.say("thanks", "thanks_bye")
    head.say("I want to request a training", REQUEST)
    assert not head.slots.get("course")


def test_what_was_not_understood_may_have_named_nothing(head: Conversation) -> None:
    head.say("那天来了30个人")
    head.say("谢谢", "thanks_bye")
    assert "什么" in head.say("我要报个培训", REQUEST)


def test_what_was_not_understood_may_have_named_it(head: Conversation) -> None:
    head.say("听说精益生产的老师涨价了，真的假的？")
    head.say("我们要给60个人做，明年6月", REQUEST)
    assert head.slots["course"]["code"] == "TC-LEAN"


@pytest.mark.parametrize(
    "said",
    [
        "等等先不交，我跟财务通个气",
        "先别交",
        "don't submit yet, need to talk to finance",
        "hold off for now",
        "等老师报价再说",
    ],
)
def test_not_yet_keeps_the_draft_and_asks_nothing(head: Conversation, said: str) -> None:
    head.say("equipment operation for 20 people in June because of faults", REQUEST)
    before = dict(head.slots)
    answer = head.say(said, "handoff_to_human")
    assert len(answer.splitlines()) == 1
    for field in ("course", "headcount", "period", "reason"):
        assert head.slots.get(field) == before.get(field)
    assert "TR-" not in answer


@pytest.mark.parametrize("said", ["go", "交吧"])
def test_a_yes_names_no_training(head: Conversation, said: str) -> None:
    head.say("I want to request a training", REQUEST)
    head.say(said)
    assert not head.slots.get("course")


def test_of_words_only_the_training_is_its_name(head: Conversation) -> None:
    entity = {"entity": "course", "value": "we need Kubernetes", "start": 0, "end": 18}
    head.say("we need Kubernetes for 10 people", REQUEST, entity)
    assert head.slots["course"] == {"topic": "Kubernetes"}


def test_all_of_a_position_are_its_roster(sample_engine: BudgetEngine) -> None:
    head = Conversation(sample_engine, "retail-head", names=NAMES)
    said = head.say("店长管理，所有店长都报上，明年5月", REQUEST)
    assert "全部是 50 人" in said
    assert head.slots["headcount"] == 50


def test_a_question_of_another_training_leaves_the_draft(head: Conversation) -> None:
    head.say("equipment operation for 20 people in June because of faults", REQUEST)
    head.say("先说说精益生产去年一个人多少钱", "estimate_cost")
    assert head.slots["course"]["code"] == "TC-EQ"
    assert head.slots["headcount"] == 20


def test_a_training_put_in_its_place_changes_it(head: Conversation) -> None:
    head.say("equipment operation for 20 people in June because of faults", REQUEST)
    head.say("换成精益生产可以吗", REQUEST)
    assert head.slots["course"]["code"] == "TC-LEAN"


def test_a_position_alone_is_of_the_draft(head: Conversation) -> None:
    head.say("equipment operation for 20 people in June because of faults", REQUEST)
    juniors = {
        "entity": "position",
        "value": "workers",
        "start": 0,
        "end": 7,
        "candidates": [{"code": "PO-LINE", "name": "一线工人"}],
    }
    said = head.say("workers only please", "query_priorities", juniors)
    assert head.slots["position"]["code"] == "PO-LINE"
    assert "I took workers for" in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [("店长的差距怎么样", "把这些人报上"), ("店长的差距怎么样", "sign those up"),
     ("店长的差距怎么样", "ok, enrol them please")],
)  # fmt: skip
def test_those_just_told_of_are_signed_up(
    sample_engine: BudgetEngine, asked: str, said: str
) -> None:
    head = Conversation(sample_engine, "retail-head", names=NAMES)
    head.say(asked, "query_skill_gap")
    head.say(said, "nlu_fallback")
    assert head.slots["flow"] == "request_form"
    assert head.slots["course"]["code"]
    assert head.slots["headcount"] == 25


@pytest.mark.parametrize("said", ["sign those up", "把这些人报上"])
def test_without_anybody_told_of_nobody_is_signed_up(head: Conversation, said: str) -> None:
    head.say(said, "nlu_fallback")
    assert "flow" not in head.slots
