"""催催他: whoever has the turn is reminded, once it was confirmed."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from tests.company import HR
from tests.conversing import Conversation
from tests.workflow import FINANCE, HEAD, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def talk(office: Office, who: str = HEAD) -> Conversation:
    return Conversation(office.engine, who, names={})


@pytest.mark.parametrize(
    "text",
    [
        "催催他",
        "催一下",
        "提醒他快点批",
        "帮我催催领导",
        "让他赶紧的",
        "能不能提醒一下审批人",
        "remind him",
        "nudge her please",
        "can you poke the approver",
        "tell him to hurry up",
        "ping whoever has it",
        "send a reminder",
    ],
)
def test_whoever_has_it_is_reminded_once_it_was_confirmed(office: Office, text: str) -> None:
    office.submit()
    head = talk(office)
    summary = head.say(text, "out_of_scope")
    assert "name of HR1" in summary
    assert "step_chased" not in office.notices(HR)
    head.say("好" if head.choices[0] == "发提醒" else "yes", "affirm")
    assert "step_chased" in office.notices(HR)


def test_of_several_it_is_asked_which(office: Office) -> None:
    first, second = office.submit(3), office.submit(4)
    head = talk(office)
    head.say("催催他")
    assert head.choices[:2] == [first, second]
    assert second in head.press(second)


def test_the_request_that_is_talked_about_is_meant(office: Office) -> None:
    office.submit(3)
    second = office.submit(4)
    head = talk(office)
    head.say(
        f"{second}到哪了",
        "query_request_status",
        {"entity": "request_id", "value": second, "start": 0, "end": 12},
    )
    assert second in head.say("催催他")


def test_a_second_time_that_day_is_refused(office: Office) -> None:
    office.submit()
    head = talk(office)
    head.say("催催他")
    head.say("好", "affirm")
    assert "今天已经提醒过了" in head.say("再催一下")


def test_who_may_not_is_told_who_may(office: Office) -> None:
    number = office.submit()
    answer = talk(office, FINANCE).say(f"催一下{number}")
    assert "只有申请人和人力资源部" in answer


@pytest.mark.parametrize("text", ["没填的再催一遍", "给没回的人发个提醒", "nudge the rest"])
def test_a_survey_is_chased(office: Office, text: str) -> None:
    hr = talk(office, HR)
    hr.say("发个需求调查给全体员工", "launch_survey")
    hr.say("好", "affirm")
    summary = hr.say(text)
    assert "NS-" in summary
    hr.press("发提醒" if "发提醒" in hr.choices else "Send the reminder")
    assert "survey_due" in office.notices(HEAD)


def test_without_anything_that_waits_it_is_said_so(office: Office) -> None:
    assert "没有" in talk(office).say("催催他")


@pytest.mark.parametrize(
    "text", ["我不是催，就想知道到哪了", "i'll chase him myself", "打电话催他报销"]
)
def test_who_does_it_himself_is_not_taken_at_it(office: Office, text: str) -> None:
    office.submit()
    head = talk(office)
    head.say(text)
    assert "flow" not in head.slots


def test_amid_a_survey_that_is_put_together_it_drops_nothing(office: Office) -> None:
    hr = talk(office, HR)
    hr.say("发起明年需求调查", "launch_survey")
    answer = hr.say("nudge the rest")
    assert "dropped" not in answer
    assert hr.slots["statement"] == "launch_survey"
