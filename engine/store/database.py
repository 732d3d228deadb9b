"""The connection to the store, its migrations, and the one place that commits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, sessionmaker

from engine.locks import store_lock
from engine.private_files import FILE, make_folder
from engine.store.changes import count_all, count_changes, watch_changes
from engine.store.column_bounds import watch, watch_flushes
from engine.store.identity import Identity
from engine.store.writable import told_if_not_kept

MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """A store at a SQLAlchemy URL (SQLite or PostgreSQL)."""

    def __init__(self, url: str) -> None:
        self.url = url
        if make_url(url).get_backend_name() == "sqlite":
            self.engine = _sqlite_engine(url)
        else:
            self.engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        self._identity = Identity(url)
        watch(self.engine)
        watch_changes(self.engine)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        watch_flushes(self._writing)
        self._reading = sessionmaker(self.engine.execution_options(sqlite_begin="BEGIN"))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back on any error.

        Raises:
            NotKept: the disk is full, the store may only be read, or it was replaced by another
                one (here as in `reading`).
        """
        with told_if_not_kept(), self._writing.begin() as session:
            self._identity.require(session.connection())
            yield session
            count_changes(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reads alone: it waits for no writer, and nothing of it is kept."""
        with self._reading() as session:
            self._identity.require(session.connection())
            yield session

    @property
    def identity(self) -> str:
        """Of the store that this began with; no other store has it, and a restored one no longer."""
        if self._identity.value is None:
            with self.reading():
                pass
        return self._identity.value or ""

    def is_newest(self) -> bool:
        """Whether the tables are those of the newest migration."""
        with self.engine.connect() as connection:
            newest = ScriptDirectory.from_config(_alembic_config(connection)).get_current_head()
            return MigrationContext.configure(connection).get_current_revision() == newest

    def migrate(self) -> None:
        """Bring the tables to the newest migration; does nothing when they are there.

        Raises:
            InUse: others work on the store, and there is something to do.
        """
        if not self.is_newest():
            with store_lock(self.url).hold("a migration", alone=True):
                self._upgrade()

    def _upgrade(self) -> None:
        with self.remaking() as connection:
            bring_to(connection)

    @contextmanager
    def remaking(self) -> Iterator[Connection]:
        """A transaction that may change the tables themselves; on any error all is as it was."""
        with (
            self.engine.connect() as connection,
            _foreign_keys_off(connection),
            connection.begin(),
        ):
            yield connection
            _require_whole_references(connection)
            count_all(connection)

    @contextmanager
    def as_of_now(self) -> Iterator[Connection]:
        """A connection that sees the store as it is now for as long as the context lasts, whatever
        others write meanwhile."""
        options = {"sqlite_begin": "BEGIN"}
        if self.engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            self._identity.require(connection)
            yield connection

    def dispose(self) -> None:
        self.engine.dispose()
        self._identity.forget()


def bring_to(connection: Connection, migration: str = "head") -> None:
    """The tables as of a migration, the newest for one, in the open transaction."""
    command.upgrade(_alembic_config(connection), migration)


def _sqlite_engine(url: str) -> Engine:
    database = make_url(url).database
    # What is named by a URI is there already.
    if database and not database.startswith("file:"):
        make_folder(Path(database).absolute().parent)
        # Made here, as the driver would make it readable by all; what it puts beside it gets
        # the mode of this one.
        # Never opened if it is there: to close a file takes away all locks that the process has on
        # it, and another process would believe itself alone with the store.
        with suppress(FileExistsError):
            os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE))
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        # The driver's own transactions begin too late to keep a read and the write that
        # depends on it together; SQLAlchemy's BEGIN below is the real one.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN IMMEDIATE"))

    return engine


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by making its table anew, and dropping the old one would take
    the rows that refer to it along. The switch works outside a transaction only."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _require_whole_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"the migration would leave a row without its parent: {broken}")


def _alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
