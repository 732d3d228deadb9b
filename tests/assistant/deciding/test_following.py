"""What is asked in few words of the request, or the list, that was just shown."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store.database import Database
from engine.usecases.requests.amending import amend_request
from engine.usecases.requests.deciding import return_request
from engine.usecases.requests.draft import LineChange
from tests.company import HR
from tests.conversing import Conversation
from tests.workflow import HEAD, Office, build

LIST = "query_request_status"


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


def shown(office: Office, who: str = HR) -> Conversation:
    """A talk in which the open requests were listed."""
    talk = Conversation(office.engine, who, names={})
    talk.say("现在有哪些申请", LIST)
    return talk


@pytest.mark.parametrize(
    "text",
    ["谁提的", "申请人是谁", "这是哪个提的", "who asked", "whos asking for it", "who's behind it"],
)
def test_who_asked_for_it(office: Office, text: str) -> None:
    number = office.submit(5)
    assert f"{number}" in shown(office).say(text)


@pytest.mark.parametrize("text", ["谁提的", "who asked"])
def test_who_asked_for_each_of_a_list(office: Office, text: str) -> None:
    first, second = office.submit(5), office.submit(6)
    answer = shown(office).say(text)
    assert first in answer
    assert second in answer


@pytest.mark.parametrize(
    "text", ["值不值", "划算不", "值不值这个钱", "worth it?", "is it worth it"]
)
def test_whether_it_is_worth_it(office: Office, text: str) -> None:
    number = office.submit(5)
    answer = shown(office).say(text, "query_training_effect")
    assert number in answer
    assert "依据" in answer or "known for and against" in answer


@pytest.mark.parametrize("text", ["值不值", "worth it?"])
def test_of_several_it_is_asked_which(office: Office, text: str) -> None:
    first, second = office.submit(5), office.submit(6)
    talk = shown(office)
    talk.say(text)
    assert len(talk.choices) == 2
    assert first in talk.choices[0]
    assert second in talk.press(talk.choices[1])


@pytest.mark.parametrize(
    "text", ["第一个什么情况", "头一个说说", "tell me about the first", "what about the first one"]
)
def test_the_first_is_told_of(office: Office, text: str) -> None:
    first, second = office.submit(5), office.submit(6)
    answer = shown(office).say(text)
    assert first in answer
    assert second not in answer


@pytest.mark.parametrize("text", ["砍了多少", "给我砍掉多少钱", "how much got cut"])
def test_what_was_cut(office: Office, text: str) -> None:
    number = office.submit(20)
    office.do(HEAD, amend_request, number, LineChange(headcount=15), office.key())
    answer = shown(office, HEAD).say(text, "query_budget_status")
    assert number in answer
    assert "少了" in answer or "less" in answer


@pytest.mark.parametrize("text", ["砍了多少", "how much was it cut"])
def test_what_was_never_cut_is_said_so(office: Office, text: str) -> None:
    office.submit(20)
    answer = shown(office, HEAD).say(text)
    assert "没有改过" in answer or "never changed" in answer


@pytest.mark.parametrize("text", ["被退了，凭啥", "why was it sent back", "凭什么砍我的"])
def test_why_it_was_sent_back(office: Office, text: str) -> None:
    number = office.submit(20)
    office.do(HR, return_request, number, office.key(), "too many people")
    assert "too many people" in shown(office, HEAD).say(text)


@pytest.mark.parametrize(
    "text",
    ["人太多了让他改10", "人太多了，改成10个", "too many people, make it 10", "10 is enough"],
)
def test_who_decides_it_returns_it_with_that_as_the_reason(office: Office, text: str) -> None:
    number = office.submit(20)
    talk = shown(office)
    summary = talk.say(text)
    assert number in summary
    assert text in summary
    talk.say("确认", "affirm")
    assert office.state(number) == "returned"


@pytest.mark.parametrize("text", ["再加10个人", "那个申请再加10个人", "add 10 more people"])
def test_who_asked_for_it_changes_it(office: Office, text: str) -> None:
    number = office.submit(20)
    talk = shown(office, HEAD)
    assert "30" in talk.say(text)
    talk.say("确认", "affirm")
    assert office.version(number) == 2


def test_nothing_is_done_before_it_is_confirmed(office: Office) -> None:
    number = office.submit(20)
    shown(office).say("人太多了，改成10个")
    assert office.state(number) == "submitted"


@pytest.mark.parametrize("text", ["谁提的", "worth it?", "砍了多少"])
def test_without_a_request_before_it_is_about_something_else(office: Office, text: str) -> None:
    number = office.submit(20)
    talk: Any = Conversation(office.engine, HR, names={})
    assert number not in talk.say(text)
