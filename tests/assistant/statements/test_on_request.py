"""From an approved request to a closed one, in words: days, attendance, results, closing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.conversation.talk import Talk
from engine.store.database import Database
from engine.usecases.requests.draft import RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.scheduling import schedule_request
from engine.usecases.requests.submitting import submit_request
from engine.workflow.life import State
from tests.company import DIRECTOR, HR, YEAR
from tests.conversing import Conversation
from tests.workflow import FINANCE, HEAD, Office, build, draft

NAMES = {"质量课": ("course", "TC1"), "quality course": ("course", "TC1")}
NUMBERS = itertools.count(100, 100)
HELD = datetime(YEAR + 1, 4, 3, 9, tzinfo=UTC)


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def talk(office: Office, who: str = HR) -> Conversation:
    # Another conversation has other messages, so that no key is used twice.
    return Conversation(office.engine, who, names=NAMES, talk=Talk(messages=next(NUMBERS)))


def scheduled(office: Office, headcount: int = 20) -> str:
    number = office.approved(headcount)
    chat = talk(office)
    chat.say(f"{number}排到明年4月1日到2日", "schedule_training")
    chat.press("确认排期")
    assert office.state(number) == State.SCHEDULED
    office.now = HELD
    return number


def delivered(office: Office, headcount: int = 20) -> str:
    number = scheduled(office, headcount)
    chat = talk(office)
    chat.say(f"{number}实到18人", "record_delivery")
    chat.press("确认登记")
    assert office.state(number) == State.DELIVERED
    return number


# --- days ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "yes"),
    [("0001排到明年4月1日到2日", "确认排期"), ("set 0001 to 1 and 2 April", "Yes, set the days")],
)
def test_days_are_set_after_a_yes(office: Office, said: str, yes: str) -> None:
    number = office.approved()
    chat = talk(office)
    summary = chat.say(said.replace("0001", number), "schedule_training")
    assert number in summary
    assert str(YEAR + 1) in summary
    assert office.state(number) == State.APPROVED
    assert number in chat.press(yes)
    assert office.state(number) == State.SCHEDULED


def test_the_only_one_that_fits_is_named_and_asked_for_its_days(office: Office) -> None:
    number = office.approved()
    chat = talk(office)
    assert number in chat.say("给培训排个日期", "schedule_training")
    assert "4月1" in chat.say("明年4月1日到2日")
    assert "4月8" in chat.say("改成4月8日到9日")
    chat.say("好")
    view = office.do(HR, request_status, number).requests[0]
    assert (view.lines[0].start.day, view.lines[0].end.day) == (8, 9)


def test_days_come_first_and_the_request_after(office: Office) -> None:
    first, second = office.approved(5), office.approved(6)
    chat = talk(office)
    assert "哪个申请" in chat.say("明年4月1日到2日办培训", "schedule_training")
    assert len(chat.choices) == 2
    assert second in chat.say(second[-4:])
    assert "不改" not in chat.say("确认")
    assert (office.state(first), office.state(second)) == (State.APPROVED, State.SCHEDULED)


def test_days_that_cannot_be_are_said_and_asked_anew(office: Office) -> None:
    number = office.approved()
    chat = talk(office)
    answer = chat.say(f"{number}排到2031年4月1日", "schedule_training")
    assert "2031" in answer
    assert "哪几天" in answer
    assert chat.slots["requested_slot"] == "days"


def test_a_no_sets_nothing(office: Office) -> None:
    number = office.approved()
    chat = talk(office)
    chat.say(f"{number}排到明年4月1日", "schedule_training")
    chat.say("不用了", "deny")
    assert office.state(number) == State.APPROVED
    assert "flow" not in chat.slots


def test_who_does_not_run_trainings_is_told_who_does(office: Office) -> None:
    number = office.approved()
    answer = talk(office, HEAD).say(f"{number}排到明年4月", "schedule_training")
    assert "人力资源" in answer
    assert office.state(number) == State.APPROVED


def test_a_request_that_is_not_approved_is_said_to_be_none(office: Office) -> None:
    number = office.submit()
    answer = talk(office).say(f"schedule {number} for 1 April", "schedule_training")
    assert number in answer
    assert "not possible" in answer


def test_a_question_amid_is_answered_and_the_days_come_back(office: Office) -> None:
    number = office.approved()
    chat = talk(office)
    chat.say(f"{number}排到明年4月1日", "schedule_training")
    chat.say("预算还剩多少？", "query_budget_status")
    assert "排期" in chat.replies[-1].text
    chat.press("确认排期")
    assert office.state(number) == State.SCHEDULED


# --- attendance ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "came"),
    [
        ("实到18人", 18),
        ("应到20实到17", 17),
        ("缺勤3人", 17),
        ("全到了", 20),
        ("一个人都没来", 0),
        ("18 people came", 18),
        ("everybody came", 20),
        ("3 were absent", 17),
        ("nobody came", 0),
    ],
)
def test_how_many_came(office: Office, said: str, came: int) -> None:
    number = scheduled(office)
    chat = talk(office)
    chat.say(f"{number} {said}", "record_delivery")
    chat.press("确认" if "确认登记" in chat.choices else "Yes")
    view = office.do(HR, request_status, number).requests[0]
    assert (view.state, view.lines[0].delivered) == (State.DELIVERED, came)


def test_attendance_is_asked_and_corrected(office: Office) -> None:
    number = scheduled(office)
    chat = talk(office)
    assert "实到多少" in chat.say("质量课办完了", "record_delivery")
    assert "18 人" in chat.say("18")
    assert "17 人" in chat.say("不对，是17人")
    chat.say("好")
    view = office.do(HR, request_status, number).requests[0]
    assert view.lines[0].delivered == 17


def test_every_line_is_asked_for_its_own(office: Office) -> None:
    line = draft(10).lines[0]
    two = RequestDraft((line, replace(line, headcount=6, audience="night shift")))
    number = office.do(HEAD, submit_request, two, office.key()).request.number
    for decider in (HR, HR, HR, FINANCE, DIRECTOR):
        if office.state(number) != State.APPROVED:
            office.approve(number, decider)
    days = (date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2))
    office.do(HR, schedule_request, number, *days, office.key())
    office.now = HELD
    chat = talk(office)
    assert "10 人" in chat.say(f"{number}办完了", "record_delivery")
    assert "6 人" in chat.say("9人")
    chat.say("全到了")
    chat.press("确认登记")
    view = office.do(HR, request_status, number).requests[0]
    assert [line.delivered for line in view.lines] == [9, 6]


def test_a_course_of_which_there_is_no_request_takes_no_other(office: Office) -> None:
    office.approved()
    chat = Conversation(office.engine, HR, names={"插花": ("course", "TC9")})
    assert "没有" in chat.say("给插花排期", "schedule_training")
    assert chat.slots["requested_slot"] == "request"


def test_more_than_planned_is_said_and_meant(office: Office) -> None:
    number = scheduled(office)
    chat = talk(office)
    assert "多" in chat.say(f"{number}实到22人", "record_delivery")
    chat.press("确认登记")
    assert office.state(number) == State.DELIVERED


def test_far_too_many_are_asked_again(office: Office) -> None:
    number = scheduled(office)
    chat = talk(office)
    chat.say(f"{number}实到200人", "record_delivery")
    assert chat.slots["requested_slot"] == "attended"
    assert office.state(number) == State.SCHEDULED


def test_a_day_before_is_the_last_one(office: Office) -> None:
    number = scheduled(office)
    answer = talk(office).say(f"{number} was held on 2 April, 18 people came", "record_delivery")
    assert f"2 Apr {YEAR + 1}" in answer


# --- results ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("满意度90%，测了16人", ("满意度", "90%", "16 人", "反应层")),
        ("18人里16人通过", ("学习层", "88.9%", "18 人")),
        ("测试成绩从60到85", ("学习层", "60", "85", "18 人")),
        ("satisfaction was 90%", ("satisfaction", "90%", "18 people", "reaction")),
        ("16 of 18 passed", ("learning", "88.9%", "18 people")),
        ("test score before 60, after 85", ("learning", "60", "85")),
    ],
)
def test_a_result_is_summed_up_and_stored(
    office: Office, said: str, parts: tuple[str, ...]
) -> None:
    number = delivered(office)
    chat = talk(office)
    summary = chat.say(f"{number} {said}", "record_evaluation")
    assert [part for part in parts if part not in summary] == []
    stored = chat.press("确认" if "确认录入" in chat.choices else "Yes")
    assert number in stored


def test_a_result_is_asked_for_piece_by_piece(office: Office) -> None:
    delivered(office)
    chat = talk(office)
    assert "哪一层" in chat.say("质量课的评估结果要录一下", "record_evaluation")
    assert "结果是多少" in chat.say("反应层")
    assert "95%" in chat.say("95%")
    assert "92%" in chat.say("不对，92%")
    assert "录好了" in chat.say("好")


def test_a_mean_without_a_value_before_is_asked_again(office: Office) -> None:
    number = delivered(office)
    chat = talk(office)
    chat.say(f"{number}测试平均4.2分", "record_evaluation")
    assert chat.slots["requested_slot"] == "result_figure"


def test_more_people_than_came_are_asked_again(office: Office) -> None:
    number = delivered(office)
    chat = talk(office)
    chat.say(f"{number}满意度90%，测了40人", "record_evaluation")
    assert chat.slots["requested_slot"] == "result_people"
    assert "16 人" in chat.say("16人")


# --- closing ------------------------------------------------------------------------------
def test_closing_says_what_goes_back_and_gives_it_back(office: Office) -> None:
    number = delivered(office)
    office.result(number)
    chat = talk(office)
    summary = chat.say(f"{number}结案", "close_request")
    assert "20,000 元" in summary
    assert "退回预算" in summary
    assert office.state(number) == State.DELIVERED
    chat.press("确认结案")
    assert office.state(number) == State.CLOSED
    assert office.held(number, "commit") == 0


def test_what_was_just_talked_about_is_closed(office: Office) -> None:
    number = delivered(office)
    chat = talk(office)
    chat.say(f"{number} satisfaction was 90%", "record_evaluation")
    chat.press("Yes")
    assert number in chat.say("close that one", "close_request")
    assert "closed" in chat.press("Yes")
    assert office.state(number) == State.CLOSED


def test_without_a_result_nothing_is_closed(office: Office) -> None:
    number = delivered(office)
    answer = talk(office).say(f"close {number}", "close_request")
    assert "No result" in answer
    assert office.state(number) == State.DELIVERED


def test_with_nothing_to_close_that_is_said(office: Office) -> None:
    assert "没有可以结案的申请" in talk(office).say("结案吧", "close_request")


def test_a_yes_twice_closes_once(office: Office) -> None:
    number = delivered(office)
    office.result(number)
    chat = talk(office)
    chat.say(f"close {number}", "close_request")
    chat.say("yes")
    chat.say("yes", "affirm")
    assert office.state(number) == State.CLOSED
