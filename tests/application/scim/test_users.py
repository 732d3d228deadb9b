"""Users as Entra ID and Okta send them, and the people that they become."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from engine.api.scim.routes import LARGEST_BODY
from engine.store.tables import Assignment, AuditEvent, Employee, OrgUnit, Position
from tests.application.scim.provider import ENTERPRISE, USER, IdentityProvider, patch, user

WORK = [{"type": "work", "value": "Zhang@C.example", "primary": True}]


def employees(idp: IdentityProvider) -> list[tuple[str, str, str]]:
    with idp.store.reading() as session:
        found = session.execute(
            select(Employee.emp_no, Employee.name, Employee.status).order_by(Employee.id)
        )
        return [(number, name, status) for number, name, status in found]


def add_employee(idp: IdentityProvider, number: str, **values: Any) -> int:
    """Somebody who was here before, from a file."""
    with idp.store.transaction() as session:
        top = session.scalars(select(OrgUnit).where(OrgUnit.parent_id.is_(None))).first()
        if top is None:
            top = OrgUnit(code="C", name="某公司", path="/C/")
            session.add(top)
            session.flush()
        given = {"name": "张三", "status": "active", "org_unit_id": top.id, **values}
        employee = Employee(emp_no=number, **given)
        session.add(employee)
        session.flush()
        return employee.id


def test_a_user_becomes_a_person(idp: IdentityProvider) -> None:
    here = idp.user(
        "zhang@c.example",
        "E1",
        "一车间",
        displayName="张三",
        title="班长",
        emails=WORK,
        externalId="a-guid",
    )
    person = idp.employee(here)
    assert (person.emp_no, person.name, person.status) == ("E1", "张三", "active")
    assert person.email == "zhang@c.example"
    assert idp.unit_of(here) == "一车间"
    with idp.store.reading() as session:
        assert session.get_one(Position, person.position_id).name == "班长"
    told = idp.done("GET", f"/Users/{here}")
    assert told["userName"] == "zhang@c.example"
    assert told["externalId"] == "a-guid"
    assert told["emails"] == WORK
    assert told[ENTERPRISE] == {"employeeNumber": "E1", "department": "一车间"}
    assert told["meta"]["location"].endswith(f"/scim/v2/Users/{here}")


def test_the_answer_to_a_new_user_says_where_he_is(idp: IdentityProvider) -> None:
    answer = idp.call("POST", "/Users", user("zhang@c.example"))
    assert answer.status_code == 201
    assert answer.headers["Location"] == answer.json()["meta"]["location"]
    assert answer.headers["Content-Type"] == "application/scim+json"


def test_who_has_no_number_gets_his_login_for_one(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example")
    assert idp.employee(here).emp_no == "zhang@c.example"
    assert ENTERPRISE not in idp.done("GET", f"/Users/{here}")
    path = f"{ENTERPRISE}:employeeNumber"
    idp.patch(f"/Users/{here}", {"op": "Add", "path": path, "value": "E1"})
    assert idp.employee(here).emp_no == "E1"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"displayName": "张三", "name": {"formatted": "三 张"}}, "张三"),
        ({"name": {"formatted": "Zhang San"}}, "Zhang San"),
        ({"name": {"familyName": "张", "givenName": "三"}}, "张三"),
        ({"name": {"familyName": "Jensen", "givenName": "Barbara"}}, "Barbara Jensen"),
        ({"name": {"givenName": "Barbara"}, "displayName": " "}, "Barbara"),
        ({}, "zhang@c.example"),
    ],
)
def test_what_a_person_is_called(idp: IdentityProvider, more: dict[str, Any], name: str) -> None:
    assert idp.employee(idp.user("zhang@c.example", **more)).name == name


def test_half_a_name_that_changes_keeps_the_other_half(idp: IdentityProvider) -> None:
    here = idp.user("b@c.example", name={"familyName": "Jensen", "givenName": "Barbara"})
    idp.patch(f"/Users/{here}", {"op": "Replace", "path": "name.familyName", "value": "Smith"})
    assert idp.employee(here).name == "Barbara Smith"


def test_who_is_here_already_is_found_by_his_number(idp: IdentityProvider) -> None:
    known = add_employee(idp, "E1", name="张三", hire_date=None)
    assert idp.user("zhang@c.example", "E1", displayName="张三") == str(known)
    assert employees(idp) == [("E1", "张三", "active")]


def test_who_is_here_already_is_found_by_an_address_that_is_his_alone(
    idp: IdentityProvider,
) -> None:
    known = add_employee(idp, "E1", email="zhang@c.example")
    assert idp.user("zhang", emails=WORK) == str(known)
    add_employee(idp, "E2", email="office@c.example")
    add_employee(idp, "E3", email="office@c.example")
    shared = [{"value": "office@c.example"}]
    idp.user("li", emails=shared)
    assert [number for number, *_ in employees(idp)] == ["E1", "E2", "E3", "li"]


def test_nobody_takes_the_place_of_somebody_who_left(idp: IdentityProvider) -> None:
    add_employee(idp, "E1", name="张三", status="left")
    told = idp.refused("POST", "/Users", user("li@c.example", "E1", displayName="李四"))
    assert (told["status"], told["scimType"]) == ("409", "uniqueness")
    here = idp.user("zhang@c.example", "E1", displayName="张三")
    assert idp.employee(here).status == "active"


def test_the_same_user_a_second_time_is_refused(idp: IdentityProvider) -> None:
    idp.user("zhang@c.example", "E1", externalId="a-guid")
    for again in (
        user("ZHANG@c.example", "E2"),
        user("other@c.example", "E1"),
        user("other@c.example", "E3", externalId="a-guid"),
    ):
        told = idp.refused("POST", "/Users", again)
        assert (told["status"], told["scimType"]) == ("409", "uniqueness")
    assert len(employees(idp)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "replace", "value": {"active": False}},
        {"op": "Replace", "value": {"active": "False"}},
    ],
)
def test_a_user_who_is_switched_off_has_left(
    idp: IdentityProvider, operation: dict[str, Any]
) -> None:
    here = idp.user("zhang@c.example", "E1")
    assert idp.patch(f"/Users/{here}", operation)["active"] is False
    assert idp.employee(here).status == "left"
    back = {"op": "Replace", "path": "active", "value": "True"}
    assert idp.patch(f"/Users/{here}", back)["active"] is True
    assert idp.employee(here).status == "active"


def test_a_deleted_user_has_left_and_is_not_deleted(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example", "E1", displayName="张三")
    answer = idp.call("DELETE", f"/Users/{here}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert employees(idp) == [("E1", "张三", "left")]
    for method, body in (("GET", None), ("DELETE", None), ("PUT", user("zhang@c.example"))):
        assert idp.refused(method, f"/Users/{here}", body)["status"] == "404"
    assert idp.done("GET", "/Users")["totalResults"] == 0
    assert idp.user("zhang@c.example", "E1", displayName="张三") == here
    assert employees(idp) == [("E1", "张三", "active")]


def test_a_path_less_replacement_as_entra_sends_it(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example", "E1", displayName="张三")
    told = idp.patch(
        f"/Users/{here}",
        {
            "op": "replace",
            "value": {
                "displayName": "张三丰",
                "name.givenName": "三丰",
                f"{ENTERPRISE}:department": "二车间",
                'emails[type eq "work"].value': "new@c.example",
                "preferredLanguage": "zh-CN",
            },
        },
    )
    assert told["displayName"] == "张三丰"
    assert idp.employee(here).email == "new@c.example"
    assert idp.unit_of(here) == "二车间"


def test_a_replacement_as_okta_sends_it(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example", "E1", "一车间", displayName="张三", title="班长")
    body = {
        **user("zhang.san@c.example", "E1", "二车间", displayName="张三"),
        "id": here,
        "groups": [],
        "locale": "zh-CN",
        "name": {"familyName": "张", "givenName": "三"},
        "phoneNumbers": [{"value": "1", "type": "work"}],
        "meta": {"resourceType": "User"},
    }
    told = idp.done("PUT", f"/Users/{here}", body)
    assert told["userName"] == "zhang.san@c.example"
    assert "title" not in told
    assert "phoneNumbers" not in told
    assert idp.unit_of(here) == "二车间"
    assert idp.employee(here).position_id is not None


def test_a_move_is_dated(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example", "E1", "一车间")
    with idp.store.transaction() as session:
        session.execute(update(Assignment).values(valid_from=None))
    idp.patch(
        f"/Users/{here}", {"op": "Replace", "path": f"{ENTERPRISE}:department", "value": "二车间"}
    )
    with idp.store.reading() as session:
        rows = session.execute(
            select(OrgUnit.name, Assignment.valid_from, Assignment.valid_to)
            .join(OrgUnit, OrgUnit.id == Assignment.org_unit_id)
            .where(Assignment.employee_id == int(here))
            .order_by(Assignment.id)
        ).all()
    assert [row.name for row in rows][-1] == "二车间"
    assert rows[-1].valid_from is not None


def test_what_was_changed_here_is_not_undone_by_what_is_only_said_again(
    idp: IdentityProvider,
) -> None:
    body = user("zhang@c.example", "E1", "一车间", displayName="张三", title="班长")
    here = str(idp.done("POST", "/Users", body)["id"])
    with idp.store.transaction() as session:
        session.add(OrgUnit(code="X", name="别处", parent_id=1, path="/COMPANY/X/"))
        session.flush()
        elsewhere = session.scalars(select(OrgUnit.id).where(OrgUnit.code == "X")).one()
        employee = session.get_one(Employee, int(here))
        employee.name, employee.org_unit_id, employee.status = "张三丰", elsewhere, "left"
    told = idp.done("PUT", f"/Users/{here}", body)
    assert (told["displayName"], told["active"]) == ("张三丰", False)
    assert told[ENTERPRISE]["department"] == "别处"
    assert idp.unit_of(here) == "别处"
    idp.done("PUT", f"/Users/{here}", {**body, "displayName": "张小三"})
    assert (idp.employee(here).name, idp.employee(here).status) == ("张小三", "left")


def test_whoever_is_on_leave_stays_so(idp: IdentityProvider) -> None:
    known = add_employee(idp, "E1", name="张三", status="leave")
    idp.user("zhang@c.example", "E1", displayName="张三")
    assert idp.employee(str(known)).status == "leave"


@pytest.mark.parametrize("as_entra", [False, True])
def test_a_manager_is_a_user(idp: IdentityProvider, as_entra: bool) -> None:
    boss, here = idp.user("wang@c.example"), idp.user("zhang@c.example")
    value: Any = boss if as_entra else {"value": boss}
    told = idp.patch(
        f"/Users/{here}", {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": value}
    )
    assert told[ENTERPRISE]["manager"]["value"] == boss
    assert told[ENTERPRISE]["manager"]["$ref"].endswith(f"/Users/{boss}")
    unknown = patch({"op": "Add", "path": f"{ENTERPRISE}:manager", "value": {"value": "999"}})
    assert idp.refused("PATCH", f"/Users/{here}", unknown)["scimType"] == "invalidValue"
    idp.done("DELETE", f"/Users/{boss}")
    assert "manager" not in idp.done("GET", f"/Users/{here}").get(ENTERPRISE, {})
    idp.patch(f"/Users/{here}", {"op": "Replace", "path": "title", "value": "工人"})


def test_a_department_that_several_units_are_called_is_not_guessed(idp: IdentityProvider) -> None:
    idp.user("wang@c.example")
    with idp.store.transaction() as session:
        for code in ("A", "B"):
            session.add(OrgUnit(code=code, name="一班", parent_id=1, path=f"/COMPANY/{code}/"))
    told = idp.refused("POST", "/Users", user("zhang@c.example", department="一班"))
    assert told["scimType"] == "invalidValue"
    assert "一班" in told["detail"]
    assert len(employees(idp)) == 1


def test_a_department_is_found_by_its_other_name_and_by_the_one_it_had(
    idp: IdentityProvider,
) -> None:
    first = idp.user("wang@c.example")
    with idp.store.transaction() as session:
        unit = OrgUnit(
            code="W1", name="一车间", name_en="Workshop 1", parent_id=1, path="/COMPANY/W1/"
        )
        session.add(unit)
    idp.patch(
        f"/Users/{first}",
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Workshop 1"},
    )
    assert idp.unit_of(first) == "一车间"


@pytest.mark.parametrize(
    ("body", "scim_type"),
    [
        ({"schemas": [USER]}, "invalidValue"),
        ({"schemas": [USER], "userName": " "}, "invalidValue"),
        ({"schemas": [USER], "userName": "x" * 300}, "invalidValue"),
        ({"schemas": [USER], "userName": "x" * 70}, "invalidValue"),
        ({"schemas": [USER], "userName": "a\x00b"}, "invalidSyntax"),
        ({"schemas": [USER], "userName": "a", "externalId": "x" * 300}, "invalidValue"),
        ({"schemas": [USER], "userName": "a", "active": "perhaps"}, "invalidValue"),
        ([], "invalidSyntax"),
    ],
)
def test_what_cannot_be_a_user_is_refused(idp: IdentityProvider, body: Any, scim_type: str) -> None:
    told = idp.refused("POST", "/Users", body)
    assert (told["status"], told["scimType"]) == ("400", scim_type)
    assert employees(idp) == []


def test_what_is_no_json_is_refused(idp: IdentityProvider) -> None:
    answer = idp.client.post("/scim/v2/Users", content=b"{")
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidSyntax")
    answer = idp.client.post("/scim/v2/Users", content=b" " * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert answer.json()["status"] == "413"


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/Bulk"), ("GET", "/Users/x"), ("GET", "/Users/99999999999"), ("GET", "/Me")],
)
def test_what_is_not_there(idp: IdentityProvider, method: str, path: str) -> None:
    assert idp.refused(method, path)["status"] == "404"


def test_what_cannot_be_done_with_it(idp: IdentityProvider) -> None:
    assert idp.refused("DELETE", "/Users")["status"] == "405"
    assert idp.refused("POST", "/.search", {})["status"] == "501"


def test_all_of_it_is_audited_as_done_by_the_provider(idp: IdentityProvider) -> None:
    here = idp.user("zhang@c.example", "E1", "一车间")
    idp.patch(f"/Users/{here}", {"op": "Replace", "path": "title", "value": "班长"})
    idp.patch(f"/Users/{here}", {"op": "Replace", "path": "title", "value": "班长"})
    idp.done("DELETE", f"/Users/{here}")
    with idp.store.reading() as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.action != "make_token")).all()
    assert {(row.actor, row.channel, row.subject) for row in rows} == {("scim", "scim", "E1")}
    assert [row.action for row in rows] == [
        "keep_person",
        "change_kept_person",
        "kept_person_leaves",
    ]
    assert rows[1].detail == {"number": "E1", "changed": ["position_id"]}
