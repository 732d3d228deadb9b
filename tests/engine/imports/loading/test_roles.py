"""Roles by a file: given, never taken, and by nobody to himself."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.access import Actor, Role
from engine.store.database import Database
from engine.store.tables import Employee, OrgUnit, RoleGrant
from tests.engine.imports.tables import asked, fates, load, refused, sheet

PEOPLE = "工号,姓名,部门\n1,甲,人力资源部\n2,乙,财务部\n3,丙,生产部\n"
ROLES = "工号,姓名,角色,部门\n1,,HR,\n,乙,财务经理,\n3,丙,部门负责人,生产部\n"


@pytest.fixture
def store(either_store: Database) -> Database:
    load(either_store, sheet("people", PEOPLE))
    return either_store


def granted(database: Database) -> set[tuple[str, str, str]]:
    with database.reading() as session:
        rows = (
            select(Employee.emp_no, RoleGrant.role, OrgUnit.name)
            .join(Employee, Employee.id == RoleGrant.employee_id)
            .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
        )
        return {(person, role, unit) for person, role, unit in session.execute(rows)}


def test_roles_are_given_once(store: Database) -> None:
    (report,) = load(store, sheet("roles", ROLES))
    assert fates(report) == {"ADDED": 2, "CHANGED": 1}
    assert granted(store) == {("1", "hr", "COMPANY"), ("2", "finance", "COMPANY")}
    with store.reading() as session:
        assert session.scalar(select(OrgUnit.head_employee_id).where(OrgUnit.name == "生产部"))
    assert fates(load(store, sheet("roles", ROLES))[0]) == {"SAME": 3}


def test_what_is_unclear_gives_nothing(store: Database) -> None:
    text = "工号,角色,部门\n1,老板,\n9,HR,\n1,HR,没有这个部\n1,,\n"
    (report,) = load(store, sheet("roles", text))
    assert (asked(report), fates(report)) == (["word:role=老板"], {"LEFT_OUT": 1, "REFUSED": 3})
    assert refused(report) == [(3, "unknown_employee"), (4, "unknown_unit"), (5, "empty")]
    assert granted(store) == set()


def test_hr_gives_units_their_heads_and_no_other_role(store: Database) -> None:
    hr = Actor(employee_id=1, emp_no="1", name="甲", org_unit_id=1, paths={Role.HR: ("/COMPANY/",)})
    text = "工号,角色,部门\n1,HR,\n2,财务,\n3,HR,生产部\n3,负责人,生产部\n"
    (report,) = load(store, sheet("roles", text), actor=hr)
    assert refused(report) == [(2, "own_role"), (3, "set_authority"), (4, "set_authority")]
    assert (granted(store), fates(report)["CHANGED"]) == (set(), 1)
