"""Who comes back to the company has nothing of what he had until it is given to him again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.store.database import Database
from engine.trust.sessions import LOGIN, Lifetimes, Sessions
from engine.trust.tokens import API, InvalidToken, Tokens
from engine.usecases.access.tokens import make_token
from engine.usecases.auditing import audit_events
from engine.usecases.imports.load import undo_import
from engine.usecases.requests.delegating import delegate_decisions
from engine.usecases.setup.roles import give_role, roles_now, take_role
from engine.values.errors import NotFound, NotPermitted
from tests.company import DIRECTOR, HR
from tests.engine.usecases.test_powers import load
from tests.workflow import AUDITOR, FINANCE, HEAD, WORKER, Office, build

LIFETIMES = Lifetimes(idle=timedelta(days=30), longest=timedelta(days=60))


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def say(office: Office, number: str, status: str) -> int:
    """What HR's file says of him; the load's number."""
    return load(office, f"工号,姓名,部门,状态\n{number},某人,first,{status}\n")


def leaves_and_returns(office: Office, number: str) -> None:
    say(office, number, "离职")
    office.later(days=1)
    say(office, number, "在职")


def held(office: Office, number: str) -> list[tuple[str, bool]]:
    now = office.do(DIRECTOR, roles_now)
    roles = [(one.role.value, one.lapsed) for one in now.held if one.person.code == number]
    return roles + [
        ("head", one.lapsed) for one in now.units if one.head and one.head.code == number
    ]


def test_roles_lapse_and_are_seen_to(office: Office) -> None:
    say(office, FINANCE, "离职")
    assert held(office, FINANCE) == [("finance", True)]
    office.later(days=1)
    say(office, FINANCE, "在职")
    assert held(office, FINANCE) == []
    ended = [one for one in office.do(AUDITOR, audit_events) if one.action == "role_ended"]
    assert [(one.subject, one.detail["role"]) for one in ended] == [(FINANCE, "finance")]


def test_so_does_being_head(office: Office) -> None:
    say(office, HEAD, "离职")
    assert held(office, HEAD) == [("head", True)]
    office.later(days=1)
    say(office, HEAD, "在职")
    assert held(office, HEAD) == []


def test_what_is_given_again_holds(office: Office) -> None:
    leaves_and_returns(office, FINANCE)
    office.do(DIRECTOR, give_role, FINANCE, "finance")
    assert held(office, FINANCE) == [("finance", False)]


def test_what_lapsed_is_taken_away(office: Office) -> None:
    say(office, FINANCE, "离职")
    office.do(DIRECTOR, take_role, FINANCE, "finance")
    assert held(office, FINANCE) == []


def test_a_leave_is_no_leaving(office: Office) -> None:
    say(office, FINANCE, "休假")
    say(office, FINANCE, "在职")
    assert held(office, FINANCE) == [("finance", False)]


def test_a_load_that_was_wrong_is_taken_back_with_what_it_did(office: Office) -> None:
    office.do(HR, undo_import, say(office, FINANCE, "离职"))
    assert held(office, FINANCE) == [("finance", False)]


def test_he_decides_in_nobody_s_place(office: Office) -> None:
    today = office.now.date()
    last = today + timedelta(days=30)
    office.do(HR, delegate_decisions, WORKER, today, last, office.key())
    number = office.submit(20)
    leaves_and_returns(office, WORKER)
    with pytest.raises((NotFound, NotPermitted)):
        office.approve(number, WORKER)


def test_what_was_kept_of_him_lets_nobody_in(office: Office) -> None:
    token = office.engine.perform_as_operator(make_token, WORKER, "program", 90).secret
    sessions = Sessions(office.database, lambda: office.now, LIFETIMES)
    secret = sessions.begin(WORKER, LOGIN)
    leaves_and_returns(office, WORKER)
    assert sessions.find(secret) is None
    with pytest.raises(InvalidToken):
        Tokens(office.database, lambda: office.now).bearer(token, API)
