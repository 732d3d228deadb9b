"""The people of a message, as the store has them for who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.message import read_facts
from assistant.people.reading import people_said
from assistant.understanding.names import read_names
from engine.store.database import Database
from engine.store.tables import Employee
from engine.usecases.people import MOST
from tests.company import HR, Company
from tests.conftest import NOW, engine_over

NAMES = {
    "E1": "罗文",
    "E2": "罗文",
    "E3": "李娜",
    "E4": "高峰",
    "E5": "王小明",
    "E6": "Tom Baker",
    "E7": "成功",
    "E8": "安全",
    "10437": "欧阳建国",
    "E9": "赵敏",
}
Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def read(empty_store: Database) -> Read:
    company = Company()
    for number, name in NAMES.items():
        row = company.person(company.root, number=number)
        company.rows.of(Employee)[row - 1]["name"] = name
    for number in range(MOST + 1):
        row = company.person(company.root, number=f"Z{number}")
        company.rows.of(Employee)[row - 1]["name"] = f"陈{'一二三四五六'[number]}"
    company.write(empty_store)
    engine = engine_over(empty_store)

    def people(text: str, *others: dict[str, Any], who: str = HR) -> list[dict[str, Any]]:
        read = [
            {"entity": one.kind, "start": one.start, "end": one.end, "value": one.text}
            for one in read_names(text)
            if one.kind == "employee_name"
        ]
        return people_said(
            text, [*others, *read], lambda use, *args: engine.perform(use, who, "test", *args)
        )

    return people


def codes(entities: list[dict[str, Any]]) -> list[str | None]:
    return [one.get("code") for one in entities if one["entity"] == "employee_name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李娜的档案", ["E3"]),
        ("看看李娜都会啥", ["E3"]),
        ("罗文参加过哪些培训", ["E1", "E2"]),
        ("which trainings has luo wen attended", ["E1", "E2"]),
        ("Wen Luo's record", ["E1", "E2"]),
        ("罗文 E2", ["E1", "E2", "E2"]),
        ("看看我手下高峰的技能评分", ["E4"]),
        ("把王小明加进去", ["E5"]),
        ("Baker Tom 的证书", ["E6"]),
        ("what courses did Tom Baker take", ["E6"]),
        ("Ms Zhao's record", ["E9"]),
        ("小王打了几分", ["E5"]),
        ("王工的证", ["E5"]),
        ("工号10437的档案", ["10437"]),
        ("欧阳师傅的证", ["10437"]),
        ("李娜和赵敏一起去", ["E3", "E9"]),
        ("生产高峰期要赶工", []),
        ("成功率太低", []),
        ("做安全培训", []),
        ("提高安全意识", []),
        ("小李子", []),
        ("给10437元", []),
        ("how much is left", []),
    ],
)
def test_who_is_named(read: Read, text: str, expected: list[str]) -> None:
    assert codes(read(text)) == expected


def test_of_one_name_the_one_whose_number_is_said_is_meant(read: Read) -> None:
    facts = read_facts(read("罗文 E2"), NOW.date())
    assert [one["code"] for one in facts.people] == ["E2"]


def test_what_was_written_is_kept_beside_the_name(read: Read) -> None:
    (found,) = read("小王打了几分")
    assert (found["value"], found["name"], found["start"], found["end"]) == ("小王", "王小明", 0, 2)


def test_a_name_of_nobody_is_unknown_with_the_likeliest(read: Read) -> None:
    (found,) = read("王小命的档案")
    assert "code" not in found
    assert found["candidates"] == [{"code": "E5", "name": "王小明"}]
    facts = read_facts([found], NOW.date())
    assert (facts.people, facts.name_said) == ((), "王小命")


def test_too_many_of_a_name_are_told_as_such(read: Read) -> None:
    (found,) = read("小陈的档案")
    assert (len(found["candidates"]), found["more"], "code" in found) == (MOST, True, False)


def test_who_may_see_nobody_reads_a_name_like_one_that_nobody_has(read: Read) -> None:
    known, unknown = read("罗文的档案", who="E3"), read("罗武的档案", who="E3")
    assert known == [{**unknown[0], "value": "罗文"}]
    assert read("罗文提的", who="E3")[0]["candidates"] == []


def other(kind: str, text: str, within: str, **known: Any) -> dict[str, Any]:
    start = within.index(text)
    return {"entity": kind, "start": start, "end": start + len(text), "value": text, **known}


def test_a_known_person_is_no_course_that_was_guessed(read: Read) -> None:
    text = "给李娜报个谈判课"
    topic = other("course", "李娜", text)
    course = other("course", "谈判", text, code="C1")
    assert [one["entity"] for one in read(text, topic, course)] == ["course", "employee_name"]
    guessed = {**topic, "code": "C9", "guessed": True}
    assert codes(read(text, guessed)) == ["E3"]


def test_what_the_catalogue_calls_so_is_no_person(read: Read) -> None:
    text = "看看李娜的培训"
    assert codes(read(text, other("course", "李娜", text, code="C1"))) == []


def test_the_figures_of_a_number_are_no_headcount(read: Read) -> None:
    text = "工号10437的档案"
    found = read(text, other("headcount", "10437", text))
    assert [one["entity"] for one in found] == ["employee_name"]


def test_a_message_without_any_asks_nobody() -> None:
    def perform(*_: object) -> None:
        raise AssertionError("nothing to look up")

    others = [{"entity": "headcount", "value": "20", "start": None, "end": None}]
    assert people_said("20", others, perform) == others


def test_nothing_else_is_touched(read: Read) -> None:
    text = "李娜要20个人"
    count = other("headcount", "20", text)
    assert read(text, count)[0] == count
