"""Who is nominated and how many places are left is told; who cannot come says so, and another takes
the place."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.requests.nominating import nominate, nominations
from engine.usecases.requests.scheduling import Arrangement, schedule_request
from tests.assistant.statements.test_nomination import APRIL, person
from tests.assistant.statements.test_on_request import talk
from tests.company import DIRECTOR, HR
from tests.workflow import FINANCE, HEAD, WORKER, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.fixture
def number(office: Office) -> str:
    return planned(office, WORKER)


def planned(office: Office, *people: str) -> str:
    number = office.approved(5)
    days = {"arranged": Arrangement(place="Room 5")}
    office.do(HR, schedule_request, number, *APRIL, office.key(), **days)
    if people:
        office.do(HEAD, nominate, number, list(people), office.key())
    return number


def nominated(office: Office, number: str) -> list[str]:
    return sorted(one.code for one in office.do(HR, nominations, number)[0].people)


WHO = ["{number}都报了谁", "明年4月的培训谁去", "who's coming to the training in April?"]


@pytest.mark.parametrize("said", WHO)
def test_who_is_nominated_is_told_to_who_may_see_names(
    office: Office, number: str, said: str
) -> None:
    told = talk(office, HEAD).say(said.format(number=number))
    assert "Worker" in told or WORKER in told or "person" in told
    assert "Room 5" in told


@pytest.mark.parametrize("said", ["还有名额吗", "any seats left on {number}?"])
def test_the_places_left_are_told(office: Office, number: str, said: str) -> None:
    told = talk(office, HEAD).say(said.format(number=number))
    assert "还剩 4 个" in told or "4 of 5" in told


def test_who_may_see_no_names_is_told_how_many(office: Office, number: str) -> None:
    told = talk(office, FINANCE).say(f"{number}报名名单")
    assert "报名 1 人" in told
    assert "名字只有" in told


def test_of_another_time_there_is_none(office: Office, number: str) -> None:
    assert "没有排好期" in talk(office, HEAD).say("明年5月的培训谁去")


def test_what_has_no_days_has_no_names(office: Office) -> None:
    found = office.approved(5)
    assert "已批准" in talk(office, HEAD).say(f"{found}报名名单")


def test_what_was_told_is_what_a_name_is_taken_off(office: Office, number: str) -> None:
    planned(office)
    chat = talk(office, HEAD)
    chat.say(f"{number}都报了谁")
    chat.say("把小王从名单里去掉", "", person("把小王从名单里去掉", WORKER, "小王"))
    chat.press("确认")
    assert nominated(office, number) == []


def test_one_is_told_of_ones_own(office: Office, number: str) -> None:
    assert number in talk(office, WORKER).say("我报了哪些培训")
    assert number in talk(office, WORKER).say("what am I nominated for?")
    assert "没有报名" in talk(office, DIRECTOR).say("我报了哪些培训")


CANNOT = [
    "我那天出差去不了",
    "I can't make it, I'm travelling",
    "4月1号那个培训我参加不了，要去客户那边",
]


@pytest.mark.parametrize("said", CANNOT)
def test_who_cannot_come_gives_up_his_seat(office: Office, number: str, said: str) -> None:
    chat = talk(office, WORKER)
    assert number in chat.say(said)
    assert nominated(office, number) == [WORKER]
    chat.say("好", "affirm")
    assert nominated(office, number) == []
    assert office.notices(HEAD)[-1] == "training_declined"


def test_the_reason_is_asked_for(office: Office, number: str) -> None:
    chat = talk(office, WORKER)
    assert "原因" in chat.say("我去不了")
    assert "家里有事" in chat.say("家里有事")
    chat.say("好", "affirm")
    assert nominated(office, number) == []


def test_of_several_it_is_asked_which(office: Office, number: str) -> None:
    other = planned(office, WORKER)
    chat = talk(office, WORKER)
    chat.say("我去不了，要出差")
    assert len(chat.choices) == 2
    chat.say(other)
    chat.say("好", "affirm")
    assert nominated(office, number) == [WORKER]
    assert nominated(office, other) == []


def test_who_is_nominated_for_nothing_is_told_so(office: Office) -> None:
    assert "没有报名" in talk(office, WORKER).say("那个培训我去不了")


EXCHANGES = [
    "小王不去了，换老李去",
    "换老李去，小王不去了",
    "把小王换成老李",
    "老李替小王去",
    "swap 小王 for 老李",
    "put 老李 in instead of 小王",
    "小王 can't come, 老李 goes instead",
    "replace 小王 with 老李",
]


@pytest.mark.parametrize("said", EXCHANGES)
def test_one_takes_the_place_of_another(office: Office, number: str, said: str) -> None:
    chat = talk(office, HEAD)
    both = [person(said, WORKER, "小王"), person(said, HEAD, "老李")]
    told = chat.say(said, "", *both)
    assert "小王 换成 老李" in told or "老李 comes in the place of 小王" in told
    chat.say("好", "affirm")
    assert nominated(office, number) == [HEAD]
    assert office.notices(WORKER)[-1] == "nomination_withdrawn"


def test_who_is_said_not_to_come_is_taken_off(office: Office, number: str) -> None:
    chat = talk(office, HEAD)
    chat.say("小王去不了", "", person("小王去不了", WORKER, "小王"))
    chat.say("好", "affirm")
    assert nominated(office, number) == []
