"""Bearer tokens are made by the operator; seen and revoked by whose they are, and by HR."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import ApiToken, Employee
from engine.trust.tokens import API, SCIM, InvalidToken, Tokens
from engine.usecases.access.tokens import make_token, revoke_token, tokens_held
from engine.usecases.auditing import audit_events
from engine.values.errors import InvalidInput, NotFound
from tests.company import HR
from tests.workflow import AUDITOR, HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


@pytest.fixture
def tokens(office: Office) -> Tokens:
    return Tokens(office.database, lambda: office.now)


def made(office: Office, person: str | None) -> str:
    return str(office.engine.perform_as_operator(make_token, person, "for a test", 30).secret)


def leaves(office: Office, number: str) -> None:
    with office.database.transaction() as session:
        person = session.scalars(select(Employee).where(Employee.emp_no == number)).one()
        person.status = "left"


def test_a_token_is_found_by_its_secret(office: Office, tokens: Tokens) -> None:
    assert tokens.bearer(made(office, WORKER), API).person == WORKER


def test_one_of_an_earlier_version_says_what_to_do(office: Office, tokens: Tokens) -> None:
    signed = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJXT1JLMSJ9.c2lnbmF0dXJl"
    with pytest.raises(InvalidToken, match=r"earlier version .* \(\./peisuan token\)"):
        tokens.bearer(signed, API)


@pytest.mark.parametrize(("who", "sees"), [(WORKER, [WORKER]), (HEAD, []), (HR, [WORKER])])
def test_ones_own_and_hrs_peoples_are_seen(office: Office, who: str, sees: list[str]) -> None:
    made(office, WORKER)
    made(office, None)
    found = office.do(who, tokens_held)
    assert [one.person and one.person.code for one in found] == sees


def test_the_operator_sees_all_that_there_were(office: Office) -> None:
    for person in (WORKER, None):
        made(office, person)
    office.engine.perform_as_operator(revoke_token, 1)
    office.later(days=31)
    found = office.engine.perform_as_operator(tokens_held)
    assert [(one.kind, one.revoked_at is None) for one in found] == [(API, False), (SCIM, True)]


@pytest.mark.parametrize("who", [WORKER, HR])
def test_a_token_is_revoked(office: Office, tokens: Tokens, who: str) -> None:
    secret = made(office, WORKER)
    office.do(who, revoke_token, 1)
    with pytest.raises(InvalidToken, match="revoked"):
        tokens.bearer(secret, API)
    last = office.do(AUDITOR, audit_events)[-1]
    assert (last.actor, last.action, last.subject) == (who, "revoke_token", WORKER)


@pytest.mark.parametrize("whose", [HR, None])
def test_nobody_revokes_anothers(office: Office, tokens: Tokens, whose: str | None) -> None:
    secret = made(office, whose)
    with pytest.raises(NotFound, match="no_such_token"):
        office.do(HEAD, revoke_token, 1)
    assert tokens.bearer(secret, API if whose else SCIM).person == whose


@pytest.mark.parametrize("who", [HR, None])
def test_one_of_who_left_is_revoked_too(office: Office, who: str | None) -> None:
    made(office, WORKER)
    leaves(office, WORKER)
    if who is not None:
        office.do(who, revoke_token, 1)
    else:
        office.engine.perform_as_operator(revoke_token, 1)
    with office.database.reading() as session:
        assert session.scalars(select(ApiToken.revoked_at)).one() is not None


def test_who_left_gets_none(office: Office) -> None:
    leaves(office, WORKER)
    with pytest.raises(NotFound, match="unknown_person"):
        made(office, WORKER)


def test_a_name_has_an_end(office: Office) -> None:
    with pytest.raises(InvalidInput, match="token_name"):
        office.engine.perform_as_operator(make_token, WORKER, "x" * 101, 1)
