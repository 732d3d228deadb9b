"""The connection to the store, its migrations, and the one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, sessionmaker

from engine.store.column_bounds import watch, watch_flushes
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
        watch(self.engine)
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        watch_flushes(self._writing)
        self._reading = sessionmaker(self.engine.execution_options(sqlite_begin="BEGIN"))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back on any error.

        Raises:
            NotKept: the disk is full, or the store may only be read.
        """
        with told_if_not_kept(), self._writing.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reads alone: it waits for no writer, and nothing of it is kept."""
        with self._reading() as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to the newest migration; does nothing when they are there."""
        with (
            self.engine.connect() as connection,
            _foreign_keys_off(connection),
            connection.begin(),
        ):
            command.upgrade(_alembic_config(connection), "head")
            _require_whole_references(connection)

    def dispose(self) -> None:
        self.engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
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
