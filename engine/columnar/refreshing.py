"""The copy made anew, of what changed in the store since it was made."""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from engine.columnar.copying import copy_table
from engine.columnar.manifest import Manifest, Part, read_manifest, write_manifest
from engine.columnar.tables import COPIED, shape
from engine.private_files import FILE, make_folder
from engine.store.changes import versions
from engine.store.database import Database
from engine.store.identity import read_identity

# How long a copy that another took the place of may be read still.
LEFT_FOR = 300.0
_LOCK = "lock"


def refresh(url: str, folder: Path) -> Manifest | None:
    """Of all the tables that were changed: several processes may try, one of them does it (None for
    the others). What is not finished is not seen by anybody."""
    make_folder(folder)
    with _alone(folder) as first:
        if not first:
            return None
        database = Database(url)
        try:
            made = _made(database, folder, read_manifest(folder))
        finally:
            database.dispose()
        write_manifest(folder, made)
        _tidy(folder, made)
        return made


def _made(database: Database, folder: Path, before: Manifest | None) -> Manifest:
    with database.as_of_now() as store, duckdb.connect() as columns:
        taken_at, now = datetime.now(UTC), versions(store)
        of = read_identity(store) or ""
        known = before.parts if before and (before.store, before.shape) == (of, shape()) else {}
        parts: dict[str, Part] = {}
        for table in COPIED:
            version, part = now.get(table.name, 0), known.get(table.name)
            if part is None or part.version != version or not (folder / part.file).exists():
                file = f"{table.name}-{secrets.token_hex(6)}.parquet"
                rows = copy_table(store, table, columns, folder / file)
                part = Part(version=version, file=file, rows=rows)
            parts[table.name] = part
        return Manifest(store=of, shape=shape(), taken_at=taken_at, parts=parts)


def _tidy(folder: Path, made: Manifest) -> None:
    """What an interrupted one left, and what nobody reads any more."""
    kept = {part.file for part in made.parts.values()}
    long_ago = time.time() - LEFT_FOR
    for file in folder.iterdir():
        left = file.suffix in (".parquet", ".csv") and file.name not in kept
        if left and file.stat().st_mtime < long_ago:
            file.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    with (folder / _LOCK).open("a") as held:
        (folder / _LOCK).chmod(FILE)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
