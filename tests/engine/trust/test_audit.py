"""The audit log on both databases: who did what, and whether anybody tampered with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.tables import AuditEvent
from engine.trust.audit import ChainReport, plain, verify
from engine.trust.chain import digest
from engine.usecases.auditing import audit_events, verify_audit
from engine.values.errors import NotPermitted
from tests.company import DIRECTOR, HR
from tests.workflow import AUDITOR, FINANCE, HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    office = Office(either_store)
    office.approved(5)
    return office


def report(store: Database, expected: str | None = None) -> ChainReport:
    with store.reading() as session:
        return verify(session, expected)


def forge(store: Database, *statements: str) -> None:
    """As somebody with the database's own password could."""
    with store.transaction() as session:
        _lift_guard(session)
        for statement in statements:
            session.execute(text(statement))


def _lift_guard(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete"):
            session.execute(text(f"DROP TRIGGER audit_event_no_{event}"))
    else:
        session.execute(text("SET LOCAL session_replication_role = replica"))


def test_each_deed_says_who_and_how(office: Office) -> None:
    rows = office.do(AUDITOR, audit_events)
    deeds = [(row.actor, row.channel, row.action) for row in rows]
    assert deeds[0] == (HEAD, "test", "submit_request")
    assert deeds[1:3] == [(HR, "test", "validate_step"), (HR, "test", "approve_request")]
    assert rows[1].detail["evidence"] is not None
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))


def test_an_untouched_log_is_whole(office: Office) -> None:
    found = report(office.database)
    assert (found.code, found.rows) == (None, office.deeds())


@pytest.mark.parametrize(
    ("statement", "code", "at"),
    [
        ("UPDATE audit_event SET actor = 'X' WHERE sequence = 3", "row_changed", 3),
        ("UPDATE audit_event SET detail = '{}' WHERE sequence = 2", "row_changed", 2),
        ("DELETE FROM audit_event WHERE sequence = 3", "row_missing", 3),
        ("DELETE FROM audit_event WHERE sequence = 1", "row_missing", 1),
    ],
)
def test_a_changed_or_removed_row_is_found(
    office: Office, statement: str, code: str, at: int
) -> None:
    forge(office.database, statement)
    found = report(office.database)
    assert (found.code, found.broken_at) == (code, at)


def test_reordered_rows_are_found(office: Office) -> None:
    swap = [(2, -1), (3, 2), (-1, 3)]
    forge(
        office.database,
        *(f"UPDATE audit_event SET sequence = {new} WHERE sequence = {old}" for old, new in swap),
    )
    assert report(office.database).code == "row_changed"


def test_a_cut_off_end_is_found(office: Office) -> None:
    last = office.deeds()
    forge(office.database, f"DELETE FROM audit_event WHERE sequence = {last}")
    assert report(office.database).code == "end_missing"


def test_a_log_rewritten_from_the_start_is_found_by_a_head_noted_earlier(office: Office) -> None:
    noted = report(office.database).head
    office.submit(1)
    assert report(office.database, noted).code is None
    _rewrite(office.database)
    assert report(office.database).code is None
    assert report(office.database, noted).code == "end_missing"


def _rewrite(store: Database) -> None:
    """Another name in the first row, and every hash computed anew."""
    with store.transaction() as session:
        _lift_guard(session)
        previous = "0" * 64
        for event in session.scalars(select(AuditEvent).order_by(AuditEvent.sequence)).all():
            if event.sequence == 1:
                event.actor = "SOMEONE"
            values = plain(event)
            del values["hash"], values["previous_hash"]
            event.previous_hash, event.hash = previous, digest(values, previous)
            previous = event.hash
        session.flush()
        session.execute(text(f"UPDATE audit_head SET hash = '{previous}'"))


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET actor = 'X'", "DELETE FROM audit_event"]
)
def test_the_database_itself_refuses_to_change_the_log(office: Office, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        office.database.transaction() as session,
    ):
        session.execute(text(statement))


@pytest.mark.parametrize("usecase", [audit_events, verify_audit])
def test_the_log_is_for_auditors(office: Office, usecase: Callable[..., object]) -> None:
    for who in (HR, DIRECTOR, FINANCE, HEAD, WORKER):
        with pytest.raises(NotPermitted):
            office.do(who, usecase)
