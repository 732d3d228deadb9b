"""Stores made once for all tests of a process and made fresh for each: a new engine would compile
every statement anew, and PostgreSQL takes longer to copy a database than most tests take."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text

from engine.store.database import Database
from engine.store.tables import Base


class FileStore:
    """A SQLite store at one place, a copy of `original` for each test."""

    def __init__(self, original: Path, path: Path) -> None:
        self._original, self._path = original, path
        self._database = Database(f"sqlite:///{path}")

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        yield self.again()
        self._database.dispose()

    def again(self) -> Database:
        """The store as it was at first."""
        self._database.dispose()
        # A new file, not new content: whoever still has the former one open keeps that.
        for old in self._path.parent.glob(f"{self._path.name}*"):
            old.unlink()
        shutil.copy(self._original, self._path)
        return self._database


class ServerStore:
    """A PostgreSQL database, made like `template` and emptied for each test."""

    def __init__(self, server: str, name: str, template: str) -> None:
        self._server, self._name, self._template = server, name, template
        self._database = Database(database_url(server, name))
        self._make()

    def _make(self) -> None:
        recreate(self._server, self._name, self._template)
        self._shape = self._look()
        with self._database.reading() as session:
            sequences = session.execute(
                text("SELECT sequencename, last_value FROM pg_sequences")
            ).all()
            # Migrations leave a few rows behind.
            self._rows = {
                table: [dict(row._mapping) for row in rows]
                for table in Base.metadata.sorted_tables
                if (rows := session.execute(table.select()).all())
            }
        emptied = [str(table.delete()) for table in Base.metadata.sorted_tables]
        begun = [
            f"PERFORM setval('{name}', {last or 1}, {last is not None})" for name, last in sequences
        ]
        self._empty = f"DO $$ BEGIN {'; '.join(emptied + begun)}; END $$"
        self._database.dispose()

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        yield self.again()
        self._database.dispose()

    def again(self) -> Database:
        """The store as it was at first."""
        self._leave_alone()
        if self._look() == self._shape:
            self._clear()
            # A former test may have made another store of it.
            self._database.dispose()
        else:
            self._database.dispose()
            self._make()
        return self._database

    def _clear(self) -> None:
        with self._database.transaction() as session:
            # Neither foreign keys nor what guards the log keep from it.
            session.execute(text("SET LOCAL session_replication_role = replica"))
            session.execute(text(self._empty))
            for table, rows in self._rows.items():
                session.execute(table.insert(), rows)

    def _leave_alone(self) -> None:
        """End what a former test left running, which may hold locks."""
        with self._database.transaction() as session:
            session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )

    def _look(self) -> Any:
        """What a test may have changed of the tables themselves."""
        with self._database.reading() as session:
            return session.execute(
                text(
                    "SELECT (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O'),"
                    " (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),"
                    " (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_index)"
                )
            ).one()


_made: dict[tuple[Any, ...], bytes] = {}


def made_once(database: Database, make: Callable[..., None], **how: Any) -> None:
    """What `make` writes into a store; into a SQLite file of the same content as a former one it is
    copied from there."""
    if database.engine.dialect.name != "sqlite":
        make(database, **how)
        return
    database.dispose()
    file = Path(database.engine.url.database or "")
    key = (_content(file), make, *sorted(how.items()))
    if key[0] is not None and key in _made:
        # A new file, as in `FileStore`.
        mode = file.stat().st_mode
        file.unlink()
        file.write_bytes(_made[key])
        file.chmod(mode)
        return
    make(database, **how)
    database.dispose()
    if key[0] is not None and _content(file) is not None:
        _made[key] = file.read_bytes()


def _content(file: Path) -> bytes | None:
    """None where another has it open: some of it stands in a file beside it."""
    if not file.exists() or file.with_name(f"{file.name}-wal").exists():
        return None
    return hashlib.sha1(file.read_bytes(), usedforsecurity=False).digest()


def recreate(server: str, name: str, template: str = "template1") -> None:
    admin = Database(server)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    admin.dispose()


def database_url(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
