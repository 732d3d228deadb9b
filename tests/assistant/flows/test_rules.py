"""The rules of talk that hold for whatever writes: every flow, at its summary and before it."""

from __future__ import annotations

import pytest

from assistant.capabilities import CAPABILITIES
from engine.store.database import Database
from tests.assistant.flows.stages import NAMES, STAGES, Play, Said, Stage, stored
from tests.conversing import Conversation
from tests.workflow import HEAD, Office, build

pytestmark = pytest.mark.long

NONSENSE = "嘎嘎嘎嘎"
NEED = "report_skill_need"
every_flow = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.flow)


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


# Not on the stage yet, so that these rules are not tried on them; what they do is in
# `tests/assistant/records`.
ELSEWHERE = {"answer_survey", "decline_training"}


def test_every_flow_is_on_stage() -> None:
    writing = {one.name for one in CAPABILITIES.values() if one.flow}
    assert writing - {stage.flow for stage in STAGES} == ELSEWHERE


@every_flow
def test_nothing_is_stored_before_the_yes_and_once_after_it(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office)
    before = stored(office)
    play.to_summary()
    assert stored(office) == before
    play.talk.say("好", "affirm")
    after = stored(office)
    assert after != before
    assert not play.is_open
    play.talk.say("好", "affirm")
    assert stored(office) == after


@every_flow
@pytest.mark.parametrize("no", [("不用了", "deny"), ("算了", "cancel"), ("算了，不弄了", "cancel")])
def test_a_no_or_a_stop_ends_it(office: Office, stage: Stage, no: Said) -> None:
    if stage.flow == "request_budget" and no[1] == "deny":
        pytest.skip("a no to its summary asks what is to be changed")
    play = Play.of(stage, office).to_summary()
    before = stored(office)
    play.say(no)
    assert stored(office) == before
    assert not play.is_open


@every_flow
def test_a_stop_names_what_is_left(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office)
    wishes = stage.flow == NEED
    play.say(("质量课20人", "request_budget") if wishes else ("我想学插花", NEED))
    waiting = play.talk.slots["flow"]
    assert "放一放" in play.say(stage.opens)
    before = stored(office)
    assert "回到刚才的" in play.talk.say("算了", "cancel")
    assert (play.talk.slots["flow"], stored(office)) == (waiting, before)


@every_flow
def test_a_pause_keeps_it_and_a_yes_after_it_shows_it_again(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office).to_summary()
    before, flow = stored(office), play.talk.slots["flow"]
    play.talk.say("我先去开个会，回头再说")
    assert (play.talk.slots.get("flow"), stored(office)) == (flow, before)
    play.talk.say("好", "affirm")
    assert stored(office) == before
    assert play.shows_summary


@every_flow
@pytest.mark.parametrize(
    "yes", [("好", "affirm"), ("行，记上吧", ""), ("ok go ahead", ""), ("可以，提交", "")]
)
def test_a_yes_after_what_was_not_understood_shows_the_summary_again(
    office: Office, stage: Stage, yes: Said
) -> None:
    play = Play.of(stage, office).to_summary()
    before = stored(office)
    play.talk.say(NONSENSE)
    play.say(yes)
    assert stored(office) == before
    if yes[1]:
        assert play.shows_summary
        play.say(yes)
        assert stored(office) != before


@every_flow
def test_a_button_of_an_older_summary_does_nothing(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office).to_summary()
    old = play.talk.replies
    play.talk.say("算了", "cancel")
    play.to_summary()
    before = stored(office)
    play.talk.replies = old
    play.talk.press(play.button)
    assert stored(office) == before
    assert play.is_open


@every_flow
def test_the_button_names_the_act_and_does_it(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office).to_summary()
    before = stored(office)
    assert play.button not in ("好", "是", "确认", "确定", "行")
    assert play.button.startswith(stage.yes)
    play.talk.press(play.button)
    assert stored(office) != before


@every_flow
def test_a_question_beside_is_answered_and_the_flow_comes_back_in_a_line(
    office: Office, stage: Stage
) -> None:
    play = Play.of(stage, office).to_summary()
    before = stored(office)
    assert "请假" in play.talk.say("年假怎么请？", "out_of_scope")
    last = play.talk.replies[-1]
    assert "等您确认" in last.text
    assert len(last.text.splitlines()) == 1
    assert stored(office) == before
    play.talk.press(play.button)
    assert stored(office) != before


@every_flow
def test_the_second_failure_offers_ways_out(office: Office, stage: Stage) -> None:
    play = Play.of(stage, office).to_summary()
    assert play.talk.say(NONSENSE) != play.talk.say(NONSENSE)
    assert "算了" in play.talk.choices
    play.talk.press("算了")
    assert not play.is_open


@pytest.mark.parametrize(
    "opens", [("质量课20人", "request_budget"), ("我想上报一个技能需求", "report_skill_need")]
)
def test_a_yes_before_all_is_known_says_what_is_missing(office: Office, opens: Said) -> None:
    talk, before = Conversation(office.engine, HEAD, names=NAMES), stored(office)
    asked = talk.say(*opens).splitlines()[-1]
    said = talk.say("好的，确认", "affirm")
    assert stored(office) == before
    assert "还差一项，先补上" in said
    assert said.endswith(asked)
    assert "算了" not in talk.choices
    talk.say("好的，确认", "affirm")
    assert "算了" in talk.choices


@every_flow
def test_what_is_corrected_at_the_summary_is_echoed_and_shown_anew(
    office: Office, stage: Stage
) -> None:
    if not stage.fixed:
        pytest.skip("there is nothing to correct")
    play = Play.of(stage, office).to_summary()
    before = stored(office)
    said = play.say(stage.fix)
    assert stage.fixed in said
    assert play.talk.slots["requested_slot"] == "confirmed"
    assert play.shows_summary
    assert stored(office) == before
