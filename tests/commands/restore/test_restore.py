"""A restore makes another store, or leaves the one that is there as it was."""

from __future__ import annotations

import io
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Integer, LargeBinary, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from commands import dumping, sqlite_copy
from commands.backup import backup, restore
from commands.failure import Failure
from engine.locks import store_lock
from engine.store.database import Database, bring_to
from engine.store.identity import WAYS_IN
from engine.store.tables import (
    AuditEvent,
    Base,
    Employee,
    NumberSeries,
    OrgUnit,
)
from engine.store.types import UtcDateTime
from tests.commands.restore.stores import FORMER, RESTORED, backed_up, url, which
from tests.stores import database_url, recreate
from tests.workflow import NOW


def test_it_is_another_store(store: Database, kept: Path) -> None:
    former = store.identity
    restore(kept, yes=True)
    assert which(store) == RESTORED
    assert store.identity not in ("", former)


def test_nobody_comes_in_by_what_the_backup_holds(store: Database, tmp_path: Path) -> None:
    with store.transaction() as session:
        for table in (OrgUnit, Employee, *WAYS_IN):
            session.execute(insert(table).values(**filled(table)))
    kept = backed_up(store, tmp_path)
    restore(kept, yes=True)
    store.dispose()
    with store.reading() as session:
        assert [session.scalars(select(way)).all() for way in WAYS_IN] == [[]] * len(WAYS_IN)


def filled(table: type[Base]) -> dict[str, Any]:
    """Something in every column that wants it."""
    known = {UtcDateTime: NOW, Integer: 1, LargeBinary: b"x", JSON: {}}
    return {
        column.name: next((known[kind] for kind in known if isinstance(column.type, kind)), "x")
        for column in table.__table__.columns
        if not column.nullable and column.default is None
    }


def test_the_file_stays_the_same_one(file_store: Database, tmp_path: Path) -> None:
    """A renamed one would take what nobody ever sees, from whoever has it open."""
    kept = backed_up(file_store, tmp_path)
    path = Path(file_store.engine.url.database or "")
    with closing(sqlite3.connect(path)) as elsewhere:
        elsewhere.execute("SELECT last FROM number_series").fetchall()
        before = path.stat().st_ino
        restore(kept, yes=True)
        assert path.stat().st_ino == before
        assert elsewhere.execute("SELECT last FROM number_series").fetchall() == [(RESTORED,)]


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def turned(content: bytes) -> bytes:
    """One bit of it."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def no_manifest(_content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("store"))
    return packed.getvalue()


@pytest.mark.parametrize("damage", [cut_off, turned, no_manifest, lambda _: b"", lambda _: b"no"])
def test_a_damaged_backup_is_refused_with_a_word(
    file_store: Database, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    kept = backed_up(file_store, tmp_path)
    kept.write_bytes(damage(kept.read_bytes()))
    with pytest.raises(Failure, match=r"is damaged, or .*nothing was changed\.$"):
        restore(kept, yes=True)
    assert which(file_store) == FORMER


def test_what_is_not_whole_is_not_put_in_place(store: Database, tmp_path: Path) -> None:
    with store.transaction() as session:
        session.add(
            AuditEvent(
                sequence=2,
                at=NOW,
                actor="operator",
                channel="test",
                action="forged",
                subject="x",
                detail={},
                previous_hash="0" * 64,
                hash="0" * 64,
            )
        )
    kept = backed_up(store, tmp_path)
    identity = store.identity
    store.dispose()
    with pytest.raises(Failure, match=r"not the one that was backed up; the store is as it was\.$"):
        restore(kept, yes=True)
    assert (which(store), store.identity) == (FORMER, identity)


def test_one_of_a_later_version_is_refused(store: Database, tmp_path: Path) -> None:
    newest = set_version(store, "9999")
    kept = backed_up(store, tmp_path)
    set_version(store, newest)
    with pytest.raises(Failure, match=r"of a later version .*; the store is as it was\.$"):
        restore(kept, yes=True)
    assert which(store) == FORMER


def test_one_of_an_earlier_version_becomes_todays(
    store: Database, older: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEISUAN_DATABASE_URL", older)
    backup(tmp_path / "old.tar.gz")
    monkeypatch.setenv("PEISUAN_DATABASE_URL", url(store))
    restore(tmp_path / "old.tar.gz", yes=True)
    store.dispose()
    assert store.is_newest()
    assert store.identity
    store.dispose()


@pytest.fixture
def older(store: Database, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a store as it was before stores had an identity."""
    if store.engine.dialect.name == "sqlite":
        address = f"sqlite:///{tmp_path / 'older.sqlite'}"
    else:
        server: str = request.getfixturevalue("postgres_server")
        recreate(server, "older")
        address = database_url(server, "older")
    database = Database(address)
    with database.remaking() as connection:
        bring_to(connection, "0015")
    database.dispose()
    return address


def set_version(store: Database, version: str) -> str:
    with store.transaction() as session:
        former = session.scalars(text("SELECT version_num FROM alembic_version")).one()
        session.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": version})
    return str(former)


def test_the_log_cannot_be_changed_afterwards_either(store: Database, kept: Path) -> None:
    restore(kept, yes=True)
    store.dispose()
    with pytest.raises(DBAPIError), store.transaction() as session:
        session.execute(text("UPDATE audit_event SET subject = 'y'"))
    store.dispose()


def test_a_store_that_cannot_be_read_is_not_overwritten(
    file_store: Database, tmp_path: Path
) -> None:
    kept = backed_up(file_store, tmp_path)
    path = Path(file_store.engine.url.database or "")
    for leftover in path.parent.glob(f"{path.name}-*"):
        leftover.unlink()
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(Failure, match=r"cannot be read .*Move it aside"):
        restore(kept, yes=True)
    assert path.read_bytes().startswith(b"no database")


def test_whoever_holds_it_without_our_lock_is_not_waited_for_in_vain(
    store: Database, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "PATIENCE", 0.2)
    monkeypatch.setattr(dumping, "PATIENCE", "200ms")
    other = Database(url(store))
    with other.transaction() as session:
        session.execute(update(NumberSeries).values(last=FORMER))
        with pytest.raises(Failure, match=r"lock.*; the store is as it was\.$"):
            restore(kept, yes=True)
    other.dispose()
    assert which(store) == FORMER


def test_every_way_in_is_known() -> None:
    """A table with a secret, or its hash, lets somebody in by it."""
    letting_in = {
        name
        for name, table in Base.metadata.tables.items()
        if {"secret", "secret_hash", "code_hash", "token", "token_hash"} & set(table.columns.keys())
    }
    assert letting_in == {way.__tablename__ for way in WAYS_IN}


def test_a_backup_waits_for_nobody_who_replaces_the_store(
    file_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.locks.lock.os.getpid", lambda: 1)
    with store_lock(file_store.url).hold("./peisuan restore", alone=True):
        monkeypatch.undo()
        monkeypatch.setenv("PEISUAN_DATABASE_URL", file_store.url)
        with pytest.raises(Failure, match=r"restore .* is at work here"):
            backup(tmp_path / "all.tar.gz")
    assert not list(tmp_path.glob("all*"))


def test_a_backup_is_its_owners_alone_and_on_the_disk(
    file_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    fsync = os.fsync

    def remembered(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", remembered)
    former = os.umask(0)
    try:
        backup(tmp_path / "all.tar.gz")
    finally:
        os.umask(former)
    assert (tmp_path / "all.tar.gz").stat().st_mode & 0o777 == 0o600
    assert synced[-1] == str(tmp_path)
    assert Path(synced[-2]).name == "packed"


def test_no_backup_takes_the_place_of_another_file(file_store: Database, tmp_path: Path) -> None:
    (tmp_path / "all.tar.gz").write_text("mine")
    with pytest.raises(Failure, match="exists already"):
        backup(tmp_path / "all.tar.gz")
    assert (tmp_path / "all.tar.gz").read_text() == "mine"
