"""What is to be different in a request that was filed: figures, texts, and what it has no place for."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.requests.listing import request_status
from tests.conversing import Conversation
from tests.workflow import HEAD, Office, build

AMEND = "amend_request"


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.mark.parametrize(
    ("said", "reason", "yes"),
    [
        ("把{}的人数改成3人，理由：5个人走不开", "5个人走不开", "确认"),
        ("{}的理由改成：5个人走不开，人数改成3人", "5个人走不开", "确认"),
        ("change the headcount of {} to 3, reason: 5 people are busy", "5 people are busy", "yes"),
    ],
)
def test_a_figure_and_a_reason_are_both_changed(
    office: Office, said: str, reason: str, yes: str
) -> None:
    number = office.submit(5)
    talk = Conversation(office.engine, HEAD, names={})
    talk.say(said.format(number), AMEND)
    change = talk.slots["decision_change"]
    assert (change["headcount"], change["reason"]) == (3, reason)
    talk.say(yes, "affirm")
    (line,) = office.do(HEAD, request_status, number).requests[0].lines
    assert line.headcount == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("把{}的人数改成3人，挑最弱的去", "挑最弱的去"),
        ("change {}: 3 people, and take the weakest ones", "take the weakest ones"),
    ],
)
def test_what_a_request_has_no_place_for_is_said(office: Office, said: str, words: str) -> None:
    number = office.submit(5)
    talk = Conversation(office.engine, HEAD, names={})
    answer = talk.say(said.format(number), AMEND)
    assert talk.slots["decision_change"] == {"headcount": 3}
    assert words in answer
