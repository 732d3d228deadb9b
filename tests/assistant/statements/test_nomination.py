"""Who takes part in a training whose days are set, in words; and who was absent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.store.database import Database
from engine.usecases.requests.nominating import nominate, nominations
from engine.usecases.requests.scheduling import schedule_request
from engine.workflow.life import State
from tests.assistant.statements.test_on_request import talk
from tests.company import HR, YEAR
from tests.conversing import Entity, named
from tests.workflow import FINANCE, HEAD, WORKER, Office, build

APRIL = date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2)
HELD = datetime(YEAR + 1, 4, 3, 9, tzinfo=UTC)


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.fixture
def number(office: Office) -> str:
    found = office.approved(5)
    office.do(HR, schedule_request, found, *APRIL, office.key())
    return found


def person(text: str, code: str, words: str) -> Entity:
    return {**named("employee_name", code, words, text.index(words)), "name": words}


def nominated(office: Office, number: str) -> list[str]:
    return [one.code for one in office.do(HR, nominations, number)[0].people]


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("{number}报名小王", "确认"),
        ("安排小王去{number}", "确认"),
        ("把小王加进{number}", "确认"),
        ("nominate 小王 for {number}", "Yes, do that"),
        ("please put 小王 on {number}", "Yes, do that"),
    ],
)
def test_people_are_nominated_after_a_yes(office: Office, number: str, said: str, yes: str) -> None:
    text, chat = said.format(number=number), talk(office, HEAD)
    summary = chat.say(text, "schedule_training", person(text, WORKER, "小王"))
    assert "小王" in summary
    assert nominated(office, number) == []
    assert "小王" in chat.press(yes)
    assert nominated(office, number) == [WORKER]


@pytest.mark.parametrize(
    ("said", "yes"),
    [("取消小王的{number}报名", "确认"), ("withdraw 小王 from {number}", "Yes, do that")],
)
def test_a_nomination_is_withdrawn(office: Office, number: str, said: str, yes: str) -> None:
    office.do(HEAD, nominate, number, [WORKER], office.key())
    text, chat = said.format(number=number), talk(office)
    chat.say(text, "schedule_training", person(text, WORKER, "小王"))
    chat.press(yes)
    assert nominated(office, number) == []


def test_another_one_is_added_before_the_yes(office: Office, number: str) -> None:
    text, chat = f"{number}报名小王", talk(office, HEAD)
    chat.say(text, "schedule_training", person(text, WORKER, "小王"))
    chat.say("还有老李", "", person("还有老李", HEAD, "老李"))
    chat.press("确认")
    assert sorted(nominated(office, number)) == sorted([WORKER, HEAD])


def test_of_two_of_one_name_one_is_asked_for(office: Office, number: str) -> None:
    text, chat = f"{number}报名小王", talk(office, HEAD)
    both = [person(text, code, "小王") for code in (WORKER, HEAD)]
    chat.say(text, "schedule_training", *both)
    assert chat.choices == [f"小王（{WORKER}）", f"小王（{HEAD}）"]
    assert nominated(office, number) == []


def test_a_name_that_nobody_has_is_said(office: Office, number: str) -> None:
    text, chat = f"{number}报名小赵", talk(office, HEAD)
    nobody = {**person(text, "", "小赵"), "candidates": []}
    nobody.pop("code")
    assert "小赵" in chat.say(text, "schedule_training", nobody)
    assert nominated(office, number) == []


def test_more_than_fit_are_refused_before_the_yes(office: Office) -> None:
    found = office.approved(1)
    office.do(HR, schedule_request, found, *APRIL, office.key())
    text, chat = f"{found}报名小王和老李", talk(office, HEAD)
    both = [person(text, WORKER, "小王"), person(text, HEAD, "老李")]
    assert "名额" in chat.say(text, "schedule_training", *both)
    assert "flow" not in chat.slots


def test_who_nominates_nobody_is_told_who_does(office: Office, number: str) -> None:
    text = f"{number}报名小王"
    answer = talk(office, FINANCE).say(text, "schedule_training", person(text, WORKER, "小王"))
    assert "报名" in answer
    assert nominated(office, number) == []


def test_an_instructor_is_no_participant(office: Office) -> None:
    found, text = office.approved(5), "讲师老李，明年4月1日到2日"
    chat = talk(office)
    chat.say(f"{found}{text}", "schedule_training", person(f"{found}{text}", HEAD, "老李"))
    chat.press("确认排期")
    assert nominated(office, found) == []
    assert office.state(found) == State.SCHEDULED


def test_the_days_are_changed(office: Office, number: str) -> None:
    chat = talk(office)
    summary = chat.say(f"{number}改到明年4月8日到9日", "schedule_training")
    assert "可以改期" in summary
    chat.press("确认排期")
    assert office.do(HR, nominations, number)[0].start == date(YEAR + 1, 4, 8)


def test_what_waits_for_its_days_is_meant_before_what_has_some(office: Office, number: str) -> None:
    waiting = office.approved(7)
    assert waiting in talk(office).say("给培训排到明年4月8日", "schedule_training")


@pytest.mark.parametrize("said", ["{number}办完了，小王没来", "{number} was held, 小王 was absent"])
def test_who_is_said_to_be_absent_did_not_come(office: Office, number: str, said: str) -> None:
    office.do(HEAD, nominate, number, [WORKER, HEAD], office.key())
    office.now = HELD
    text, chat = said.format(number=number), talk(office)
    summary = chat.say(text, "record_delivery", person(text, WORKER, "小王"))
    assert "小王" in summary
    chat.say("好", "affirm")
    assert office.state(number) == State.DELIVERED


def test_who_is_nominated_and_said_to_be_away_must_add_up(office: Office, number: str) -> None:
    office.do(HEAD, nominate, number, [WORKER, HEAD], office.key())
    office.now = HELD
    chat = talk(office)
    assert "谁没来" in chat.say(f"{number}实到1人", "record_delivery")
    chat.say("小王没来，实到1人", "", person("小王没来，实到1人", WORKER, "小王"))
    chat.say("好", "affirm")
    assert office.state(number) == State.DELIVERED


def test_what_is_asked_and_said_of_nominations(office: Office, number: str) -> None:
    text, chat = f"{number}报名小王", talk(office, HEAD)
    assert chat.say(text, "schedule_training", person(text, WORKER, "小王")) == (
        f"给 {number}（course，2027年4月1–2日）报名：小王。会通知本人。\n"
        "办完以后还剩 4 个名额。\n这样办吗？"
    )
    assert chat.press("确认") == f"报好了：小王（{number}）。\n5 个名额，已报 1 人。"
    text, chat = f"withdraw 小王 from {number}", talk(office, HEAD)
    assert chat.say(text, "schedule_training", person(text, WORKER, "小王")) == (
        f"I will withdraw nominations for {number} (course, 1–2 Apr 2027): 小王. They are told.\n"
        "Free seats after that: 5.\nShall I do that?"
    )
    assert chat.press("Yes, do that") == (
        f"No longer nominated for {number}: 小王.\nTaken: 0 of 5 seats."
    )


def test_who_was_absent_is_named_in_the_summary(office: Office, number: str) -> None:
    office.do(HEAD, nominate, number, [WORKER, HEAD], office.key())
    office.now = HELD
    text, chat = f"{number}办完了，小王没来", talk(office)
    summary = chat.say(text, "record_delivery", person(text, WORKER, "小王"))
    assert "实到 1 人" in summary
    assert "· 没来：小王" in summary
