"""A message as a language model retells it: used where it adds nothing, left where it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from assistant import base
from assistant.language_model import LanguageModel
from assistant.retelling import retell
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

Tell = Callable[..., None]
LEFT = {"act": "ask", "of": "query_budget_status", "says": "冲压车间今年的培训预算还剩多少？"}


class Model(LanguageModel):
    """Answers with what the test puts in `told`, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(url="x")
        self.told: Any = None
        self.asked: list[str] = []

    def answer(self, task: str, question: str) -> dict[str, Any] | None:
        self.asked.append(question)
        return self.told if self.told is None else {"does": self.told}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setattr(retell, "the_language_model", lambda: made)
    monkeypatch.setattr(base, "the_language_model", lambda: made)
    return made


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


def test_what_it_retells_is_answered(model: Model, head: Conversation) -> None:
    model.told = [{**LEFT, "says": "培训预算还剩多少？"}]
    assert "培训预算" in head.say("银子还够不够使")


def test_each_thing_is_done_in_turn(model: Model, head: Conversation) -> None:
    model.told = [
        {"act": "ask", "of": "query_budget_status", "says": "培训预算还剩多少？"},
        {"act": "start", "of": "request_budget", "says": "给20个人申请设备操作培训"},
    ]
    said = head.say("银子还够不够使？够的话给20个人报设备操作")
    assert "培训预算" in said
    assert head.slots["headcount"] == 20


def test_a_bare_yes_is_one_for_the_flow(model: Model, head: Conversation) -> None:
    model.told = [
        {
            "act": "start",
            "of": "request_budget",
            "says": "申请设备操作培训，20人，2027年3月，理由：报废率上升",
        }
    ]
    head.say("设备操作，20人，2027年3月，报废率上升")
    model.told = [{"act": "stop", "of": "request_budget", "says": ""}]
    head.say("嗨，这事儿还是回头再议吧，不搞了")
    assert "flow" not in head.slots


def test_it_sees_the_talk_before(model: Model, head: Conversation) -> None:
    head.say("银子还够不够使")
    head.say("你说啥呢")
    assert "银子还够不够使" in model.asked[-1]


def test_it_sees_no_names_of_people(
    model: Model, head: Conversation, sample_engine: BudgetEngine
) -> None:
    head.say("王建国会设备操作吗，E000001呢")
    assert "E000001" not in model.asked[-1]


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "approve",
        [{"act": "delete", "of": None, "says": ""}],
        [{"act": "start", "of": "request_budget", "says": "给200人申请设备操作培训"}],
        [{"act": "start", "of": "request_budget", "says": "给20人申请精益生产培训"}],
        [{"act": "start", "of": "request_budget", "says": "给20人申请，一共8万元"}],
    ],
    ids=["none", "empty", "no list", "no act", "a figure", "a course", "a sum"],
)
def test_what_nobody_said_or_is_of_no_form_is_as_if_it_had_said_nothing(
    model: Model, head: Conversation, sample_engine: BudgetEngine, told: Any
) -> None:
    model.told = told
    said = head.say("给20人报设备操作", "request_budget")
    assert head.slots["headcount"] == 20
    assert said == Conversation(sample_engine).say("给20人报设备操作", "request_budget")


def test_a_button_is_not_retold(model: Model, head: Conversation) -> None:
    head.say("设备操作，20人，2027年3月，因为报废率上升", "request_budget")
    asked = len(model.asked)
    head.press(head.choices[-1])
    assert len(model.asked) == asked


def test_where_nobody_reads_for_it_the_message_stands_as_it_was_said(
    model: Model, head: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(_self: Conversation, _text: str) -> dict[str, Any]:
        raise httpx.ConnectError("gone")

    monkeypatch.setattr(Conversation, "_read", unreachable)
    model.told = [LEFT]
    head.say("给20人报设备操作", "request_budget")
    assert head.slots["headcount"] == 20
