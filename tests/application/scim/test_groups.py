"""Groups as Entra ID and Okta send them, and the units that they become."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import Alias, AuditEvent, OrgUnit
from tests.application.scim.provider import ENTERPRISE, GROUP, IdentityProvider, patch


def units(idp: IdentityProvider) -> dict[str, str]:
    with idp.store.reading() as session:
        return {unit.name: unit.path for unit in session.scalars(select(OrgUnit))}


def members(idp: IdentityProvider, group: str) -> list[str]:
    return [one["value"] for one in idp.done("GET", f"/Groups/{group}").get("members", [])]


def test_a_group_becomes_a_unit_with_its_people(idp: IdentityProvider) -> None:
    zhang, li = idp.user("zhang@c.example"), idp.user("li@c.example")
    group = idp.group("一车间", zhang, li, externalId="g-1")
    assert units(idp)["一车间"] == "/COMPANY/SCIM-g-1/"
    assert idp.unit_of(zhang) == "一车间"
    told = idp.done("GET", f"/Groups/{group}")
    assert (told["displayName"], told["externalId"]) == ("一车间", "g-1")
    assert members(idp, group) == [zhang, li]
    assert idp.done("GET", f"/Users/{zhang}")["groups"] == [
        {"value": group, "$ref": told["meta"]["location"], "display": "一车间"}
    ]


def test_a_unit_that_is_here_already_is_found_by_a_name_that_is_its_alone(
    idp: IdentityProvider,
) -> None:
    idp.user("zhang@c.example")
    with idp.store.transaction() as session:
        session.add(OrgUnit(code="W1", name="一车间", parent_id=1, path="/COMPANY/W1/"))
    group = idp.group("一车间")
    assert units(idp)["一车间"] == "/COMPANY/W1/"
    assert idp.group("一车间") != group
    assert len(units(idp)) == 2


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "displayName", "value": "冲压车间"},
        {"op": "replace", "value": {"displayName": "冲压车间"}},
    ],
)
def test_a_renamed_group_is_the_same_unit(idp: IdentityProvider, operation: dict[str, Any]) -> None:
    zhang = idp.user("zhang@c.example")
    group = idp.group("一车间", zhang, externalId="g-1")
    idp.patch(f"/Groups/{group}", operation)
    assert units(idp)["冲压车间"] == "/COMPANY/SCIM-g-1/"
    assert idp.unit_of(zhang) == "冲压车间"
    with idp.store.reading() as session:
        assert session.scalars(select(Alias.name)).all() == ["一车间"]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Add", "path": "members", "value": [{"value": "{new}"}]},
        {"op": "add", "value": {"members": [{"value": "{new}"}]}},
    ],
)
def test_who_comes_into_a_group_moves_there(
    idp: IdentityProvider, operation: dict[str, Any]
) -> None:
    zhang, li = idp.user("zhang@c.example"), idp.user("li@c.example", department="二车间")
    group = idp.group("一车间", zhang)
    idp.patch(f"/Groups/{group}", filled(operation, new=li))
    assert members(idp, group) == [zhang, li]
    assert (idp.unit_of(zhang), idp.unit_of(li)) == ("一车间", "一车间")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Remove", "path": "members", "value": [{"value": "{old}"}]},
        {"op": "remove", "path": 'members[value eq "{old}"]'},
        {"op": "replace", "path": "members", "value": [{"value": "{kept}"}]},
    ],
)
def test_who_is_taken_out_of_a_group_belongs_to_the_unit_above(
    idp: IdentityProvider, operation: dict[str, Any]
) -> None:
    zhang, li = idp.user("zhang@c.example"), idp.user("li@c.example")
    group = idp.group("一车间", zhang, li)
    idp.patch(f"/Groups/{group}", filled(operation, old=zhang, kept=li))
    assert members(idp, group) == [li]
    assert (idp.unit_of(zhang), idp.unit_of(li)) == ("COMPANY", "一车间")


def filled(operation: dict[str, Any], **people: str) -> dict[str, Any]:
    """With the ids of people in it."""

    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: fill(one) for key, one in value.items()}
        if isinstance(value, list):
            return [fill(one) for one in value]
        for name, here in people.items():
            value = value.replace(f"{{{name}}}", here)
        return value

    return {key: fill(value) for key, value in operation.items()}


@pytest.mark.parametrize("first", ["add", "remove"])
def test_who_goes_from_one_group_to_another_is_in_the_other_whatever_comes_first(
    idp: IdentityProvider, first: str
) -> None:
    zhang = idp.user("zhang@c.example")
    old, new = idp.group("一车间", zhang), idp.group("二车间")
    added = (f"/Groups/{new}", {"op": "Add", "path": "members", "value": [{"value": zhang}]})
    removed = (f"/Groups/{old}", {"op": "Remove", "path": f'members[value eq "{zhang}"]'})
    for path, operation in (added, removed) if first == "add" else (removed, added):
        idp.patch(path, operation)
    assert idp.unit_of(zhang) == "二车间"
    assert (members(idp, old), members(idp, new)) == ([], [zhang])


def test_a_group_is_replaced_as_a_whole(idp: IdentityProvider) -> None:
    zhang, li = idp.user("zhang@c.example"), idp.user("li@c.example")
    group = idp.group("一车间", zhang)
    body = {"schemas": [GROUP], "displayName": "冲压车间", "members": [{"value": li}]}
    idp.done("PUT", f"/Groups/{group}", body)
    assert (idp.unit_of(zhang), idp.unit_of(li)) == ("COMPANY", "冲压车间")


def test_a_profile_that_is_sent_again_takes_nobody_out_of_his_group(idp: IdentityProvider) -> None:
    zhang = idp.user("zhang@c.example", department="生产")
    idp.group("一车间", zhang)
    title = {"op": "Replace", "path": "title", "value": "班长"}
    again = {"op": "Replace", "path": f"{ENTERPRISE}:department", "value": "生产"}
    idp.patch(f"/Users/{zhang}", title)
    idp.patch(f"/Users/{zhang}", again)
    assert idp.unit_of(zhang) == "生产"
    idp.done("PUT", f"/Users/{zhang}", idp.done("GET", f"/Users/{zhang}"))
    assert idp.unit_of(zhang) == "生产"


def test_a_deleted_group_stays_with_all_that_hangs_on_it(idp: IdentityProvider) -> None:
    zhang = idp.user("zhang@c.example")
    group = idp.group("一车间", zhang, externalId="g-1")
    idp.done("DELETE", f"/Groups/{group}")
    assert idp.refused("GET", f"/Groups/{group}")["status"] == "404"
    assert "groups" not in idp.done("GET", f"/Users/{zhang}")
    assert idp.unit_of(zhang) == "一车间"
    assert idp.group("一车间", externalId="g-2") == group


def test_members_that_are_nobody_are_refused(idp: IdentityProvider) -> None:
    group = idp.group("一车间")
    for nobody in ("999", "x"):
        body = patch({"op": "Add", "path": "members", "value": [{"value": nobody}]})
        assert idp.refused("PATCH", f"/Groups/{group}", body)["scimType"] == "invalidValue"
    body = {"schemas": [GROUP], "displayName": "二车间", "members": [{"value": "999"}]}
    assert idp.refused("POST", "/Groups", body)["status"] == "400"
    assert "二车间" not in units(idp)


def test_two_groups_have_two_ids(idp: IdentityProvider) -> None:
    idp.group("一车间", externalId="g-1")
    body = {"schemas": [GROUP], "displayName": "二车间", "externalId": "g-1"}
    assert idp.refused("POST", "/Groups", body)["status"] == "409"
    other = idp.group("二车间", externalId="g-2")
    assert idp.refused("PUT", f"/Groups/{other}", body)["status"] == "409"


@pytest.mark.parametrize("name", ["", " ", "x" * 300])
def test_a_group_needs_a_name(idp: IdentityProvider, name: str) -> None:
    body = {"schemas": [GROUP], "displayName": name}
    assert idp.refused("POST", "/Groups", body)["status"] == "400"


def test_groups_are_audited_as_done_by_the_provider(idp: IdentityProvider) -> None:
    zhang = idp.user("zhang@c.example")
    group = idp.group("一车间", zhang, externalId="g-1")
    idp.patch(f"/Groups/{group}", {"op": "Replace", "path": "displayName", "value": "冲压"})
    idp.done("DELETE", f"/Groups/{group}")
    with idp.store.reading() as session:
        done = select(AuditEvent).where(AuditEvent.action != "make_token")
        rows = session.scalars(done.order_by(AuditEvent.sequence)).all()
    assert [(row.action, row.subject) for row in rows[1:]] == [
        ("keep_unit", "SCIM-g-1"),
        ("change_kept_unit", "SCIM-g-1"),
        ("kept_unit_goes", "SCIM-g-1"),
    ]
    assert {row.actor for row in rows} == {"scim"}
