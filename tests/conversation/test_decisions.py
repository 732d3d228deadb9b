"""Requests followed, decided, changed and taken back in conversation, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from engine.policy import load_policy
from engine.store.tables import Employee, Request
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.submitting import submit_request
from engine.values.period import Period
from tests.real_assistant import Assistant

YEAR = date.today().year + 1


def submitted(
    assistant: Assistant, headcount: int = 10, who: str = "retail-head", course: str = "TC-SAF"
) -> str:
    """A request of 120 a head, made over the engine: HR alone approves it."""
    engine = BudgetEngine(assistant.database, load_policy())
    key = f"made-for-a-test-{len(numbers(assistant))}"
    line = LineDraft(
        training=Training(course=course),
        headcount=headcount,
        period=Period(date(YEAR, 3, 1), date(YEAR, 3, 31)),
        programme=key,
    )
    made = engine.perform(submit_request, who, "test", RequestDraft((line,)), key)
    return made.request.number


def numbers(assistant: Assistant) -> list[str]:
    with assistant.database.reading() as session:
        return list(session.scalars(select(Request.number)))


def state(assistant: Assistant, number: str) -> str:
    with assistant.database.reading() as session:
        return session.scalars(select(Request.state).where(Request.number == number)).one()


SAID = {
    "zh": {
        "approve": "批准{}",
        "return": "把{}退回去，人数请减到5个",
        "reject": "{}驳回",
        "amend": "{}改成8个人",
        "withdraw": "撤回{}",
        "status": "{}到哪一步了",
        "why": "今年没有这个安排",
        "yes": "确认",
        "no": "先不办",
    },
    "en": {
        "approve": "approve {}",
        "return": "send {} back, please make it 5 people",
        "reject": "reject {}",
        "amend": "change {} to 8 people",
        "withdraw": "withdraw {}",
        "status": "what is the status of {}?",
        "why": "it is not planned this year",
        "yes": "Confirm",
        "no": "Not now",
    },
}


@pytest.fixture(params=["zh", "en"])
def said(request: pytest.FixtureRequest) -> dict[str, str]:
    return SAID[request.param]


def test_approved_after_a_summary_and_a_yes(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    summary = talk.say(said["approve"].format(number))
    assert number in summary
    assert "1,200" in summary
    assert state(assistant, number) == "submitted"
    done = talk.say(said["yes"])
    assert state(assistant, number) == "approved", done
    assert number in done


def test_the_next_to_decide_is_named(assistant: Assistant, said: dict[str, str]) -> None:
    who = "sales-head" if said is SAID["zh"] else "rd-head"
    number = submitted(assistant, 30, who, "TC-NEG")
    talk = assistant.talk("hr")
    talk.say(said["approve"].format(number))
    done = talk.say(said["yes"])
    assert state(assistant, number) == "evaluated"
    assert number in done
    status = assistant.talk(who).say(said["status"].format(number))
    finance = assistant.talk("finance")
    assert number in finance.say(said["approve"].format(number))
    finance.say(said["yes"])
    assert state(assistant, number) == "approved"
    with assistant.database.reading() as session:
        name = session.scalars(select(Employee.name).where(Employee.handle == "finance")).one()
    assert name in done
    assert name in status


def test_a_no_leaves_everything_as_it_is(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    talk.say(said["approve"].format(number))
    assert talk.say(said["no"])
    assert state(assistant, number) == "submitted"


def test_returned_with_the_reason_that_was_said(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    assert "5" in talk.say(said["return"].format(number))
    talk.say(said["yes"])
    assert state(assistant, number) == "returned"


def test_rejected_once_there_is_a_reason(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    talk.say(said["reject"].format(number))
    assert state(assistant, number) == "submitted"
    assert said["why"] in talk.say(said["why"])
    talk.say(said["yes"])
    assert state(assistant, number) == "rejected"


def test_amended_to_what_was_said(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("retail-head")
    assert "960" in talk.say(said["amend"].format(number))
    talk.say(said["yes"])
    with assistant.database.reading() as session:
        request = session.scalars(select(Request).where(Request.number == number)).one()
        assert (request.lines[0].headcount, request.state) == (8, "submitted")


def test_withdrawn_by_who_made_it(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("retail-head")
    assert number in talk.say(said["withdraw"].format(number))
    talk.say(said["yes"])
    assert state(assistant, number) == "withdrawn"


def test_who_may_not_is_told_at_once(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    for who in ("retail-head", "finance", "director", "sales-head", "worker"):
        talk = assistant.talk(who)
        talk.say(said["approve"].format(number))
        talk.say(said["yes"])
        assert state(assistant, number) == "submitted", who


def test_what_is_over_is_not_decided_again(assistant: Assistant, said: dict[str, str]) -> None:
    number = submitted(assistant)
    talk = assistant.talk("retail-head")
    talk.say(said["withdraw"].format(number))
    talk.say(said["yes"])
    assert number in assistant.talk("hr").say(said["approve"].format(number))
    assert state(assistant, number) == "withdrawn"


def test_a_question_in_between_is_answered_and_the_decision_goes_on(
    assistant: Assistant,
) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    talk.say(f"批准{number}")
    assert "预算" in talk.say("零售部预算还剩多少？")
    talk.say("确认")
    assert state(assistant, number) == "approved"


def test_the_open_one_is_taken_when_no_number_is_said(assistant: Assistant) -> None:
    number = submitted(assistant)
    talk = assistant.talk("retail-head")
    said = talk.replies("撤回我的申请")
    choices = [choice for reply in said for choice in reply.choices]
    assert number in choices or any(number in reply.text for reply in said)
    if number in choices:
        talk.say(number)
    talk.say("确认")
    assert state(assistant, number) == "withdrawn"


def test_notices_are_said_once_after_the_next_reply(assistant: Assistant) -> None:
    number = submitted(assistant)
    talk = assistant.talk("hr")
    assert number in talk.say("你好")
    assert number not in talk.say("你好")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("有哪些申请在等我审批", "等您办理"),
        ("which requests are waiting for me?", "Waiting for you"),
    ],
)
def test_what_waits_for_somebody_comes_first(
    assistant: Assistant, question: str, words: str
) -> None:
    number = submitted(assistant)
    answer = assistant.talk("hr").say(question)
    assert words in answer
    assert number in answer


@pytest.mark.parametrize(
    ("followed", "withdraw"), [("{}到哪一步了", "把它撤回"), ("where is {}?", "withdraw it")]
)
def test_why_what_was_just_talked_about_cannot_be(
    assistant: Assistant, followed: str, withdraw: str
) -> None:
    number = submitted(assistant)
    hr = assistant.talk("hr")
    hr.say(f"批准{number}")
    hr.say("确认")
    head = assistant.talk("retail-head")
    head.say(followed.format(number))
    assert number in head.say(withdraw)
    assert state(assistant, number) == "approved"
