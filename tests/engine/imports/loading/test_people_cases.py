"""The handed lists of people, as tables made by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit
from tests.engine.imports.tables import (
    CASES,
    asked,
    changed,
    fates,
    load,
    needs_cases,
    sheet,
)

C22 = "工号,姓名,部门\n1,甲,华东大区/销售部\n2,乙,华北大区/销售部\n3,丙,华东大区\n"
C22B = "工号,姓名,一级部门,部门\n1,甲,华东大区,销售部\n2,乙,华北大区,销售部\n"
R07 = """姓名,员工状态,部门,职位,工号,员工类型,入职日期
何洋兰,在职,某公司/业务部/南京/南京-李组,C1,000096,全职,2018-04-18
李静博,在职,某公司/业务部/南京/南京-李组,L3,000119,全职,2018-07-04
王一,在职,某公司/业务部/南京,实习生,,实习,2025-07-01
"""


def tree(database: Database) -> dict[str, list[str]]:
    """The names of the people by the path of their unit."""
    with database.reading() as session:
        units = {one.id: one for one in session.scalars(select(OrgUnit).order_by(OrgUnit.path))}
        people = session.scalars(select(Employee).order_by(Employee.id)).all()

    def path(unit: OrgUnit) -> str:
        above = units.get(unit.parent_id or 0)
        return f"{path(above)}/{unit.name}" if above else ""

    return {
        path(unit): [one.name for one in people if one.org_unit_id == key]
        for key, unit in units.items()
    }


def case(name: str) -> str:
    return (CASES / "files" / name).read_text(encoding="utf-8-sig")


def people(name: str) -> str:
    return (CASES / "people" / f"{name}.csv").read_text(encoding="utf-8")


def roster() -> str:
    """Sixty people of five departments with a team in each, as c01 and c02 have them."""
    departments = ("生产部", "销售部", "研发部", "质量部", "人力资源部")
    rows = "".join(
        f"{n:06d},员{n}号,正式,{departments[n % 5]},一班,操作工,2015-01-01,"
        f"{'离职' if n % 7 == 1 else '在岗'}\n"
        for n in range(1, 61)
    )
    return "工号,姓名,用工形式,一级部门,二级部门,岗位名称,入职时间,人员状态\n" + rows


def test_c01_c02_level_columns_are_a_tree(either_store: Database) -> None:
    (report,) = load(either_store, sheet("people", roster()))
    assert (fates(report), asked(report)) == ({"ADDED": 60}, [])
    assert report.things == {"unit": 10, "position": 1}
    found = tree(either_store)
    assert {path: len(people) for path, people in found.items() if people} == {
        f"/{name}/一班": 12 for name in ("生产部", "销售部", "研发部", "质量部", "人力资源部")
    }
    with either_store.reading() as session:
        states = Counter(session.scalars(select(Employee.status)))
    assert states == {"active": 51, "left": 9}
    (again,) = load(either_store, sheet("people", roster()))
    assert (fates(again), again.changes) == ({"SAME": 60}, [])


def test_c01_over_flat_departments_is_one_level_more(empty_store: Database) -> None:
    """They are still there: nothing was renamed."""
    flat = "\n".join(
        ",".join(cell for at, cell in enumerate(line.split(",")) if at != 4)
        for line in roster().splitlines()
    )
    load(empty_store, sheet("people", flat))
    (report,) = load(empty_store, sheet("people", roster()))
    assert (report.questions, report.things) == ([], {"unit": 5})
    assert changed(report)[0] == ("department", "销售部", "销售部/一班 (2026-11-23)")


def test_c13b_numbers_that_were_amounts_and_a_gap(empty_store: Database) -> None:
    text = "工号,姓名,部门\n1000.0,甲一,生产部\n1001.0,乙二,生产部\n,丙三,生产部\n"
    assert fates(load(empty_store, sheet("people", text))[0]) == {"ADDED": 3}
    with empty_store.reading() as session:
        numbers = session.scalars(select(Employee.emp_no).order_by(Employee.id)).all()
    assert numbers == ["1000", "1001", "N-0001"]
    assert fates(load(empty_store, sheet("people", text))[0]) == {"SAME": 3}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            C22,
            {"": [], "/华东大区": ["丙"], "/华东大区/销售部": ["甲"], "/华北大区": []}
            | {"/华北大区/销售部": ["乙"]},
        ),
        (
            C22B,
            {"": [], "/华东大区": [], "/华东大区/销售部": ["甲"], "/华北大区": []}
            | {"/华北大区/销售部": ["乙"]},
        ),
        (
            R07,
            {"": [], "/业务部": [], "/业务部/南京": ["王一"]}
            | {"/业务部/南京/南京-李组": ["何洋兰", "李静博"]},
        ),
    ],
)
def test_c22_c22b_r07_paths_are_trees(
    either_store: Database, text: str, right: dict[str, list[str]]
) -> None:
    (report,) = load(either_store, sheet("people", text))
    assert (tree(either_store), report.questions) == (right, [])
    (again,) = load(either_store, sheet("people", text))
    assert (set(fates(again)), tree(either_store)) == ({"SAME"}, right)


def test_a_path_list_over_flat_units_asks_and_says(empty_store: Database) -> None:
    flat = "工号,姓名,部门\n1,甲,销售部\n4,丁,销售部\n2,乙,财务部\n5,戊,财务部\n"
    load(empty_store, sheet("people", flat))
    text = flat.replace("销售部", "华东大区/销售部").replace("财务部", "总部/财务部")
    (report,) = load(empty_store, sheet("people", text))
    assert asked(report) == ["unit_renamed:华东大区/销售部", "unit_renamed:总部/财务部"]
    (moved,) = load(empty_store, sheet("people", text), answers={"unit_renamed": "renamed"})
    assert changed(moved) == [
        ("unit", "销售部", "华东大区/销售部"),
        ("unit", "财务部", "总部/财务部"),
    ]
    assert fates(moved) == {"SAME": 4}


@needs_cases
def test_c23_the_ten_who_are_not_in_the_next_list(empty_store: Database) -> None:
    load(empty_store, sheet("people", case("base_people.csv")))
    following = sheet("people", case("c23_people_next_month.csv"))
    (report,) = load(empty_store, following)
    (question,) = report.questions
    assert (question.code, question.args["people"], fates(report)) == (
        "not_in_the_list",
        10,
        {"SAME": 50},
    )
    (left,) = load(empty_store, following, answers={question.key: "left"})
    assert changed(left) == [("status", "active", "left")] * 10


@needs_cases
@pytest.mark.parametrize(
    ("name", "answers", "right"),
    [
        ("moved", {}, [("department", "生产部", "销售部 (2026-11-23)")] * 2),
        ("ren", {"unit_renamed:制造部": "renamed"}, [("unit", "生产部", "制造部")]),
        ("left", {}, [("status", "active", "left")]),
    ],
)
def test_b16_the_next_list(
    either_store: Database, name: str, answers: dict[str, str], right: list[tuple[str, str, str]]
) -> None:
    load(either_store, sheet("people", people("people1")))
    (report,) = load(either_store, sheet("people", people(f"people_{name}")), answers=answers)
    assert (changed(report), report.questions) == (right, [])


@needs_cases
def test_b16e_a_number_given_to_a_new_person(either_store: Database) -> None:
    for name in ("people1", "people_left"):
        load(either_store, sheet("people", people(name)))
    reused = sheet("people", people("people_reuse"))
    (report,) = load(either_store, reused)
    assert (asked(report), fates(report)) == (["number_reused:1001"], {"LEFT_OUT": 1, "SAME": 9})
    (report,) = load(either_store, reused, answers={"number_reused:1001": "yes"})
    assert changed(report) == [("emp_no", "1001", "1001-(2026)")]
