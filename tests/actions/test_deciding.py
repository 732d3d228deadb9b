"""Deciding, changing and taking back in conversation: what is asked, offered and done."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from actions.message import Change, Facts
from actions.notices import notice_line
from actions.request_rendering import request_lines
from actions.speech import Speech
from engine.store.database import Database
from engine.store.tables import Employee
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.estimate_cost import Training
from engine.usecases.notices import my_notices
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.draft import RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from tests.actions.desk import Desk
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, Office, build, draft

APPROVED = Path(__file__).parent / "approved"
FIRST, LAST = date(YEAR, 11, 23), date(YEAR, 11, 30)
# The same sentences in both languages.
WORDS = {
    "approve": ("批准{}", "approve {}"),
    "approve_bare": ("批准", "approve"),
    "conditional": ("{}可以，但是人数减到20", "approve {} if the price comes down"),
    "opposite": ("同意驳回{}", "I agree to reject {}"),
    "refuse": ("{}不批", "don't approve {}"),
    "reject": ("驳回{}", "reject {}"),
    "why": ("今年没有安排", "it is not planned this year"),
    "return": ("把{}退回，名单没附", "return {}, the list is missing"),
    "yes": ("好的", "ok"),
    "add": ("{} 再加 3 个人", "{}: three more people"),
    "half": ("{} 人数减半", "{}: half of them"),
    "later": ("{} 延后一个月", "push {} back a month"),
    "fewer": ("{} 减少一个人", "{}: one fewer"),
    "number": ("{}", "{}"),
    "take_over": ("接手{}", "take over {}"),
    "second": ("第 2 项", "line 2"),
    "withdraw": ("撤回{}", "withdraw {}"),
}
BUTTONS = {
    "yes": ("确认", "Confirm"),
    "no": ("先不办", "Not now"),
    "note": ("退回并附这条意见", "Return with this note"),
    "anyway": ("不附条件，直接批准", "Approve without the condition"),
    "reject": ("驳回", "Reject"),
}


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Scene:
    """Writes down who says what, and what is answered."""

    def __init__(self, office: Office, language: str) -> None:
        self.office, self.language = office, language
        self.lines: list[str] = []
        self._desks: dict[str, Desk] = {}

    def desk(self, who: str) -> Desk:
        return self._desks.setdefault(who, Desk(self.office, who, self.language))

    def say(self, who: str, key: str, number: str = "", intent: str = "", **read: Any) -> None:
        text = WORDS[key][self.language == "en"].format(number)
        if number:
            read["facts"] = replace(read.get("facts") or Facts(), request_id=number)
        self.lines += [f"{who}> {text}", self.desk(who).say(text, intent, **read), ""]

    def press(self, who: str, key: str) -> None:
        title = BUTTONS[key][self.language == "en"] if key in BUTTONS else key
        self.lines += [f"{who}> [{title}]", self.desk(who).press(title), ""]

    def status(self, who: str, number: str) -> None:
        found = self.office.do(who, request_status, number).requests[0]
        lines = request_lines(Speech(self.language), found)
        self.lines += [f"{who}: {number}", *lines, ""]

    def notices(self, who: str) -> None:
        found = self.office.do(who, my_notices)
        speech = Speech(self.language)
        self.lines += [f"{who}: *", *(notice_line(speech, one) for one in found), ""]


def own_steps(scene: Scene) -> None:
    number = scene.office.submit(30, reason="audit")
    scene.say(HR, "approve", number, "approve_request")
    scene.press(HR, "yes")
    scene.status(HEAD, number)


def a_step_for_somebody_else(scene: Scene) -> None:
    scene.office.do(FINANCE, delegate_decisions, HR, FIRST, LAST, "delegate-to-hr")
    number = scene.office.submit(30)
    scene.status(HEAD, number)
    scene.say(HR, "approve", number, "approve_request")
    scene.press(HR, "yes")
    scene.status(HEAD, number)
    scene.say(HR, "approve", number, "approve_request")
    scene.press(HR, "yes")
    scene.notices(FINANCE)
    scene.notices(HEAD)


def a_yes_with_a_condition(scene: Scene) -> None:
    number = scene.office.submit(30)
    scene.say(HR, "conditional", number, "approve_request")
    scene.press(HR, "note")
    scene.notices(HEAD)


def approved_without_the_condition(scene: Scene) -> None:
    number = scene.office.submit(30)
    scene.say(HR, "conditional", number, "amend_request")
    scene.press(HR, "anyway")


def a_yes_and_a_no(scene: Scene) -> None:
    number = scene.office.submit(5)
    scene.say(HR, "opposite", number, "approve_request")
    scene.press(HR, "reject")
    scene.say(HR, "why", intent="report_skill_need")
    scene.press(HR, "yes")


def a_no_without_saying_how(scene: Scene) -> None:
    number = scene.office.submit(5)
    scene.say(HR, "refuse", number, "approve_request")
    scene.press(HR, "no")


def a_bare_yes(scene: Scene) -> None:
    number = scene.office.submit(5)
    scene.say(HR, "yes", intent="affirm")
    scene.say(HR, "approve_bare", intent="approve_request")
    scene.press(HR, number)
    scene.press(HR, "yes")


def returned_with_what_was_said(scene: Scene) -> None:
    scene.office.do(FINANCE, delegate_decisions, OTHER_HEAD, FIRST, LAST, "delegate-away")
    number = scene.office.submit(30)
    scene.office.approve_all(number, HR)
    scene.notices(OTHER_HEAD)
    scene.say(OTHER_HEAD, "return", number, "return_request")
    scene.press(OTHER_HEAD, "yes")
    scene.notices(FINANCE)


def more_people_and_later(scene: Scene) -> None:
    number = scene.office.submit(8)
    more = Facts(headcount_change=Change(add=Decimal(3)))
    scene.say(HEAD, "add", number, "amend_request", facts=more)
    scene.press(HEAD, "yes")
    scene.say(HEAD, "later", number, "amend_request")
    scene.press(HEAD, "yes")


def an_agreed_price(scene: Scene) -> None:
    by_head = Training(topic="X", quoted_per_head=Decimal(500))
    number = scene.office.submit(8, training=by_head)
    half = Facts(headcount_change=Change(times=Decimal("0.5")))
    scene.say(HEAD, "half", number, "amend_request", facts=half)
    scene.press(HEAD, "no")
    for_all = Training(topic="Y", quoted_total=Decimal(8_000))
    number = scene.office.submit(8, training=for_all)
    fewer = Facts(headcount_change=Change(add=Decimal(-1)))
    scene.say(HEAD, "fewer", number, "amend_request", facts=fewer)
    scene.press(HEAD, scene.desk(HEAD).offered[1])
    scene.press(HEAD, "yes")


def one_of_several_lines(scene: Scene) -> None:
    two = RequestDraft((*draft(8).lines, *draft(5).lines))
    made = scene.office.do(HEAD, submit_request, two, scene.office.key())
    more = Facts(headcount_change=Change(add=Decimal(3)))
    scene.say(HEAD, "add", made.request.number, "amend_request", facts=more)
    scene.say(HEAD, "second", intent="")
    scene.press(HEAD, "yes")


def nobody_there(scene: Scene) -> None:
    with scene.office.database.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == FINANCE).values(status="left"))
    number = scene.office.submit(30)
    scene.office.approve_all(number, HR)
    scene.status(HEAD, number)
    scene.notices(DIRECTOR)
    scene.say(DIRECTOR, "approve", number, "approve_request")


def somebody_left(scene: Scene) -> None:
    number = scene.office.submit(5)
    with scene.office.database.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == HEAD).values(status="left"))
    keep_deadlines(scene.office.engine)
    scene.notices(HR)
    scene.say(HR, "take_over", number, "amend_request")
    scene.press(HR, "yes")


SCENES: tuple[Callable[[Scene], None], ...] = (
    own_steps,
    a_step_for_somebody_else,
    a_yes_with_a_condition,
    approved_without_the_condition,
    a_yes_and_a_no,
    a_no_without_saying_how,
    a_bare_yes,
    returned_with_what_was_said,
    more_people_and_later,
    an_agreed_price,
    one_of_several_lines,
    nobody_there,
    somebody_left,
)


@pytest.mark.parametrize("play", SCENES, ids=lambda play: play.__name__)
def test_what_is_said_is_what_was_approved(
    office: Office, language: str, play: Callable[[Scene], None]
) -> None:
    scene = Scene(office, language)
    play(scene)
    said = "\n".join(scene.lines)
    file = APPROVED / f"{play.__name__}-{language}.txt"
    if os.environ.get("PEISUAN_APPROVE"):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
