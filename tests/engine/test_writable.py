"""A store that cannot be written says so, and works again as soon as it can."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.tables import StoredMessage
from engine.store.writable import has_room, may_be_written
from engine.values.errors import NotKept


def large(session: Session) -> None:
    session.execute(text("CREATE TABLE IF NOT EXISTS filler (content BLOB)"))
    session.execute(text("INSERT INTO filler VALUES (zeroblob(4000000))"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root makes a disk")
    mounted = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(tmp_path)]
    if subprocess.run(mounted, check=False).returncode != 0:
        pytest.skip("no disk can be made here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_full_disk_is_told_and_the_store_goes_on_after(small_disk: Path) -> None:
    database = Database(f"sqlite:///{small_disk / 'store.sqlite'}")
    filler = small_disk / "filler"
    filler.write_bytes(b"0" * 6_000_000)
    with pytest.raises(NotKept, match="disk_full"), database.transaction() as session:
        large(session)
    filler.unlink()
    with database.transaction() as session:
        large(session)
    database.dispose()


def test_room_is_that_of_the_disk_and_not_less(small_disk: Path) -> None:
    assert has_room(small_disk, 4)
    assert not has_room(small_disk, 100)


def test_a_store_that_may_only_be_read_is_told(
    empty_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading = Database(
        f"{empty_store.url.replace('sqlite:///', 'sqlite:///file:')}?mode=ro&uri=true"
    )
    with pytest.raises(NotKept, match="read_only"), reading.transaction() as session:
        large(session)
    assert not may_be_written(reading.engine)
    reading.dispose()
    assert list(tmp_path.glob("file:*")) == [], "a URI is no folder"


def test_a_server_that_only_reads_is_told(postgres_store: Database) -> None:
    reading = Database(f"{postgres_store.url}?options=-c%20default_transaction_read_only%3Don")
    with pytest.raises(NotKept, match="read_only"), reading.transaction() as session:
        session.execute(text("CREATE TABLE other (id int)"))
    assert not may_be_written(reading.engine)
    reading.dispose()


def test_one_that_may_be_written_is_found_so_and_nothing_is_left(either_store: Database) -> None:
    assert may_be_written(either_store.engine)
    with either_store.transaction() as session:
        assert session.query(StoredMessage).count() == 0


def test_who_writes_just_now_is_no_fault(empty_store: Database) -> None:
    with empty_store.transaction():
        assert may_be_written(empty_store.engine)
