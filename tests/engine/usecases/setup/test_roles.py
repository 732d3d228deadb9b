"""Who is what: looked at, given and taken, by whom it may be."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store.database import Database
from engine.usecases.auditing import audit_events
from engine.usecases.setup.roles import (
    give_role,
    hr_has_signed_in,
    people_called,
    roles_now,
    take_role,
)
from engine.usecases.signing_in import sign_in_by_code
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.codes import sign_in_code
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, FINANCE, HEAD, OTHER_HEAD, WORKER, Office, build

FIRST = "U2"


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def held(office: Office) -> set[tuple[str, str]]:
    now = office.do(HR, roles_now)
    return {(one.person.code, one.role.value) for one in now.held}


def heads(office: Office) -> dict[str, Any]:
    now = office.do(HR, roles_now)
    return {one.unit.code: one.head and one.head.code for one in now.units}


def test_a_role_is_given_once_and_taken_again(office: Office) -> None:
    office.do(DIRECTOR, give_role, WORKER, "auditor")
    assert office.do(DIRECTOR, give_role, WORKER, "auditor").code == "U1"
    assert (WORKER, "auditor") in held(office)
    office.do(DIRECTOR, take_role, WORKER, "auditor")
    assert (WORKER, "auditor") not in held(office)
    deeds = [(one.action, one.subject) for one in office.do(AUDITOR, audit_events)]
    assert deeds[-1] == ("revoke_role", WORKER)
    with pytest.raises(NotFound, match="role_not_held"):
        office.do(DIRECTOR, take_role, WORKER, "auditor")


def test_a_unit_has_one_head(office: Office) -> None:
    office.do(HR, give_role, WORKER, "head", FIRST)
    assert heads(office)[FIRST] == WORKER
    with pytest.raises(NotFound, match="role_not_held"):
        office.do(HR, take_role, HEAD, "head", FIRST)
    office.do(HR, take_role, WORKER, "head", FIRST)
    assert heads(office)[FIRST] is None


@pytest.mark.parametrize(
    ("who", "role", "unit", "refusal"),
    [
        (HR, "finance", None, "set_authority"),
        (HR, "management", None, "set_authority"),
        (HR, "hr", FIRST, "set_authority"),
        (FINANCE, "finance", None, "set_authority"),
        (FINANCE, "hr", None, "set_authority"),
        (FINANCE, "head", FIRST, "set_up"),
        (HEAD, "head", FIRST, "set_up"),
        (WORKER, "auditor", None, "set_authority"),
    ],
)
def test_what_one_may_not_give(
    office: Office, who: str, role: str, unit: str | None, refusal: str
) -> None:
    with pytest.raises(NotPermitted, match=refusal):
        office.do(who, give_role, OTHER_HEAD, role, unit)


def test_nobody_gives_or_takes_his_own(office: Office) -> None:
    for act in (give_role, take_role):
        with pytest.raises(InvalidInput, match="own_role"):
            office.do(DIRECTOR, act, DIRECTOR, "management")


def test_what_is_said_of_nobody_and_nothing(office: Office) -> None:
    with pytest.raises(InvalidInput, match="unknown_role"):
        office.do(DIRECTOR, give_role, WORKER, "king")
    with pytest.raises(NotFound, match="unknown_person"):
        office.do(DIRECTOR, give_role, "nobody", "hr")
    with pytest.raises(NotFound, match="unknown_name"):
        office.do(DIRECTOR, give_role, WORKER, "hr", "no unit")


def test_it_is_seen_what_may_be_given_and_taken(office: Office) -> None:
    now = office.do(HR, roles_now)
    assert {one.value for one in now.may_give} == {"head"}
    assert not any(one.may for one in now.held)
    assert all(
        one.may == (one.person.code != DIRECTOR) for one in office.do(DIRECTOR, roles_now).held
    )
    with pytest.raises(NotPermitted, match="see_setup"):
        office.do(HEAD, roles_now)


def test_people_are_found_by_what_is_typed(office: Office) -> None:
    found = office.do(HR, people_called, "head")
    assert [one.person.code for one in found] == [HEAD, OTHER_HEAD]
    assert office.do(HR, people_called, "%") == ()
    with pytest.raises(NotPermitted, match="see_setup"):
        office.do(WORKER, people_called, "head")


def test_who_set_the_company_up_gives_every_role(office: Office) -> None:
    for role in ("hr", "finance", "management", "auditor"):
        office.engine.perform_as_setter(give_role, WORKER, role)
        assert (WORKER, role) in held(office)
    last = office.do(AUDITOR, audit_events)[-1]
    assert (last.actor, last.channel) == ("operator", "setup")


def test_it_is_known_whether_hr_was_there(office: Office) -> None:
    def was_there(person: str) -> bool:
        code = sign_in_code(office.engine, person)
        office.engine.perform_as_system(sign_in_by_code, code)
        return office.engine.perform_as_system(hr_has_signed_in)

    assert [was_there(FINANCE), was_there(HR)] == [False, True]
