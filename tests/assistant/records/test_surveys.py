"""A survey with questions of one's own, in talk: typed in one message, answered, told."""

from __future__ import annotations

import pytest

from assistant.statements.survey_questions import questions_said
from engine.store.database import Database
from engine.usecases.survey_answers import answer_survey, surveys_to_answer
from engine.usecases.survey_questions import CHOICE, SCALE, TEXT, Question
from engine.usecases.surveys import SurveyAsked, launch_survey
from tests.assistant.statements.test_on_request import talk
from tests.company import HR
from tests.engine.usecases.test_nominating import colleagues
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("给全员发个问卷：1.你最想学什么 2.工具好用吗，打1到5分", [TEXT, SCALE]),
        (
            "survey everyone with two questions: what slows you down? and rate your tools 1-5",
            [TEXT, SCALE],
        ),
        ("调查负责人，问题：在哪培训好（公司内、外面）？明年最缺什么？", [CHOICE, TEXT]),
        (
            "survey of heads: 1) where to train (here, outside or online) 2) what is lacking",
            [CHOICE, TEXT],
        ),
        ("发起明年的需求调查，12月10日截止", []),
        ("open a survey of all heads until 10 December", []),
    ],
)
def test_questions_are_read_of_one_message(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in questions_said(text)[1]] == kinds


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("给全员发个问卷：1.你最想学什么 2.工具好用吗，打1到5分", "发给"),
        (
            "survey all employees with two questions: what slows you down? and rate your tools 1-5",
            "Send",
        ),
    ],
)
def test_a_survey_is_opened_with_its_questions(office: Office, text: str, yes: str) -> None:
    chat = talk(office)
    told = chat.say(text, "launch_survey")
    assert "1. " in told
    assert "2. " in told
    chat.say("好" if yes == "发给" else "yes", "affirm")
    (one,) = office.do(WORKER, surveys_to_answer)
    assert [question.kind for question in one.questions] == [TEXT, SCALE]


QUESTIONS = (
    Question(wording="What to learn?"),
    Question(wording="Tools?", kind=SCALE),
    Question(wording="Where?", kind=CHOICE, choices=("Here", "Outside")),
)


def opened(office: Office) -> str:
    asked = SurveyAsked(questions=QUESTIONS)
    return str(office.do(HR, launch_survey, asked, "survey-key").number)


@pytest.mark.parametrize(("begin", "yes"), [("填问卷", "好"), ("answer the survey", "yes")])
def test_it_is_answered_one_question_after_the_other(office: Office, begin: str, yes: str) -> None:
    opened(office)
    chat = talk(office, WORKER)
    assert "1/3" in chat.say(begin)
    assert "2/3" in chat.say("how to weld aluminium")
    assert chat.choices == ["1", "2", "3", "4", "5"]
    assert "2/3" in chat.say("9")
    chat.say("4")
    assert "how to weld aluminium" in chat.say("outside")
    chat.say(yes, "affirm")
    assert office.do(WORKER, surveys_to_answer)[0].answered == (
        "how to weld aluminium",
        4,
        "Outside",
    )


def test_a_question_is_passed_over(office: Office) -> None:
    opened(office)
    chat = talk(office, WORKER)
    chat.say("填问卷")
    chat.say("跳过")
    chat.say("5")
    chat.say("跳过")
    chat.say("好", "affirm")
    assert office.do(WORKER, surveys_to_answer)[0].answered == (None, 5, None)


def test_who_is_asked_nothing_is_told_so(office: Office) -> None:
    assert "没有问到您" in talk(office, WORKER).say("填问卷")


def answered(office: Office) -> str:
    number = opened(office)
    for who in (WORKER, HEAD, *colleagues(office, 3)):
        office.do(who, answer_survey, number, {2: "4", 3: "Here"}, office.key())
    return number


@pytest.mark.parametrize("said", ["问卷回收率多少，按部门看", "survey response rate by department"])
def test_the_rate_is_told_by_unit(office: Office, said: str) -> None:
    number = answered(office)
    told = talk(office).say(said)
    assert number in told
    assert "302" in told


@pytest.mark.parametrize("said", ["调查结果怎么样", "what did people answer in the survey?"])
def test_what_was_answered_is_told_and_few_withheld(office: Office, said: str) -> None:
    answered(office)
    told = talk(office).say(said)
    assert "4.00" in told
    assert "为保护个人不显示" in told or "too few answered" in told


def test_results_are_hrs(office: Office) -> None:
    answered(office)
    assert "4.00" not in talk(office, HEAD).say("问卷结果")
