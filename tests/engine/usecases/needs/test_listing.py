"""Needs on record: nothing that was noted is missing, the same topic is one, and six who ask are six."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee
from engine.usecases.estimate_cost import Training
from engine.usecases.needs.listing import NeedsAsked, NeedsList, needs_on_record
from engine.usecases.needs.topics import NeedTopic, same_topic
from engine.usecases.report_need import report_need
from engine.usecases.requests.amending import withdraw_request
from engine.usecases.surveys import GoalSaid, state_goal
from engine.usecases.withdraw_need import own_wishes, withdraw_need
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import DIRECTOR, HR
from tests.workflow import COURSE, FINANCE, HEAD, OTHER_HEAD, WORKER, Office, build

WELDING = Training(topic="welding")


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def report(office: Office, who: str, training: Training = WELDING, why: str | None = None) -> str:
    return str(office.do(who, report_need, training, why, office.key()).number)


def state(office: Office, who: str, statement: str, **said: str) -> str:
    goal = GoalSaid(statement=statement, **said)  # type: ignore[arg-type]
    return str(office.do(who, state_goal, goal, office.key()).number)


def listed(office: Office, who: str = HR, **asked: object) -> NeedsList:
    found: NeedsList = office.do(who, needs_on_record, NeedsAsked(**asked))  # type: ignore[arg-type]
    return found


def topic(office: Office, words: str, who: str = HR, **asked: object) -> NeedTopic:
    (found,) = [one for one in listed(office, who, **asked).topics if one.words == words]
    return found


# Every way in which something is noted, with the words by which it is then found.
NOTED: dict[str, tuple[Callable[[Office], object], str]] = {
    "a wish in words": (lambda o: report(o, WORKER), "welding"),
    "a wish for a course": (lambda o: report(o, WORKER, Training(course=COURSE)), "course"),
    "a wish for a skill": (lambda o: report(o, WORKER, Training(skill="SK1")), "course"),
    "a wish of a head": (lambda o: report(o, HEAD, Training(topic="Excel")), "Excel"),
    "a goal in words": (lambda o: state(o, HEAD, "less scrap"), "less scrap"),
    "a goal with a topic": (lambda o: state(o, HEAD, "we lack it", topic="welding"), "welding"),
    "a goal with a skill": (lambda o: state(o, HEAD, "we lack it", skill="SK1"), "course"),
    "a goal of the management": (lambda o: state(o, DIRECTOR, "go digital"), "go digital"),
    "a request for a course": (lambda o: o.submit(20), "course"),
}


@pytest.mark.parametrize("way", NOTED)
def test_what_was_noted_is_in_the_list(office: Office, way: str) -> None:
    note, words = NOTED[way]
    note(office)
    assert [one.words for one in listed(office).topics] == [words]


def test_six_who_ask_are_six(office: Office) -> None:
    with office.database.reading() as session:
        numbers = session.scalars(
            select(Employee.emp_no).where(Employee.emp_no.not_in((HEAD, OTHER_HEAD, HR)))
        ).all()[-6:]
    for number in numbers:
        report(office, number)
    assert topic(office, "welding").people == 6


def test_one_who_asks_in_two_ways_is_one(office: Office) -> None:
    report(office, WORKER, Training(course=COURSE))
    report(office, WORKER, Training(skill="SK1"))
    found = topic(office, "course")
    assert (found.people, found.parts[0].records) == (1, 2)


def test_the_same_in_other_words_is_one_topic(office: Office) -> None:
    report(office, WORKER, Training(topic="Welding"))
    report(office, HEAD, Training(topic="a welding course"))
    assert topic(office, "Welding").people == 2


@pytest.mark.parametrize("words", ["焊接", "焊接培训", "焊接课程", "关于焊接的课"])
def test_a_topic_is_what_it_is_without_the_words_around_it(words: str) -> None:
    assert same_topic(words) == "焊接"


def test_what_several_origins_say_is_no_sum(office: Office) -> None:
    """They may mean the same people."""
    report(office, WORKER, Training(course=COURSE))
    office.submit(20)
    found = topic(office, "course")
    assert found.people == 20
    assert [(one.origin, one.people) for one in found.parts] == [("business", 20), ("employee", 1)]


def test_what_a_request_asks_for_is_requested(office: Office) -> None:
    report(office, WORKER, Training(course=COURSE))
    assert topic(office, "course").state == "open"
    number = office.submit(20)
    assert topic(office, "course", state="requested").numbers[-1] == number
    assert listed(office, state="open").topics == ()
    office.do(HEAD, withdraw_request, number, office.key())
    assert topic(office, "course").state == "open"


def test_what_was_taken_back_is_listed_as_such_alone(office: Office) -> None:
    number = report(office, WORKER)
    office.do(WORKER, withdraw_need, number, office.key())
    assert listed(office).topics == ()
    assert topic(office, "welding", state="withdrawn").people == 1
    assert [one.state for one in office.do(WORKER, own_wishes)] == ["withdrawn"]


def test_an_origin_is_listed_by_itself(office: Office) -> None:
    report(office, WORKER)
    state(office, DIRECTOR, "go digital")
    state(office, HEAD, "less scrap")
    assert [one.words for one in listed(office, origin="strategy").topics] == ["go digital"]
    assert [one.words for one in listed(office, origin="business").topics] == ["less scrap"]
    assert [one.words for one in listed(office, origin="employee").topics] == ["welding"]


def test_a_head_sees_those_of_his_unit(office: Office) -> None:
    state(office, OTHER_HEAD, "of the second")
    state(office, HEAD, "of the first")
    assert [one.words for one in listed(office, HEAD).topics] == ["of the first"]


def test_who_wished_is_not_told_to_his_head(office: Office) -> None:
    number = report(office, WORKER, WELDING, "I am too slow")
    found = topic(office, "welding", HEAD)
    assert number not in found.numbers
    assert found.reasons == ()


def test_wishes_of_few_are_not_told_to_who_sees_no_people(office: Office) -> None:
    report(office, WORKER)
    found = listed(office, FINANCE)
    assert (found.topics, found.withheld) == ((), 1)


def test_of_a_part_no_single_people_are_told_to_who_sees_none(office: Office) -> None:
    report(office, WORKER, Training(course=COURSE))
    office.submit(20)
    (part,) = topic(office, "course", FINANCE, unit="U2").parts[1:]
    assert (part.people, part.withheld) == (0, True)


def test_an_employee_sees_no_list(office: Office) -> None:
    with pytest.raises(NotPermitted):
        listed(office, WORKER)


@pytest.mark.parametrize("asked", [{"origin": "the moon"}, {"state": "lost"}])
def test_what_there_is_not_is_refused(office: Office, asked: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        listed(office, **asked)
