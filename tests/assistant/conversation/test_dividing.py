"""Several things in one message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import Turn, take_turn
from assistant.conversation.dividing import divided
from assistant.conversation.talk import Talk
from assistant.message import Message, Part
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation

BUDGET = {"query_budget_status": 0.9}
GAPS = {"query_skill_gap": 0.9}
THANKS = {"thanks_bye": 0.95}
REQUEST = {"request_budget": 0.9}


@pytest.fixture
def head(sample_engine: BudgetEngine) -> Conversation:
    return Conversation(sample_engine)


def said(head: Conversation, *sentences: tuple[str, dict[str, float], str]) -> list[Message]:
    """The messages that one of these sentences (text, capabilities, act) is divided into."""
    message = head.message(" ".join(text for text, _, _ in sentences))
    parts, at = [], 0
    for text, intents, act in sentences:
        parts.append(Part(at, at + len(text), intents, {act: 0.95}))
        at += len(text) + 1
    found: list[Message] = []
    whole = replace(message, parts=tuple(parts), readings={sentences[0][2]: 0.9})

    def divide(turn: Turn) -> None:
        found.extend(divided(turn))

    take_turn(head.engine, whole, Talk(), CollectingDispatcher(), divide)
    return found


def test_two_questions_are_two_messages(head: Conversation) -> None:
    found = said(head, ("设备操作差几个人？", GAPS, "ask"), ("预算还剩多少？", BUDGET, "ask"))
    assert [one.intent for one in found] == ["query_skill_gap", "query_budget_status"]
    assert [one.text for one in found] == ["设备操作差几个人？", "预算还剩多少？"]


def test_names_go_with_the_sentence_that_they_stand_in(head: Conversation) -> None:
    found = said(head, ("预算还剩多少？", BUDGET, "ask"), ("设备操作差几个人？", GAPS, "ask"))
    assert found[0].facts.course is None
    assert found[1].facts.course == {"code": "TC-EQ", "name": "设备操作"}
    assert found[1].entities[0]["start"] == 0


def test_each_has_a_number_of_its_own_so_that_none_is_taken_for_a_repetition(
    head: Conversation,
) -> None:
    found = said(head, ("设备操作差几个人？", GAPS, "ask"), ("预算还剩多少？", BUDGET, "ask"))
    assert len({one.message_id for one in found}) == 2


def test_courtesies_beside_a_question_are_left_out(head: Conversation) -> None:
    found = said(head, ("辛苦啦！", THANKS, "social"), ("预算还剩多少？", BUDGET, "ask"))
    assert [one.text for one in found] == ["预算还剩多少？"]


def test_the_same_asked_in_two_sentences_is_one_message(head: Conversation) -> None:
    found = said(head, ("预算还剩多少？", BUDGET, "ask"), ("今年的？", BUDGET, "ask"))
    assert [one.text for one in found] == ["预算还剩多少？ 今年的？"]


def test_what_gives_a_reason_stays_with_what_is_asked_for(head: Conversation) -> None:
    found = said(head, ("给20人报设备操作。", REQUEST, "start"), ("新来的多。", {}, "fill"))
    assert len(found) == 1


def test_an_ok_before_a_question_is_no_answer_to_anything(head: Conversation) -> None:
    found = said(head, ("行吧。", {"affirm": 0.9}, "yes"), ("预算还剩多少？", BUDGET, "ask"))
    assert [one.text for one in found] == ["预算还剩多少？"]
