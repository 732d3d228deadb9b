"""A store that was replaced under a running process is noticed before anything is read of it or
written to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.identity import renew_identity
from engine.store.tables import NumberSeries
from engine.values.errors import NotKept
from tests.stores import database_url, recreate

Work = Callable[[Database], AbstractContextManager[Session]]
WORK = pytest.mark.parametrize("work", [Database.transaction, Database.reading])


def replaced(store: Database) -> None:
    """What a restore in another process does."""
    other = Database(store.url)
    with other.transaction() as session:
        renew_identity(session)
    other.dispose()


@WORK
def test_nothing_is_done_in_a_store_that_was_replaced(either_store: Database, work: Work) -> None:
    assert either_store.identity
    replaced(either_store)
    with pytest.raises(NotKept, match="store_replaced"), work(either_store):
        pass


def test_nothing_is_written_to_it(either_store: Database) -> None:
    assert either_store.identity
    replaced(either_store)
    with pytest.raises(NotKept), either_store.transaction() as session:
        session.add(NumberSeries(prefix="TR", last=1))
    again = Database(either_store.url)
    with again.reading() as session:
        assert session.scalars(select(NumberSeries.last)).all() == []
    again.dispose()


@WORK
def test_a_file_that_was_renamed_takes_nothing_more(empty_store: Database, work: Work) -> None:
    """Its connections are still open, and would go on writing to it."""
    assert empty_store.identity
    path = Path(empty_store.engine.url.database or "")
    os.rename(path, path.with_name("aside.sqlite"))
    with pytest.raises(NotKept), work(empty_store):
        pass
    shutil.copy(path.with_name("aside.sqlite"), path)
    with pytest.raises(NotKept), work(empty_store):
        pass


def test_every_store_has_its_own(empty_store: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.migrate()
    assert len({empty_store.identity, other.identity, ""}) == 3
    other.dispose()


def test_what_begins_anew_takes_what_is_there(either_store: Database) -> None:
    former = either_store.identity
    replaced(either_store)
    either_store.dispose()
    assert either_store.identity not in ("", former)


def test_tables_are_made_by_a_process_that_began_without(postgres_server: str) -> None:
    recreate(postgres_server, "identities")
    database = Database(database_url(postgres_server, "identities"))
    assert database.identity == ""
    database.migrate()
    assert database.identity
    database.dispose()


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'home' / 'new.sqlite'}")
    database.migrate()
    with database.reading():
        modes = {oct(file.stat().st_mode)[-3:] for file in (tmp_path / "home").glob("new*")}
    assert modes == {"600"}
    database.dispose()
