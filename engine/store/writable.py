"""Whether what is said can be kept: room on the disk, and a store that may be written."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg.errors as postgres
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine.values.errors import NotKept

FULL, READ_ONLY = "disk_full", "read_only"
MB = 2**20
_SQLITE = {sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_READONLY: READ_ONLY}
# PostgreSQL tells a full disk of its own; SQLite tells one that fills up in the midst so, too.
_FULL = (postgres.DiskFull,)
_READ_ONLY = (postgres.ReadOnlySqlTransaction,)
# Somebody who writes just now is no fault.
_WAIT_MS = 200


def has_room(home: Path, margin: int) -> bool:
    """Whether the disk of `home` has `margin` MB left."""
    return shutil.disk_usage(home).free >= margin * MB


def may_be_written(engine: Engine) -> bool:
    """Asked of the store itself, in a way that leaves nothing behind."""
    with engine.connect().execution_options(sqlite_begin="BEGIN") as connection:
        if engine.dialect.name == "postgresql":
            return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
        driver = connection.connection.driver_connection
        assert driver is not None
        return _takes_the_write_lock(driver)


def _takes_the_write_lock(driver: sqlite3.Connection) -> bool:
    before = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.rollback()
    driver.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    try:
        driver.execute("BEGIN IMMEDIATE")
        # The lock alone is given to those who may only read, too.
        version = driver.execute("PRAGMA user_version").fetchone()[0]
        driver.execute(f"PRAGMA user_version = {version}")
    except sqlite3.OperationalError as error:
        return not _is(error, sqlite3.SQLITE_READONLY)
    finally:
        driver.rollback()
        driver.execute(f"PRAGMA busy_timeout = {before}")
    return True


@contextmanager
def told_if_not_kept() -> Iterator[None]:
    """What the database says of a full disk or a store that may only be read, as our own."""
    try:
        yield
    except DBAPIError as error:
        if (why := _why(error.orig)) is not None:
            raise NotKept(why) from error
        raise


def _why(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.Error):
        return next((why for code, why in _SQLITE.items() if _is(error, code)), None)
    if isinstance(error, _FULL):
        return FULL
    return READ_ONLY if isinstance(error, _READ_ONLY) else None


def _is(error: sqlite3.Error, code: int) -> bool:
    """Its extended codes have the plain one in the lowest byte."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) == code
