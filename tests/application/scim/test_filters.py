"""Users and groups that are asked for by filters, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from scim2_models import ScimFilter

from engine.api.scim.filters import which_people, which_units
from engine.api.scim.models import Group, Person
from tests.application.scim.provider import ENTERPRISE, IdentityProvider


@pytest.fixture
def people(idp: IdentityProvider) -> IdentityProvider:
    boss = idp.user("Wang@c.example", "E0", "一车间", displayName="王五", externalId="g-0")
    idp.user(
        "zhang@c.example",
        "E1",
        "一车间",
        displayName="张三",
        externalId="G-1",
        title="班长",
        emails=[
            {"type": "work", "value": "Zhang@C.example", "primary": True},
            {"type": "home", "value": "z@home.example"},
        ],
        name={"familyName": "张", "givenName": "三"},
    )
    here = idp.user("li@d.example", "E2", "二车间", displayName='李"四\\', active=False)
    manager = {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": {"value": boss}}
    idp.patch(f"/Users/{here}", manager)
    idp.group("一车间", boss)
    return idp


PEOPLE = (
    ('userName eq "ZHANG@c.example"', "E1"),
    ('userName eq "nobody"', ""),
    ('userName sw "w"', "E0"),
    ('userName co "@C."', "E0 E1"),
    ('userName ew "d.example"', "E2"),
    ('userName sw "%"', ""),
    ('userName ne "zhang@c.example"', "E0 E2"),
    ('externalId eq "G-1"', "E1"),
    ('externalId eq "g-1"', ""),
    ("externalId pr", "E0 E1"),
    ('not (externalId eq "g-0")', "E1 E2"),
    ("active eq true", "E0 E1"),
    ('active eq "False"', "E2"),
    ("active eq false", "E2"),
    ('active eq true and userName co "zhang"', "E1"),
    ('userName eq "li@d.example" or externalId eq "g-0"', "E0 E2"),
    ('(userName co "c.example") and not (displayName eq "王五")', "E1"),
    ('displayName eq "张三"', "E1"),
    ('displayName co "五"', "E0"),
    ('displayName eq "李\\"四\\\\"', "E2"),
    ('name.familyName eq "张"', "E1"),
    ('emails eq "zhang@c.example"', "E1"),
    ('emails.value eq "z@home.example"', "E1"),
    ('emails.value sw "z@"', "E1"),
    ('emails[type eq "work" and value eq "zhang@c.example"]', "E1"),
    ('emails[type eq "home" and value eq "zhang@c.example"]', ""),
    ('emails[type eq "home"]', "E1"),
    ('title eq "班长"', "E1"),
    (f'{ENTERPRISE}:employeeNumber eq "e1"', "E1"),
    (f'{ENTERPRISE}:department eq "一车间"', "E0 E1"),
    (f"{ENTERPRISE}:manager pr", "E2"),
    ('groups.display eq "一车间"', "E0 E1"),
    ('meta.resourceType eq "User"', "E0 E1 E2"),
    ('id eq "99999999999"', ""),
)


def test_people_who_are_asked_for(people: IdentityProvider) -> None:
    for asked, found in PEOPLE:
        told = people.done("GET", "/Users", filter=asked)
        numbers = [one[ENTERPRISE]["employeeNumber"] for one in told.get("Resources", [])]
        assert (asked, " ".join(numbers)) == (asked, found)
        assert told["totalResults"] == len(numbers)


def test_one_by_the_id_here(people: IdentityProvider) -> None:
    here = people.done("GET", "/Users", filter='externalId eq "G-1"')["Resources"][0]["id"]
    assert people.done("GET", "/Users", filter=f'id eq "{here}"')["totalResults"] == 1
    manager = people.done("GET", "/Users", filter=f"{ENTERPRISE}:manager pr")["Resources"][0]
    boss = manager[ENTERPRISE]["manager"]["value"]
    by_manager = f'{ENTERPRISE}:manager.value eq "{boss}"'
    assert people.done("GET", "/Users", filter=by_manager)["totalResults"] == 1


@pytest.mark.parametrize(
    "asked",
    ["userName", 'userName xx "a"', 'nickName eq "a"', "active gt true", 'userName eq "a" and'],
)
def test_filters_that_mean_nothing_are_refused(idp: IdentityProvider, asked: str) -> None:
    told = idp.refused("GET", "/Users", filter=asked)
    assert (told["status"], told["scimType"]) == ("400", "invalidFilter")


def test_page_by_page(idp: IdentityProvider) -> None:
    for number in range(5):
        idp.user(f"u{number}@c.example", displayName=f"用户{number}")
    told = idp.done("GET", "/Users", startIndex=2, count=2)
    assert (told["totalResults"], told["startIndex"], told["itemsPerPage"]) == (5, 2, 2)
    assert [one["userName"] for one in told["Resources"]] == ["u1@c.example", "u2@c.example"]
    told = idp.done("GET", "/Users", filter='displayName co "用户"', startIndex=5, count=2)
    assert [one["userName"] for one in told["Resources"]] == ["u4@c.example"]
    assert told["totalResults"] == 5
    assert idp.done("GET", "/Users", count=0)["totalResults"] == 5
    assert idp.done("GET", "/Users", startIndex=99)["Resources"] == []
    for wrong in ({"count": "x"}, {"startIndex": "x"}):
        assert idp.refused("GET", "/Users", **wrong)["status"] == "400"


def test_only_what_is_asked_for_is_told(people: IdentityProvider) -> None:
    (told,) = people.done(
        "GET", "/Groups", filter='displayName eq "一车间"', excludedAttributes="members"
    )["Resources"]
    assert "members" not in told
    told = people.done("GET", "/Users", attributes="userName", count=1)["Resources"][0]
    assert set(told) == {"schemas", "id", "userName"}


GROUPS = (
    ('displayName eq "一车间"', 1),
    ('displayName sw "一"', 1),
    ('displayName eq "二车间"', 0),
    ("externalId pr", 0),
    ('members eq "{boss}"', 1),
    ('members[value eq "{boss}"]', 1),
    ('members eq "999"', 0),
)


def test_groups_that_are_asked_for(people: IdentityProvider) -> None:
    boss = people.done("GET", "/Users", filter='externalId eq "g-0"')["Resources"][0]["id"]
    for asked, found in GROUPS:
        told = people.done("GET", "/Groups", filter=asked.replace("{boss}", boss))
        assert (asked, told["totalResults"]) == (asked, found)


@pytest.mark.parametrize(
    ("model", "asked", "exact"),
    [
        (Person, 'userName eq "a" and active eq true', True),
        (Person, 'externalId eq "a" or id eq "1"', True),
        (Person, 'displayName eq "a"', False),
        (Person, 'not (userName eq "a")', False),
        (Group, 'displayName eq "a"', True),
        (Group, 'members eq "1"', False),
    ],
)
def test_what_the_store_alone_can_tell(model: Any, asked: str, exact: bool) -> None:
    which = which_people if model is Person else which_units
    bound: Any = ScimFilter
    assert which(bound[model](asked)).exact is exact
