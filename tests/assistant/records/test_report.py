"""The effect report of one training, in talk."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from tests.assistant.statements.test_on_request import talk
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)


@pytest.fixture
def number(office: Office) -> str:
    found = office.approved(4)
    office.hold(found, 3)
    office.result(found, level="learning", measure="quiz", n=3)
    return found


ASKED = [
    "{number}的效果报告",
    "4月那次培训的总结",
    "how did {number} go?",
    "training report for {number}",
]


@pytest.mark.parametrize("said", ASKED)
def test_the_whole_report(office: Office, number: str, said: str) -> None:
    told = talk(office).say(said.format(number=number))
    assert number in told
    assert "来了 3 人，计划 4 人（75%）" in told or "3 of 4 planned came (75%)" in told
    assert "quiz 90%" in told
    assert "name of FIN1" in told


LACKING = ["{number}评估还缺什么，该谁补", "what's still missing for the evaluation of {number}?"]


@pytest.mark.parametrize("said", LACKING)
def test_what_is_lacking_alone(office: Office, number: str, said: str) -> None:
    told = talk(office, HEAD).say(said.format(number=number))
    assert "录入评估结果" in told or "enter a result" in told
    assert "75%" not in told


def test_of_several_it_is_asked_which_and_the_answer_is_told(office: Office) -> None:
    number, other = office.approved(4), office.approved(2)
    office.hold(number, 3)
    office.hold(other, 2)
    chat = talk(office)
    chat.say("上次培训的总结")
    assert len(chat.choices) == 2
    assert other in chat.say(f"{other}的效果报告")


def test_it_is_exported_as_told(office: Office, number: str) -> None:
    chat = talk(office)
    chat.say(f"{number}的效果报告")
    chat.say("导出", "export_report")
    assert any(reply.file for reply in chat.replies)


def test_who_sees_no_such_request_learns_nothing(office: Office, number: str) -> None:
    assert "来了" not in talk(office, WORKER).say(f"{number}的效果报告")
