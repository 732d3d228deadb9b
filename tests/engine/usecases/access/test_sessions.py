"""Sessions of the page are seen and ended by whose they are, by HR, and by the operator."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import AuditEvent, Employee, PageSession
from engine.trust.sessions import LOGIN, Lifetimes, Sessions
from engine.usecases.access.sessions import end_session, end_sessions, open_sessions
from engine.usecases.auditing import audit_events
from engine.values.errors import NotFound
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, HEAD, WORKER, Office, build

IDLE = timedelta(hours=1)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


@pytest.fixture
def sessions(office: Office) -> Sessions:
    return Sessions(office.database, lambda: office.now, Lifetimes(IDLE, 8 * IDLE))


def leaves(office: Office, number: str) -> None:
    with office.database.transaction() as session:
        person = session.scalars(select(Employee).where(Employee.emp_no == number)).one()
        person.status = "left"


def test_everybody_sees_his_own(office: Office, sessions: Sessions) -> None:
    for person in (WORKER, WORKER, HEAD):
        sessions.begin(person, LOGIN)
    found = office.do(WORKER, open_sessions, IDLE)
    assert [(one.person.code, one.own, one.began) for one in found] == [(WORKER, True, LOGIN)] * 2


def test_hr_sees_its_peoples_after_its_own(office: Office, sessions: Sessions) -> None:
    for person in (HEAD, WORKER, HR):
        sessions.begin(person, LOGIN)
    found = office.do(HR, open_sessions, IDLE)
    assert [(one.person.code, one.own) for one in found] == [
        (HR, True),
        (HEAD, False),
        (WORKER, False),
    ]


def test_one_that_is_over_is_not_shown(office: Office, sessions: Sessions) -> None:
    sessions.begin(WORKER, LOGIN)
    office.later(minutes=61)
    assert office.do(WORKER, open_sessions, IDLE) == ()


def test_one_is_ended_and_the_others_hold(office: Office, sessions: Sessions) -> None:
    lost, mine = sessions.begin(WORKER, LOGIN), sessions.begin(WORKER, LOGIN)
    visit = sessions.find(lost)
    assert visit is not None
    office.do(WORKER, end_session, visit.id)
    assert sessions.find(lost) is None
    assert sessions.find(mine) is not None


def test_somebody_signs_out_everywhere(office: Office, sessions: Sessions) -> None:
    mine, others = [sessions.begin(WORKER, LOGIN) for _ in range(2)], sessions.begin(HEAD, LOGIN)
    office.do(WORKER, end_sessions)
    assert [sessions.find(secret) for secret in mine] == [None, None]
    assert sessions.find(others) is not None


def test_hr_ends_those_of_its_people(office: Office, sessions: Sessions) -> None:
    secret = sessions.begin(WORKER, LOGIN)
    office.do(HR, end_sessions, WORKER)
    assert sessions.find(secret) is None
    last = office.do(AUDITOR, audit_events)[-1]
    assert (last.actor, last.action, last.subject) == (HR, "end_sessions", WORKER)


@pytest.mark.parametrize("who", [HEAD, DIRECTOR, WORKER])
def test_nobody_else_ends_them(office: Office, sessions: Sessions, who: str) -> None:
    secret = sessions.begin(HR, LOGIN)
    visit = sessions.find(secret)
    assert visit is not None
    with pytest.raises(NotFound, match="no_such_session"):
        office.do(who, end_session, visit.id)
    with pytest.raises(NotFound, match="unknown_person"):
        office.do(who, end_sessions, HR)
    assert sessions.find(secret) is not None


@pytest.mark.parametrize("who", [HR, None])
def test_those_of_who_left_are_ended_too(
    office: Office, sessions: Sessions, who: str | None
) -> None:
    """Or they would hold again as soon as he comes back."""
    sessions.begin(WORKER, LOGIN)
    leaves(office, WORKER)
    if who is not None:
        office.do(who, end_sessions, WORKER)
    else:
        office.engine.perform_as_operator(end_sessions, WORKER)
    assert _ended(office)


def test_who_left_signs_out(office: Office, sessions: Sessions) -> None:
    """His cookie opens nothing, and ends all the same."""
    secret = sessions.begin(WORKER, LOGIN)
    leaves(office, WORKER)
    sessions.end(secret)
    assert _ended(office)
    with office.database.reading() as session:
        row = session.scalars(select(AuditEvent).order_by(AuditEvent.sequence.desc())).first()
    assert row is not None
    assert (row.actor, row.action, row.began) == (WORKER, "end_session", "session 1: login")


def test_one_that_ended_is_not_ended_again(office: Office, sessions: Sessions) -> None:
    secret = sessions.begin(WORKER, LOGIN)
    sessions.end(secret)
    before = office.deeds()
    sessions.end(secret)
    assert office.deeds() == before


def _ended(office: Office) -> bool:
    with office.database.reading() as session:
        return session.scalars(select(PageSession.ended_at)).one() is not None
