"""The lock in a PostgreSQL store, which several machines may work on: each holder keeps a
connection of its own, with an advisory lock on it and its words in the connection's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from engine.locks.lock import Entered, Holder, Lock

# Advisory locks are numbers, in two parts; these are ours.
OURS, GATE, ENTERED = 0x7065, 1, 2
LIVING = text(
    "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND classid = :ours AND objid = :entered AND granted"
    " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
SHUT = text("SELECT pg_advisory_xact_lock(:ours, :gate)")
ENTER = text("SELECT pg_advisory_lock_shared(:ours, :entered)")
NAMED = text("SELECT set_config('application_name', :name, false)")
MARK = "peisuan"


class ServerLock(Lock):
    """The server unlocks what a connection held when that ends, by itself or with its process."""

    def __init__(self, url: str) -> None:
        # Nothing is pooled: a lock lasts as long as its connection, and no longer.
        self._engine = create_engine(
            url, poolclass=NullPool, connect_args={"keepalives_idle": 10, "keepalives_interval": 5}
        )

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with self._engine.begin() as connection:
            connection.execute(SHUT, {"ours": OURS, "gate": GATE})
            yield

    def _living(self) -> list[Holder]:
        with self._engine.connect() as connection:
            found = connection.execute(LIVING, {"ours": OURS, "entered": ENTERED}).all()
        return [_read(name, since) for name, since in found]

    def _enter(self, holder: Holder) -> Entered:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(NAMED, {"name": _named(holder)})
        connection.execute(ENTER, {"ours": OURS, "entered": ENTERED})
        return _Connected(connection)


class _Connected(Entered):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lasts(self) -> bool:
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def leave(self) -> None:
        with suppress(SQLAlchemyError):
            self._connection.close()


def _named(holder: Holder) -> str:
    how = "alone" if holder.alone else "shared"
    return f"{MARK}|{how}|{holder.process}|{holder.machine}|{holder.what}"


def _read(name: str, since: datetime) -> Holder:
    _, how, process, machine, what = name.split("|", 4)
    return Holder(
        what=what,
        process=int(process),
        machine=machine,
        since=since,
        alone=how == "alone",
    )
