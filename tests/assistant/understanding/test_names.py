"""Names of the catalogue by writing, sound and likeness; names that no catalogue holds."""

from typing import Any

import pytest

from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge

KNOWN = CatalogueNames(
    [
        Meaning("course", "C1", "客户谈判培训"),
        Meaning("course", "C2", "Forklift refresher"),
        Meaning("skill", "S1", "设备操作规范"),
        Meaning("org_unit", "U1", "研发部"),
        Meaning("org_unit", "U2", "销售部"),
        Meaning("org_unit", "U2", "Sales"),
        Meaning("kpi", "K1", "Sales"),
        Meaning("kpi", "K2", "故障率"),
        Meaning("position", "P1", "导购"),
        Meaning("org_unit", "U3", "人事部"),
    ]
)


def entities(text: str) -> list[dict[str, Any]]:
    return merge(text, KNOWN.find(text), read_names(text), KNOWN)


def codes(text: str) -> list[tuple[str, str | None]]:
    return [(one["entity"], one.get("code")) for one in entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给销售部报客户谈判培训", [("department", "U2"), ("course", "C1")]),
        ("book a forklift refresher", [("course", "C2")]),
        ("设备操作规范这块", [("skill", "S1")]),
        # Homophones: 设备超做规范 sounds like 设备操作规范.
        ("设备超做规范不会", [("skill", "S1")]),
        # 人是不 sounds like 人事部.
        ("这58人是不是都有差距", []),
        # Typos: a character too few, one changed.
        ("我要报客护谈判培训", [("course", "C1")]),
        ("研发中心还剩多少", [("department", "U1")]),
        ("设备故障率为什么高", [("kpi", "K2")]),
    ],
)
def test_names_of_the_catalogue(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_a_longer_name_of_another_unit_is_not_taken_for_the_shorter() -> None:
    assert codes("销售三部的预算") == [("department", None)]


def test_a_unit_and_a_kpi_of_one_name_are_told_apart_by_what_is_said() -> None:
    assert codes("what is left in Sales") == [("department", "U2")]
    assert codes("Sales must grow by 10%") == [("kpi", "K1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟的培训记录", [("employee_name", None)]),
        (
            "给销售部报客户谈判培训，张伟提的",
            [("department", "U2"), ("course", "C1"), ("employee_name", None)],
        ),
        ("what courses did Tom Baker take", [("employee_name", None)]),
        ("方圆十里最便宜", []),
    ],
)
def test_where_a_person_is_named_nothing_else_is_and_who_it_is_stays_open(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仓储部缺叉车司机", {"department": "仓储部", "position": "叉车司机"}),
        ("给30名收银员做反假币培训", {"position": "收银员", "topic": "反假币"}),
        ("苏州工厂的报废率", {"department": "苏州工厂", "kpi": "报废率"}),
        ("入库差错率又涨了", {"kpi": "入库差错率"}),
        ("李娜的证书", {"employee_name": "李娜"}),
        ("our welders need a crane refresher", {"position": "welders", "topic": "crane refresher"}),
        ("show me Tom Baker's record", {"employee_name": "Tom Baker"}),
        ("how much is left in procurement", {"department": "procurement"}),
        ("第三级评估，L3", {"level": "L3"}),
        ("报个“量子沟通力”的课", {"topic": "量子沟通力"}),
        ("I'd like to ask for cold chain safety for Logistics", {"topic": "cold chain safety"}),
        ("店长班怎么样", {"topic": "店长"}),
    ],
)
def test_names_that_no_catalogue_holds(text: str, expected: dict[str, str]) -> None:
    found = {name.kind: name.text for name in read_names(text)}
    assert {kind: found.get(kind) for kind in expected} == expected


@pytest.mark.parametrize(
    "text", ["用英语回我", "switch to english please", "it is fine", "let us go"]
)
def test_what_is_no_name(text: str) -> None:
    assert entities(text) == []


def test_a_course_added_to_the_catalogue_is_found_without_training() -> None:
    grown = CatalogueNames([Meaning("course", "C9", "量子共情沟通力")])
    text = "给12个人报量子共情沟通力"
    assert [one["code"] for one in merge(text, grown.find(text), read_names(text), grown)] == ["C9"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("罗文参加过哪些培训", "罗文"),
        ("刘不存在参加过哪些培训", "刘不存在"),
        ("查一下王小明上过什么课", "王小明"),
        ("请问李娜都参加了哪些课程", "李娜"),
        ("张伟一共学过几门课", "张伟"),
        ("欧阳修参加过培训吗", "欧阳修"),
        ("E000090参加过哪些培训", "E000090"),
        ("工号 E999999 的培训记录", "E999999"),
        ("which trainings has Luo Wen attended", "Luo Wen"),
        ("what courses did Tom Baker take", "Tom Baker"),
        ("Tom Baker's trainings", "Tom Baker"),
        ("show me the trainings of Luo Wen", "Luo Wen"),
        ("has Maria completed anything this year", "Maria"),
    ],
)
def test_whose_trainings_are_asked_for(text: str, name: str) -> None:
    assert [one.text for one in read_names(text) if one.kind == "employee_name"] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "车间参加过哪些培训",
        "我们部门上过什么课",
        "车间主任参加过哪些培训",
        "操作工都学过什么",
        "去年参加过哪些培训",
        "员工参加过哪些培训",
        "who has attended the safety course",
        "which trainings have we attended",
        "we took three courses",
        "TR-2026-0012",
    ],
)
def test_who_is_no_single_person(text: str) -> None:
    assert [one.text for one in read_names(text) if one.kind == "employee_name"] == []
