"""Surveys with questions of one's own: asked, answered, counted by unit, made needs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.store.database import Database
from engine.usecases.needs.listing import NeedsAsked, needs_on_record
from engine.usecases.survey_answers import answer_survey, surveys_to_answer
from engine.usecases.survey_needs import needs_from_survey
from engine.usecases.survey_questions import CHOICE, SCALE, Question
from engine.usecases.survey_results import survey_results, told_groups
from engine.usecases.surveys import HEADS, SurveyAsked, launch_survey
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from tests.company import DIRECTOR, HR
from tests.engine.usecases.test_nominating import colleagues
from tests.workflow import HEAD, OTHER_HEAD, WORKER, Office, build

QUESTIONS = (
    Question(wording="What do you want to learn?"),
    Question(wording="How good are your tools?", kind=SCALE),
    Question(wording="Where?", kind=CHOICE, choices=("Here", "Outside")),
)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def opened(office: Office, **asked: Any) -> str:
    view = office.do(HR, launch_survey, SurveyAsked(**{"questions": QUESTIONS, **asked}), "open-it")
    return str(view.number)


def answer(office: Office, number: str, *people: str, **answers: str) -> None:
    given = {int(at[1:]): said for at, said in answers.items()}
    for who in people:
        office.do(who, answer_survey, number, given, office.key())


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question(wording=" "), "question_unclear"),
        (Question(wording="a", kind="song"), "question_unclear"),
        (Question(wording="a", kind=CHOICE, choices=("one",)), "question_choices"),
        (Question(wording="a", kind=CHOICE, choices=("one", "one")), "question_choices"),
        (Question(wording="a", kind=SCALE, lowest=5, highest=1), "question_scale"),
    ],
)
def test_what_is_no_question_is_refused(office: Office, question: Question, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        opened(office, questions=(question,))


def test_who_is_asked_sees_the_questions_and_is_told_how_to_answer(office: Office) -> None:
    number = opened(office)
    (one,) = office.do(WORKER, surveys_to_answer)
    assert (one.number, one.questions, one.answered) == (number, QUESTIONS, (None, None, None))
    assert office.notices(WORKER) == ["survey_asks"]


def test_an_answer_is_kept_and_can_be_changed(office: Office) -> None:
    number = opened(office)
    answer(office, number, WORKER, _1="welding", _2="4", _3="here")
    answer(office, number, WORKER, _2="5")
    assert office.do(WORKER, surveys_to_answer)[0].answered == ("welding", 5, "Here")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "nothing_answered"),
        ({4: "a"}, "no_such_question"),
        ({2: "6"}, "answer_not_on_scale"),
        ({2: "good"}, "answer_not_on_scale"),
        ({3: "Nowhere"}, "answer_no_choice"),
        ({1: " "}, "answer_unclear"),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_kept(
    office: Office, answers: dict[int, str], code: str
) -> None:
    number = opened(office)
    with pytest.raises(InvalidInput, match=code):
        office.do(WORKER, answer_survey, number, answers, office.key())
    assert office.do(WORKER, surveys_to_answer)[0].answered == (None, None, None)


def test_who_is_not_asked_answers_nothing(office: Office) -> None:
    number = opened(office, audience=HEADS)
    with pytest.raises(NotFound, match="survey_not_asked"):
        office.do(WORKER, answer_survey, number, {1: "a"}, office.key())


def test_answers_are_counted_without_names_and_few_are_withheld(office: Office) -> None:
    number = opened(office)
    people = [WORKER, HEAD, *colleagues(office, 3)]
    answer(office, number, *people[:4], _1="welding", _2="4", _3="Here")
    assert [one.answers for one in office.do(HR, survey_results, number).questions] == [None] * 3
    answer(office, number, people[4], _1="lathes", _2="2", _3="Outside")
    text, scale, choice = office.do(HR, survey_results, number).questions
    assert text.texts == ("lathes", "welding", "welding", "welding", "welding")
    assert (scale.answers, scale.mean) == (5, Decimal("3.60"))
    assert choice.counts == (("Here", 4), ("Outside", 1))


def test_the_rate_is_told_by_unit(office: Office) -> None:
    number = opened(office)
    answer(office, number, WORKER, HEAD, _2="4")
    told = office.do(HR, survey_results, number)
    assert told.answered == 2
    assert {one.unit.code: (one.invited, one.answered) for one in told.units} == {
        "U2": (302, 2),
        "U3": (301, 0),
    }


def test_of_a_unit_few_answers_are_withheld_and_so_is_what_leaves_few(office: Office) -> None:
    number = opened(office)
    answer(office, number, WORKER, *colleagues(office, 5), _2="4")
    assert office.do(HR, survey_results, number, "U2").questions[1].answers == 6
    answer(office, number, OTHER_HEAD, _2="1")
    for unit in ("U2", "U3"):
        with pytest.raises(NotEnoughData, match="group_withheld"):
            office.do(HR, survey_results, number, unit)


@pytest.mark.parametrize(
    ("counts", "whole", "told"),
    [
        ({"a": 9, "b": 7}, 16, {"a", "b"}),
        ({"a": 9, "b": 3}, 12, set()),
        ({"a": 9, "b": 7, "c": 3}, 19, {"a"}),
        ({"a": 9, "b": 0}, 9, {"a"}),
    ],
)
def test_which_parts_of_a_whole_may_be_told(
    counts: dict[str, int], whole: int, told: set[str]
) -> None:
    assert told_groups(counts, whole, 5) == told


def test_answers_become_needs_once_with_how_many_want_it(office: Office) -> None:
    number = opened(office)
    people = [WORKER, HEAD, *colleagues(office, 3)]
    answer(office, number, *people[:4], _1="course")
    answer(office, number, people[4], _1="lathes")
    made = office.do(HR, needs_from_survey, number, 1, office.key())
    assert made.made == (("course", 4), ("lathes", 1))
    again = office.do(HR, needs_from_survey, number, 1, office.key())
    assert (again.made, again.known) == ((), ("course", "lathes"))
    topics = office.do(HR, needs_on_record, NeedsAsked()).topics
    assert [(one.words, one.people) for one in topics if one.code] == [("course", 4)]


def test_no_needs_of_a_scale_or_of_few(office: Office) -> None:
    number = opened(office)
    answer(office, number, WORKER, _1="welding", _2="4")
    for at, code in ((1, "too_few_answers"), (2, "no_needs_of_scale"), (9, "no_such_question")):
        with pytest.raises(InvalidInput, match=code):
            office.do(HR, needs_from_survey, number, at, office.key())


@pytest.mark.parametrize("who", [WORKER, HEAD, DIRECTOR])
def test_results_are_hrs(office: Office, who: str) -> None:
    number = opened(office)
    with pytest.raises(NotPermitted):
        office.do(who, survey_results, number)
