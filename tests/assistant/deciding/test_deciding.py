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

from assistant.message import Change, Facts
from assistant.notices import notice_line
from assistant.request_rendering import request_lines
from assistant.speech import Speech
from engine.store.database import Database
from engine.store.tables import Employee
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.estimate_cost import Training
from engine.usecases.notices import my_notices
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.requests.draft import RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.values.money import Money
from engine.values.quotation import Quotation
from tests.assistant.deciding.desk import Desk
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, Office, build, draft, lenient

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
    scene.office.policy = lenient()
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
    scene.office.submit(5)
    scene.say(HR, "yes", intent="affirm")
    scene.say(HR, "approve_bare", intent="approve_request")
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
    by_head = Training(topic="X", quotation=Quotation.per_head(Money(Decimal(500), "CNY")))
    number = scene.office.submit(8, training=by_head)
    half = Facts(headcount_change=Change(times=Decimal("0.5")))
    scene.say(HEAD, "half", number, "amend_request", facts=half)
    scene.press(HEAD, "no")
    for_all = Training(topic="Y", quotation=Quotation.in_all(Money(Decimal(8_000), "CNY")))
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


# A button is the act.


def states(office: Office, *numbers: str) -> list[str]:
    return [office.state(number) for number in numbers]


def named(number: str, **facts: Any) -> Facts:
    return Facts(request_id=number, **facts)


def test_a_button_does_what_it_says_whatever_its_words_are_taken_for(office: Office) -> None:
    """In a language where "驳回" is no word, with a classifier that takes it for a yes."""
    number = office.submit(5)
    desk = Desk(office, HR, "en")
    act = {"intent": "reject_request", "number": number, "version": 1}
    desk.say("批准", "reject_request", act=act)
    desk.say("out of scope", "report_skill_need")
    desk.press("Confirm")
    assert states(office, number) == ["rejected"]


def test_a_button_is_for_the_version_it_was_offered_for(office: Office) -> None:
    number = office.submit(5)
    office.approve(number, HR)
    desk = Desk(office, HR)
    act = {"intent": "return_request", "number": number, "version": 1}
    answer = desk.say("退回", "return_request", act=act)
    assert "刚被别人改过" in answer
    assert desk.slots["decision"] is None


def test_a_button_of_another_question_answers_none(office: Office) -> None:
    first, second = office.submit(5), office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"批准{first}", "approve_request", named(first))
    old = next(one for reply in desk.replies for one in reply.choices if one.title == "批准")
    desk.say(f"批准{second}", "approve_request", named(second))
    desk.say("确认", "affirm", act=old.act)
    assert states(office, first, second) == ["submitted", "submitted"]


def test_a_button_that_takes_up_another_request_takes_it_up(office: Office) -> None:
    first, second = office.submit(5), office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"批准{first}", "approve_request", named(first))
    act = {"intent": "approve_request", "number": second, "version": 1}
    assert second in desk.say(f"批准 {second}", "approve_request", act=act)
    desk.press("确认")
    assert states(office, first, second) == ["submitted", "approved"]


# Words while a decision is open.


@pytest.mark.parametrize(
    "text",
    [
        "可以，但是人数减到20",
        "好的，不过要改成线上",
        "不是不行",
        "没意见",
        "不批",
        "驳回",
        "退回吧，我没意见",
        "再考虑一下",
        "ok but cut it to 3 people",
        "yes, if they pay half",
        "no objection",
        "don't approve",
        "reject it",
        "not sure",
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "approve_request", "reject_request", "deny"])
def test_what_is_no_plain_yes_approves_nothing(office: Office, text: str, intent: str) -> None:
    number = office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"批准{number}", "approve_request", named(number))
    desk.say(text, intent)
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize("text", ["好的", "确认", "批准", "同意", "ok", "yes", "approve", "没问题"])
def test_a_plain_yes_is_one(office: Office, text: str) -> None:
    number = office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"批准{number}", "approve_request", named(number))
    desk.say(text, "affirm")
    assert states(office, number) == ["approved"]


@pytest.mark.parametrize("text", ["好的", "ok", "确认", "嗯", "可以"])
def test_a_bare_yes_does_not_answer_which_of_two(office: Office, text: str) -> None:
    number = office.submit(5)
    for said in (f"同意驳回{number}", f"{number}可以，但是人数减到3", f"{number}不批"):
        desk = Desk(office, HR)
        desk.say(said, "approve_request", named(number))
        desk.say(text, "affirm")
        assert states(office, number) == ["submitted"]
        assert desk.slots["confirmed"] is None


def test_the_act_may_be_chosen_in_words(office: Office) -> None:
    number = office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"同意驳回{number}", "approve_request", named(number))
    desk.say("退回，名单没附", "return_request")
    desk.press("确认")
    assert states(office, number) == ["returned"]


def test_another_number_is_another_request(office: Office) -> None:
    first, second = office.submit(5), office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"批准{first}", "approve_request", named(first))
    assert second in desk.say(f"驳回{second}，重复了", "reject_request", named(second))
    desk.press("确认")
    assert states(office, first, second) == ["submitted", "rejected"]


@pytest.mark.parametrize(
    ("intent", "choices"),
    [
        ("approve_request", ("approve_request", "reject_request")),
        ("reject_request", ("reject_request", "approve_request")),
    ],
)
def test_where_the_two_likeliest_are_opposites_it_asks(
    office: Office, intent: str, choices: tuple[str, ...]
) -> None:
    number = office.submit(5)
    desk = Desk(office, HR)
    desk.say(f"{number}就这么办", intent, named(number), confidence=0.4, choices=choices)
    assert desk.offered == ["批准", "退回", "驳回", "先不办"]


@pytest.mark.parametrize("text", ["批准", "同意", "approve", "批了吧"])
def test_without_a_name_the_only_one_is_shown_and_asked_about(office: Office, text: str) -> None:
    number = office.submit(5)
    desk = Desk(office, HR)
    assert number in desk.say(text, "approve_request")
    assert desk.offered == ["批准", "先不办"]
    assert states(office, number) == ["submitted"]


@pytest.mark.parametrize("text", ["批准", "approve", "批了吧"])
def test_without_a_name_none_of_several_is_taken(office: Office, text: str) -> None:
    numbers = [office.submit(5), office.submit(5)]
    desk = Desk(office, HR)
    desk.say(text, "approve_request")
    assert desk.slots["decision_number"] is None
    assert desk.offered == numbers


def test_the_one_just_talked_about_may_be_called_it(office: Office) -> None:
    office.submit(5)
    number = office.submit(5)
    desk = Desk(office, HR)
    desk.slots.update(last_request=number, talked_at=0)
    desk.say("批准它", "approve_request")
    assert desk.slots["decision_number"] == number


# Changes.


def test_the_request_that_is_named_is_changed(office: Office) -> None:
    first, second = office.submit(8), office.submit(8)
    desk = Desk(office, HEAD)
    desk.slots["last_request"] = second
    more = named(first, headcount_change=Change(add=Decimal(3)))
    desk.say(f"{first} 再加 3 个人", "amend_request", more)
    desk.press("确认")
    lines = [
        office.do(HEAD, request_status, number).requests[0].lines[0].headcount
        for number in (first, second)
    ]
    assert lines == [11, 8]


def test_a_yes_does_not_choose_how_an_agreed_price_goes_on(office: Office) -> None:
    number = office.submit(
        8, training=Training(topic="Y", quotation=Quotation.in_all(Money(Decimal(8_000), "CNY")))
    )
    desk = Desk(office, HEAD)
    desk.say(f"{number}改成7个人", "amend_request", named(number, headcount=Decimal(7)))
    desk.say("好的", "affirm")
    assert office.version(number) == 1
    assert "8,000 元 → 7,000 元" in desk.say("按人数", "amend_request")
    desk.say("好的", "affirm")
    assert office.do(HEAD, request_status, number).requests[0].total.amount == 7_000


def test_a_yes_does_not_choose_the_line(office: Office) -> None:
    two = RequestDraft((*draft(8).lines, *draft(5).lines))
    number = office.do(HEAD, submit_request, two, office.key()).request.number
    desk = Desk(office, HEAD)
    desk.say(f"{number}改成7个人", "amend_request", named(number, headcount=Decimal(7)))
    desk.say("好的", "affirm")
    assert office.version(number) == 1


def test_what_a_yes_names_is_kept_to_when_more_is_asked_meanwhile(office: Office) -> None:
    """Another part of the programme comes in between question and yes."""
    number = office.submit(15)
    desk = Desk(office, HR)
    desk.say(f"批准{number}", "approve_request", named(number))
    office.submit(15)
    answer = desk.press("确认")
    assert "办理人：name of FIN1" in answer
    assert states(office, number) == ["evaluated"]
