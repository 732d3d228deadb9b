"""A store out of its database and into it, by the database's own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection

from commands.failure import Failure
from commands.postgres import POSTGRES_BIN
from commands.sqlite_copy import copy_store
from engine.store.database import Database
from engine.store.tables import Base

MakeWhole = Callable[[Connection], None]
# Others who work in the same database, without our lock, are waited for so long.
PATIENCE = "30s"
OURS = (*Base.metadata.tables, "alembic_version")
FUNCTIONS = (
    "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    " AND relname = ANY(%s)"
)


def take_out(url: URL, content: Path) -> None:
    """The store as it is at one moment."""
    if url.get_backend_name() == "sqlite":
        try:
            copy_store(Path(url.database or ""), content)
        except sqlite3.Error as error:
            raise Failure(f"the store at {url.database} cannot be copied: {error}.") from error
    else:
        address = url.set(drivername="postgresql", password=None).render_as_string()
        _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={content}", address)


def put_in_place(url: URL, content: Path, make_whole: MakeWhole) -> None:
    """What was taken out in place of the store, once `make_whole` has brought it up to date and
    looked through it. All of it is one transaction of the store's: whatever happens, even to
    this process, it is the former store or the new one."""
    if url.get_backend_name() == "sqlite":
        _changed(f"sqlite:///{content}", make_whole)
        copy_store(content, Path(url.database or ""))
        return
    script = content.with_name("script.sql")
    _run(
        "pg_restore", url, "--clean", "--if-exists", "--no-owner", f"--file={script}", str(content)
    )

    def load_and_make_whole(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor:
            _drop(cursor)
            _load(cursor, script)
        make_whole(connection)

    _changed(url.render_as_string(hide_password=False), load_and_make_whole)


def _changed(url: str, change: MakeWhole) -> None:
    database = Database(url)
    try:
        with database.remaking() as connection:
            change(connection)
    finally:
        database.dispose()


def _drop(cursor: Any) -> None:
    """All that is ours, also what the backup knows nothing of, being of an earlier version."""
    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    cursor.execute(FUNCTIONS, [list(OURS)])
    functions = [name for (name,) in cursor.fetchall()]
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(map(_quoted, OURS))} CASCADE")
    for name in functions:
        cursor.execute(f"DROP FUNCTION {name}")


def _quoted(table: str) -> str:
    return f'"{table}"'


def _load(cursor: Any, script: Path) -> None:
    """What pg_restore wrote for psql: statements, and rows that follow a COPY."""
    statements: list[str] = []
    with script.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("COPY ") and line.endswith(" FROM stdin;\n"):
                cursor.execute("".join(statements))
                statements = []
                with cursor.copy(line.rstrip().rstrip(";")) as copy:
                    for row in _rows(lines):
                        copy.write(row)
            elif not line.startswith("\\"):
                statements.append(line)
    cursor.execute("".join(statements))
    # The script sets what suits itself, such as where names are looked up.
    cursor.execute("RESET ALL")


def _rows(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == "\\.\n":
            return
        yield line


def _run(program: str, url: URL, *arguments: str) -> None:
    """One of PostgreSQL's own programs, with the password in its environment."""
    found = shutil.which(program) or str(POSTGRES_BIN / program)
    environment = {**os.environ, "PGPASSWORD": str(url.password or "")}
    try:
        subprocess.run(
            [found, *arguments], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise Failure(f"{program} is missing; install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise Failure(f"{program}: {error.stderr.strip().splitlines()[-1]}") from error
