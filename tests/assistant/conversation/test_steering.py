"""What a message is taken for, once it is known what it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.acting.likeliest import Likely
from assistant.conversation.steering import asked_beside, steered
from assistant.message import Message
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation


@pytest.fixture
def message(sample_engine: BudgetEngine) -> Message:
    return Conversation(sample_engine).message("…")


def read(message: Message, intents: dict[str, float], *likely: Likely) -> str:
    first = max(intents, key=lambda name: intents[name])
    return steered(replace(message, intent=first, intents=intents, likely=likely)).intent


def test_venting_is_no_goal(message: Message) -> None:
    intents = {"answer_survey_goal": 0.8}
    assert read(message, intents, Likely("fill", None, 0.7)) == "nlu_fallback"


def test_a_goal_that_is_begun_is_one(message: Message) -> None:
    intents = {"answer_survey_goal": 0.8}
    likely = Likely("start", "answer_survey_goal", 0.7)
    assert read(message, intents, likely) == "answer_survey_goal"


def test_an_ok_is_no_approval(message: Message) -> None:
    intents = {"approve_request": 0.6}
    assert read(message, intents, Likely("yes", "approve_request", 0.8)) == "affirm"


def test_of_two_close_readings_the_act_tells(message: Message) -> None:
    intents = {"simulate_allocation": 0.43, "transfer_budget": 0.38}
    likely = Likely("start", "transfer_budget", 0.7)
    assert read(message, intents, likely) == "transfer_budget"


def test_of_two_that_are_apart_the_likelier_stays(message: Message) -> None:
    intents = {"simulate_allocation": 0.7, "transfer_budget": 0.2}
    likely = Likely("start", "transfer_budget", 0.4)
    assert read(message, intents, likely) == "simulate_allocation"


def test_a_plain_act_tells_also_of_two_that_are_apart(message: Message) -> None:
    intents = {"simulate_allocation": 0.7, "transfer_budget": 0.2}
    likely = Likely("start", "transfer_budget", 0.7)
    assert read(message, intents, likely) == "transfer_budget"


def test_amid_a_flow_a_question_is_asked_and_nothing_begun(message: Message) -> None:
    beside = replace(
        message,
        intent="answer_survey_goal",
        likely=(Likely("start", "answer_survey_goal", 0.4), Likely("ask", "query_people", 0.3)),
    )
    assert asked_beside(beside).intent == "query_people"


def test_what_both_the_words_and_the_talk_speak_for_stays(message: Message) -> None:
    intents = {"request_budget": 0.7, "estimate_cost": 0.25}
    likely = Likely("ask", "estimate_cost", 0.56), Likely("start", "request_budget", 0.4)
    assert read(message, intents, *likely) == "request_budget"


def test_a_request_needs_no_second_sign(message: Message) -> None:
    intents = {"request_budget": 0.7, "estimate_cost": 0.25}
    assert read(message, intents, Likely("ask", "estimate_cost", 0.4)) == "request_budget"


def test_what_was_not_understood_is_what_the_act_says_for_sure(message: Message) -> None:
    intents = {"nlu_fallback": 0.6, "query_people": 0.3}
    assert read(message, intents, Likely("ask", "query_people", 0.9)) == "query_people"
    assert read(message, intents, Likely("ask", "query_people", 0.3)) == "nlu_fallback"


def test_what_was_not_understood_changes_nothing_unless_it_is_surer(message: Message) -> None:
    intents = {"nlu_fallback": 0.6, "approve_request": 0.3}
    assert read(message, intents, Likely("start", "approve_request", 0.5)) == "nlu_fallback"
