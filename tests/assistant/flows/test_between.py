"""Between flows: several that wait, a request that is asked about amid another one, a summary that
was changed since its button was shown."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from tests.assistant.flows.stages import NAMES, STAGES, Play, Stage, stored
from tests.company import DIRECTOR
from tests.conversing import Conversation
from tests.workflow import HEAD, Office, build

REQUEST, NEED, GOAL = "request_budget", "report_skill_need", "answer_survey_goal"


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.fixture
def head(office: Office) -> Conversation:
    return Conversation(office.engine, HEAD, names=NAMES)


def test_of_three_that_were_begun_none_is_lost(head: Conversation) -> None:
    head.say("质量课20人", REQUEST)
    assert "放一放" in head.say("我想学插花", NEED)
    assert "放一放" in head.say("我们的目标是明年合格率到95%", GOAL)
    assert "插花" in head.say("算了", "cancel")
    assert head.slots["flow"] == "need_form"
    assert "质量课" in head.say("算了", "cancel") or head.slots["headcount"] == 20
    assert (head.slots["flow"], head.slots["headcount"]) == ("request_form", 20)


def test_each_is_done_and_the_one_before_comes_back(office: Office, head: Conversation) -> None:
    head.say("质量课20人", REQUEST)
    head.say("我想学插花", NEED)
    head.say("我们的目标是明年合格率到95%", GOAL)
    before = stored(office)
    assert "插花" in head.say("好", "affirm")
    head.say("好", "affirm")
    assert stored(office) != before
    assert (head.slots["flow"], head.slots["headcount"]) == ("request_form", 20)


def test_another_statement_lets_the_first_wait(office: Office) -> None:
    director = Conversation(office.engine, DIRECTOR, names=NAMES)
    director.say("把一部明年预算定为20万", "set_budget")
    director.say("从12月1日到15日让HEAD1代我审批", "delegate")
    assert "回到刚才的预算调整" in director.say("算了", "cancel")


def test_a_request_is_asked_about_amid_another_one(office: Office, head: Conversation) -> None:
    number = office.submit(10)
    head.say("质量课20人", REQUEST)
    answer = head.say(f"{number}现在在谁手上？", "query_people", confidence=0.4)
    assert "人力资源部核对" in answer
    assert head.slots["flow"] == "request_form"


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.flow)
def test_the_button_of_a_summary_that_was_changed_shows_it_as_it_is(
    office: Office, stage: Stage
) -> None:
    if not stage.fixed:
        pytest.skip("there is nothing to correct")
    play = Play.of(stage, office).to_summary()
    old = play.talk.replies
    play.say(stage.fix)
    before = stored(office)
    play.talk.replies = old
    said = play.talk.press(play.button)
    assert stored(office) == before
    assert play.is_open
    assert "按钮" in said
