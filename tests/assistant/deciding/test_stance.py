"""What negates or puts off a decision does nothing, and is no comment: a yes after it is one to
nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.deciding.stance import stance_of
from assistant.message import Facts
from assistant.reading.answers import PAUSE
from engine.store.database import Database
from engine.usecases.requests.listing import request_status
from tests.assistant.deciding.desk import Desk
from tests.company import HR
from tests.workflow import HEAD, Office, build

pytestmark = pytest.mark.long

LINES = (Path(__file__).parent / "stances.txt").read_text(encoding="utf-8").splitlines()
PHRASES = [(one.split("\t")[0], one.split("\t")[1:]) for one in LINES]
OPENING = {
    "approve_request": ("批准{}", HR, Facts()),
    "return_request": ("把{}退回，名单没附", HR, Facts()),
    "reject_request": ("驳回{}，今年没有安排", HR, Facts()),
    "withdraw_request": ("撤回{}", HEAD, Facts()),
    "amend_request": ("{}改成7个人", HEAD, Facts(headcount=Decimal(7))),
}


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def opened(office: Office, number: str, decision: str) -> Desk:
    text, who, facts = OPENING[decision]
    desk = Desk(office, who)
    asked = desk.say(text.format(number), decision, replace(facts, request_id=number))
    assert "确认" in asked, asked
    return desk


@pytest.mark.parametrize(("decision", "phrases"), PHRASES)
def test_what_keeps_from_it_leaves_it_undone(
    office: Office, decision: str, phrases: list[str]
) -> None:
    number = office.submit(8)
    for at, phrase in enumerate(phrases):
        desk = opened(office, number, decision)
        answer = desk.say(phrase, ("deny", decision, "give_reason")[at % 3])
        assert number in answer, phrase
        goes_away = PAUSE.search(phrase) is not None
        assert desk.slots["decision"] is None or goes_away, phrase
        desk.say(("好", "嗯", "ok", "确认")[at % 4], "affirm")
        found = office.do(HEAD, request_status, number).requests[0]
        assert (found.state, office.version(number)) == ("submitted", 1), phrase


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        ("withdraw_request", "课程取消了"),
        ("withdraw_request", "no longer needed"),
        ("withdraw_request", "the project was cancelled"),
        ("withdraw_request", "撤回吧"),
        ("reject_request", "太贵了"),
        ("reject_request", "不需要这个培训"),
        ("reject_request", "先做内部培训"),
        ("reject_request", "it is not needed"),
        ("return_request", "人数不要超过20"),
        ("return_request", "等他们补名单"),
        ("return_request", "不要请外部讲师"),
        ("approve_request", "不批"),
        ("approve_request", "no problem"),
        ("approve_request", "没意见"),
    ],
)
def test_a_reason_is_none_of_it(decision: str, text: str) -> None:
    assert stance_of(text, decision) is None


@pytest.mark.parametrize(
    "text", ["{}先别批", "先不批{}", "hold off on {}", "don't approve {} yet", "{}暂不批准"]
)
@pytest.mark.parametrize("intent", ["approve_request", "reject_request"])
def test_not_yet_leaves_it(office: Office, text: str, intent: str) -> None:
    number = office.submit(8)
    desk = Desk(office, HR)
    desk.say(text.format(number), intent, Facts(request_id=number))
    assert desk.slots["decision"] is None
    desk.say("好", "affirm")
    assert office.do(HEAD, request_status, number).requests[0].state == "submitted"


@pytest.mark.parametrize("text", ["{}不批", "don't approve {}", "{}不同意"])
@pytest.mark.parametrize("intent", ["approve_request", "reject_request", "return_request"])
def test_a_refusal_asks_how(office: Office, text: str, intent: str) -> None:
    number = office.submit(8)
    desk = Desk(office, HR)
    desk.say(text.format(number), intent, Facts(request_id=number))
    assert desk.offered == ["退回", "驳回", "先不办"]


@pytest.mark.parametrize(
    "text", ["先看看{}", "等一下，先看{}", "{}呢？", "let me see {} first", "what about {}?"]
)
@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("intent", ["approve_request", "track_request", "affirm"])
def test_another_request_closes_the_first(
    office: Office, text: str, short: bool, intent: str
) -> None:
    first, second = office.submit(8), office.submit(5)
    desk = opened(office, first, "approve_request")
    named = Facts() if short else Facts(request_id=second)
    answer = desk.say(text.format(second[-4:] if short else second), intent, named)
    assert first in answer
    assert second in answer
    desk.say("好", "affirm")
    states = {one.number: one.state for one in office.do(HEAD, request_status).requests}
    assert states == {first: "submitted", second: "submitted"}


@pytest.mark.parametrize(
    "text", ["除了{}都批准", "approve all but {}", "approve everything except {}"]
)
def test_all_but_one_is_of_the_others(office: Office, text: str) -> None:
    first, second = office.submit(8), office.submit(5)
    desk = Desk(office, HR)
    desk.say(text.format(second), "approve_request", Facts(request_id=second))
    assert desk.slots["decision_number"] == first
    desk.say("好", "affirm")
    states = {one.number: one.state for one in office.do(HEAD, request_status).requests}
    assert states == {first: "approved", second: "submitted"}


@pytest.mark.parametrize("text", ["驳回，太贵", "驳回", "reject it, too expensive"])
def test_another_act_has_its_own_question(office: Office, text: str) -> None:
    number = office.submit(8)
    desk = opened(office, number, "approve_request")
    answer = desk.say(text, "reject_request")
    assert "驳回" in answer
    assert desk.slots["decision"] == "reject_request"
    assert not desk.slots.get("decision_doubt")
