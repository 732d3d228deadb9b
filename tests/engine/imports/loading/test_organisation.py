"""Units with parents, levels and codes, and who heads them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.imports.sheet_report import SheetReport
from engine.store.database import Database
from engine.store.tables import Alias, Employee, OrgUnit
from tests.engine.imports.tables import asked, changed, fates, load, refused, sheet

R07 = """姓名,员工状态,部门,职位,工号,员工类型,入职日期
何洋兰,在职,某公司/业务部/南京/南京-李组,C1,000096,全职,2018-04-18
李静博,在职,某公司/业务部/南京/南京-李组,L3,000119,全职,2018-07-04
王一,在职,某公司/业务部/南京,实习生,,实习,2025-07-01
"""
R09 = """所属公司,1级部门,组织类别,部门负责人姓名,部门负责人工号,部门编码,状态
某公司,业务部,部门,李静博,000119,B01,启用
某公司,总经办,部门,何洋兰,000096,B02,启用
"""
PARENTS = """部门名称,上级部门,部门编码,成本中心,生效日期
一车间,生产部,W1,CC1,
生产部,某公司,PRD,CC0,2020-01-01
某公司,,C,,
二车间,生产部,W2,CC2,
销售部,某公司,SAL,,
"""


def organise(database: Database, text: str, answers: dict[str, str] | None = None) -> SheetReport:
    return load(database, sheet("organisation", text), answers=answers)[0]


def units(database: Database) -> dict[str, str]:
    """The paths of codes by the names from the top."""
    with database.reading() as session:
        stored = {one.id: one for one in session.scalars(select(OrgUnit).order_by(OrgUnit.path))}

    def names(unit: OrgUnit) -> str:
        above = stored.get(unit.parent_id or 0)
        return f"{names(above)}/{unit.name}" if above else unit.name

    return {names(one): one.path for one in stored.values()}


def heads(database: Database) -> dict[str, str]:
    with database.reading() as session:
        rows = select(OrgUnit.name, Employee.name).join(
            Employee, Employee.id == OrgUnit.head_employee_id
        )
        return {one[0]: one[1] for one in session.execute(rows)}


def test_r09_units_their_company_and_their_heads(either_store: Database) -> None:
    load(either_store, sheet("people", R07))
    report = organise(either_store, R09)
    assert (fates(report), report.questions) == ({"ADDED": 1, "CHANGED": 1}, [])
    assert heads(either_store) == {"业务部": "李静博", "总经办": "何洋兰"}
    assert set(units(either_store)) >= {"某公司", "某公司/业务部", "某公司/总经办"}
    with either_store.reading() as session:
        assert session.scalar(select(Alias.code).where(Alias.name == "B01")) == "业务部"
    again = organise(either_store, R09)
    assert (fates(again), again.changes) == ({"SAME": 2}, [])


def test_heads_may_come_with_the_same_load(either_store: Database) -> None:
    report, people = load(either_store, sheet("organisation", R09), sheet("people", R07))
    assert (fates(report), fates(people)) == ({"ADDED": 2}, {"ADDED": 3})
    assert heads(either_store) == {"业务部": "李静博", "总经办": "何洋兰"}
    assert units(either_store)["某公司/业务部/南京/南京-李组"].endswith("/B01/南京/南京-李组/")


def test_an_unknown_head_costs_his_cell(empty_store: Database) -> None:
    report = organise(empty_store, R09)
    assert fates(report) == {"ADDED": 2}
    assert [(one.column, one.code) for one in report.cells_left_out] == [
        ("部门负责人工号", "unknown_employee")
    ] * 2


def test_parents_make_a_tree_in_any_order(either_store: Database) -> None:
    report = organise(either_store, PARENTS)
    assert (fates(report), report.questions) == ({"ADDED": 5}, [])
    assert units(either_store) == {
        "某公司": "/C/",
        "某公司/生产部": "/C/PRD/",
        "某公司/生产部/一车间": "/C/PRD/W1/",
        "某公司/生产部/二车间": "/C/PRD/W2/",
        "某公司/销售部": "/C/SAL/",
    }
    with either_store.reading() as session:
        kept = session.scalars(select(OrgUnit.cost_centre).order_by(OrgUnit.code)).all()
    assert kept == [None, "CC0", None, "CC1", "CC2"]
    assert fates(organise(either_store, PARENTS)) == {"SAME": 5}


def test_codes_of_parents_do_the_same(either_store: Database) -> None:
    text = "dept id,dept name,parent id\n1,Company,\n10,Sales,1\n11,Inside sales,10\n20,IT,1\n"
    organise(either_store, text)
    assert units(either_store)["Company/Sales/Inside sales"] == "/1/10/11/"


def test_what_is_known_by_its_code_is_renamed_and_moved(either_store: Database) -> None:
    organise(either_store, PARENTS)
    report = organise(either_store, PARENTS.replace("二车间,生产部", "装配车间,销售部"))
    assert changed(report) == [("unit", "生产部/二车间", "销售部/装配车间")]
    assert units(either_store)["某公司/销售部/装配车间"] == "/C/SAL/W2/"


def test_flat_units_come_to_their_places_and_other_moves_are_asked_about(
    either_store: Database,
) -> None:
    load(either_store, sheet("people", "工号,姓名,部门\n1,甲,一车间\n2,乙,生产部\n3,丙,销售部\n"))
    text = "部门,上级部门\n一车间,生产部\n生产部,\n销售部,\n"
    report = organise(either_store, text)
    assert changed(report) == [("unit", "一车间", "生产部/一车间")]
    assert fates(organise(either_store, text)) == {"SAME": 3}
    elsewhere = text.replace("一车间,生产部", "一车间,销售部")
    report = organise(either_store, elsewhere)
    assert (asked(report), fates(report)) == (["units_moved"], {"LEFT_OUT": 1, "SAME": 2})
    moved = organise(either_store, elsewhere, {"units_moved": "yes"})
    assert changed(moved) == [("unit", "生产部/一车间", "销售部/一车间")]


def test_two_units_of_one_name_stay_two(either_store: Database) -> None:
    text = "组织编码,组织名称,上级编码\nA,华东,\nB,华北,\nA1,销售部,A\nB1,销售部,B\n"
    for right in ({"ADDED": 4}, {"SAME": 4}):
        assert fates(organise(either_store, text)) == right
    people = "工号,姓名,部门,部门编码\n1,甲,销售部,B1\n2,乙,,A1\n3,丙,,X\n"
    (report,) = load(either_store, sheet("people", people))
    assert refused(report) == [(4, "unknown_unit")]
    with either_store.reading() as session:
        rows = select(Employee.name, OrgUnit.path).join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        assert {one[0]: one[1] for one in session.execute(rows)} == {
            "甲": "/COMPANY/B/B1/",
            "乙": "/COMPANY/A/A1/",
        }


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("部门,上级部门\n甲部,乙部\n乙部,甲部\n", [(2, "below_itself"), (3, "below_itself")]),
        ("部门,上级编码\n甲部,Z9\n", [(2, "unknown_unit")]),
        ("部门,成本中心\n甲部,1\n甲部,2\n,3\n", [(4, "empty"), (3, "twice_in_file")]),
    ],
)
def test_what_cannot_be_is_refused(
    empty_store: Database, text: str, right: list[tuple[int, str]]
) -> None:
    assert refused(organise(empty_store, text)) == right


def test_r04_people_find_their_units_by_code(either_store: Database) -> None:
    units_ = "dept_id,dept_name,location\n1,Engineering,San Francisco\n2,Marketing,New York\n"
    people = (
        "emp_id,first_name,last_name,dept_id,hire_date,employment_status\n"
        "1,Ann,Alder,1,2016-07-17,Active\n2,Bob,Birch,2,2017-03-07,Terminated\n"
    )
    people_sheet = sheet(
        "people",
        people,
        emp_no="emp_id",
        first_name="first_name",
        last_name="last_name",
        unit_code="dept_id",
        hire_date="hire_date",
        status="employment_status",
    )
    units_sheet = sheet("organisation", units_, code="dept_id", unit="dept_name")
    for right in ("ADDED", "SAME"):
        reports = load(either_store, people_sheet, units_sheet)
        assert [fates(one) for one in reports] == [{right: 2}, {right: 2}]
    with either_store.reading() as session:
        rows = select(Employee.name, OrgUnit.name, Employee.status).join(
            OrgUnit, OrgUnit.id == Employee.org_unit_id
        )
        assert [tuple(row) for row in session.execute(rows)] == [
            ("Ann Alder", "Engineering", "active"),
            ("Bob Birch", "Marketing", "left"),
        ]


def test_closed_units_are_closed_and_not_made(either_store: Database) -> None:
    organise(either_store, PARENTS)
    text = "部门名称,部门编码,部门状态\n二车间,W2,停用\n旧部,OLD,撤销\n"
    report = organise(either_store, text)
    assert changed(report) == [("valid_to", "—", "2026-11-23")]
    assert [(one.code, one.row) for one in report.remarks] == [("closed_unit", 3)]
    assert fates(report) == {"CHANGED": 1, "LEFT_OUT": 1}


NAMED = """部门编码,部门名称,上级部门编码,英文名称,别名
C,某公司,,The company,全公司
W1,一车间,PRD,Workshop 1,1车间、W1
PRD,生产部,C,Production,
SAL,销售部,C,,
"""


def called(database: Database) -> list[tuple[str, str | None]]:
    with database.reading() as session:
        rows = session.execute(select(OrgUnit.code, OrgUnit.name_en).order_by(OrgUnit.id))
        return [(code, name) for code, name in rows]


def test_units_come_as_the_file_has_them_but_those_above_first(either_store: Database) -> None:
    assert fates(organise(either_store, NAMED)) == {"ADDED": 4}
    assert called(either_store) == [
        ("C", "The company"),
        ("PRD", "Production"),
        ("W1", "Workshop 1"),
        ("SAL", None),
    ]


def test_other_names_of_a_unit_are_kept_though_one_is_its_code(either_store: Database) -> None:
    organise(either_store, NAMED)
    with either_store.reading() as session:
        names = session.execute(select(Alias.code, Alias.name).order_by(Alias.id)).all()
    assert [tuple(one) for one in names] == [("C", "全公司"), ("W1", "1车间"), ("W1", "W1")]


def test_another_name_that_is_new_is_told(either_store: Database) -> None:
    organise(either_store, NAMED)
    report = organise(either_store, NAMED.replace("Production,", "Manufacturing,制造部"))
    assert changed(report) == [
        ("name_en", "Production", "Manufacturing"),
        ("aliases", "—", "制造部"),
    ]
    assert (
        changed(organise(either_store, NAMED.replace("Production,", "Manufacturing,制造部"))) == []
    )


@pytest.mark.parametrize("nothing", ["0", "-1", "无", "ROOT", "NULL"])
def test_what_stands_for_no_unit_above_is_none(empty_store: Database, nothing: str) -> None:
    text = f"部门编号,上级部门编号,部门名称\n101,{nothing},生产中心\n105,101,一车间\n"
    assert fates(organise(empty_store, text)) == {"ADDED": 2}
    assert any(path.endswith("/生产中心/一车间") for path in units(empty_store))
