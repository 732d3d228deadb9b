"""When it is asked what was meant, by the harm of a wrong reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.acting import certainty
from assistant.acting.features import ACTS, HARM
from assistant.acting.likeliest import Likely
from assistant.capabilities import of_kind
from assistant.conversation.doubting import PLAIN, SPEAKS_FOR, doubted
from assistant.message import Facts, Message
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation


@pytest.fixture
def message(sample_engine: BudgetEngine) -> Message:
    return replace(Conversation(sample_engine).message("…"), choices=("greet",))


def read(message: Message, capability: str, *likely: Likely, confidence: float = 0.9) -> Message:
    return doubted(_taken_for(message, capability, 1.0, *likely, confidence=confidence))


def _taken_for(
    message: Message, capability: str, share: float, *likely: Likely, confidence: float = 0.9
) -> Message:
    return replace(
        message,
        intent=capability,
        confidence=confidence,
        intents={capability: share},
        likely=likely,
    )


@pytest.mark.parametrize("capability", sorted(of_kind("change")))
def test_a_change_that_is_not_sure_is_asked_about(message: Message, capability: str) -> None:
    least = certainty("start", capability)
    likely = Likely("no", None, 0.5), Likely("start", capability, least - 0.01)
    unsure = read(message, capability, *likely)
    assert (unsure.intent, unsure.choices[0]) == ("nlu_fallback", capability)


@pytest.mark.parametrize("capability", sorted(of_kind("change")))
def test_a_change_that_is_sure_is_begun(message: Message, capability: str) -> None:
    least = certainty("start", capability)
    assert read(message, capability, Likely("start", capability, least)).intent == capability


def test_a_question_needs_less_than_a_change() -> None:
    looks = certainty("ask", "query_budget_status")
    assert all(looks < certainty("start", one) for one in of_kind("change"))


def test_what_else_it_may_be_comes_next(message: Message) -> None:
    likely = Likely("start", "approve_request", 0.2), Likely("ask", "query_request_status", 0.2)
    choices = read(message, "approve_request", *likely).choices
    assert choices == ("approve_request", "query_request_status", "greet")


def test_asking_about_it_is_no_sign_that_it_is_begun(message: Message) -> None:
    assert read(message, "approve_request", Likely("ask", "approve_request", 1.0)).intent != (
        "approve_request"
    )


def test_what_the_talk_has_made_of_it_stands(message: Message) -> None:
    unsure = Likely("start", "request_budget", 0.0)
    assert read(message, "request_budget", unsure, confidence=1.0).intent == "request_budget"


@pytest.mark.parametrize("capability", sorted(of_kind("change")))
def test_plain_words_are_enough_for_what_harms_nobody_else(
    message: Message, capability: str
) -> None:
    said = _taken_for(message, capability, PLAIN, Likely("unclear", None, 0.9))
    assert (doubted(said).intent == capability) == (capability in HARM["own"])


@pytest.mark.parametrize("act", sorted({*ACTS} - {*SPEAKS_FOR}))
def test_plain_words_are_not_enough_against_what_the_message_does(
    message: Message, act: str
) -> None:
    said = _taken_for(message, "answer_survey_goal", 0.9, Likely(act, None, 0.9))
    assert doubted(said).intent == "nlu_fallback"


def test_people_or_money_may_be_a_request_however_plain_a_goal_looks(message: Message) -> None:
    said = _taken_for(message, "answer_survey_goal", 0.9, Likely("unclear", None, 0.9))
    assert doubted(replace(said, facts=Facts(headcount=Decimal(20)))).intent == "nlu_fallback"
    assert doubted(said).intent == "answer_survey_goal"


def test_what_neither_asks_nor_changes_is_not_doubted(message: Message) -> None:
    assert read(message, "greet", Likely("social", "greet", 0.1)).intent == "greet"


def test_both_the_words_and_the_talk_have_to_speak_for_it(message: Message) -> None:
    capability, doubtful = "approve_request", {"approve_request": 0.1, "query_request_status": 0.8}
    likely = (Likely("start", capability, 0.9),)
    said = replace(message, intent=capability, confidence=0.9, intents=doubtful, likely=likely)
    assert doubted(said).intent == "nlu_fallback"
