"""`./peisuan backup` and `restore`: the whole store in one file, by the database's own tools."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from alembic.util import CommandError
from sqlalchemy import URL, Connection, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from commands.backup_file import CONTENT, pack, unpack
from commands.dumping import put_in_place, take_out
from commands.failure import Failure
from commands.opening import alone, shared
from engine.settings import Settings
from engine.store.database import Database, bring_to
from engine.store.identity import become_another
from engine.store.tables import StoreInfo
from engine.trust.audit import verify
from engine.trust.invariants import breaches

# What a database, its tools or the disk may have against it.
REFUSING = (SQLAlchemyError, psycopg.Error, sqlite3.Error, OSError, Failure)
UNTOUCHED = "the store is as it was."
COUNT, HEAD = "SELECT COUNT(*) FROM request", "SELECT hash FROM audit_head"


def backup(file: Annotated[Path, typer.Argument(help="the file to write")]) -> None:
    """Write the store into one file, as it is at one moment; people may go on working."""
    settings = Settings()
    with shared(settings):
        manifest = _back_up(make_url(settings.store_url), file)
    print(f"{file}: {manifest['requests']} requests, audit head {manifest['audit_head']}.")


def restore(
    file: Annotated[Path, typer.Argument(help="a file made by ./peisuan backup")],
    yes: Annotated[bool, typer.Option("--yes", help="put it in place of what is there")] = False,
) -> None:
    """Put a backup in place of the store, once it is looked through: it is whole, or nothing
    changes. What was there is kept beside it first, as a backup of its own."""
    settings = Settings()
    url = make_url(settings.store_url)
    with alone(settings), _work_folder(file) as folder:
        manifest = unpack(file, folder)
        _require_same_database(file, manifest, url)
        if _holds_a_company(url):
            if not yes:
                raise Failure("the store is not empty. Say --yes to put the backup in its place.")
            kept = file.with_name(f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.tar.gz")
            _back_up(url, kept)
            print(f"What was there is kept as {kept}.")
        try:
            put_in_place(url, folder / CONTENT, lambda there: _make_whole(there, manifest))
        except REFUSING as error:
            raise Failure(f"{file} was not restored: {_said(error)}; {UNTOUCHED}") from error
    print(f"Restored {file}, made {manifest['made_at']}: ledger, requests and log are whole.")
    print(
        "Everybody signs in again, and programs need new tokens (./peisuan token); codes, buttons "
        "and links to files of that time are void. Who left, lost a role or was erased since then "
        "is back: do that again."
    )


def _back_up(url: URL, file: Path) -> dict[str, Any]:
    """The store as one file, which is there whole or not at all."""
    if file.exists():
        raise Failure(f"{file} exists already; name another file.")
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise Failure("there is no store yet, so there is nothing to back up.")
    try:
        with _work_folder(file) as folder:
            told = _told(url)
            take_out(url, folder / CONTENT)
            return pack(folder, file, {"database": url.get_backend_name(), **told})
    except OSError as error:
        raise Failure(f"{file} could not be written: {error.strerror}.") from error


@contextmanager
def _work_folder(file: Path) -> Iterator[Path]:
    """Beside it, on the same disk, and its owner's alone."""
    parent = file.absolute().parent
    if not parent.is_dir():
        raise Failure(f"the folder {parent} does not exist.")
    with tempfile.TemporaryDirectory(prefix=".peisuan-", dir=parent) as folder:
        yield Path(folder)


def _require_same_database(file: Path, manifest: dict[str, Any], url: URL) -> None:
    if manifest["database"] != url.get_backend_name():
        raise Failure(
            f"{file} is of {manifest['database']}, but the store here is "
            f"{url.get_backend_name()}. Set PEISUAN_DATABASE_URL accordingly."
        )


def _told(url: URL) -> dict[str, Any]:
    """What the backup is to contain, to be compared after a restore. Read as it is, so that a
    store of an earlier version can be backed up too."""
    try:
        with _read(url) as connection:
            requests = connection.exec_driver_sql(COUNT).scalar()
            return {"requests": requests, "audit_head": connection.exec_driver_sql(HEAD).scalar()}
    except SQLAlchemyError as error:
        raise Failure(f"there is no store of Peisuan's to back up: {_said(error)}.") from error


def _holds_a_company(url: URL) -> bool:
    try:
        with _read(url) as connection:
            known = inspect(connection).has_table(StoreInfo.__tablename__)
            return known and bool(connection.scalar(select(StoreInfo.kind)))
    except SQLAlchemyError as error:
        raise Failure(
            f"what is in the place of the store cannot be read ({_said(error)}). Move it "
            "aside (with a file, those that are called like it too), and try again."
        ) from error


@contextmanager
def _read(url: URL) -> Iterator[Connection]:
    """As it is, while others may write."""
    database = Database(url.render_as_string(hide_password=False))
    try:
        with database.engine.execution_options(sqlite_begin="BEGIN").connect() as connection:
            yield connection
    finally:
        database.dispose()


def _make_whole(connection: Connection, manifest: dict[str, Any]) -> None:
    """The store of today's version that the backup is of, as another one than it was.

    Raises:
        Failure: it is not what was backed up.
    """
    try:
        bring_to(connection)
    except CommandError as error:
        raise Failure(f"it is of a later version of Peisuan ({error})") from error
    session = Session(connection)
    # The head was read before the copy was made: the log may have gone on meanwhile.
    if verify(session, manifest["audit_head"]).code is not None:
        raise Failure("its audit log is not the one that was backed up")
    if found := breaches(session):
        raise Failure(f"it is not whole ({found[0].code} at {found[0].subject})")
    become_another(session)
    session.flush()


def _said(error: Exception) -> str:
    """In one line."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0].rstrip(".")
