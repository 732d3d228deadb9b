"""One SQLite store put in the place of another's content."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from engine.private_files import FILE, make_folder, sync

# Seconds for which somebody else, who works on either without our lock, is waited for.
PATIENCE = 30.0


def copy_store(source: Path, target: Path) -> None:
    """Make `target` what `source` is at this moment, in one transaction of SQLite's: it is the
    former store or the new one whatever happens meanwhile. The file stays the same one, so that
    whoever has it open sees what becomes of it; a renamed one would go on taking what nobody
    ever sees.

    Raises:
        sqlite3.Error: it cannot be; `target` is as it was.
    """
    make_folder(target.parent)
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, FILE))
    sync(target.parent)
    written_to = sqlite3.connect(target, timeout=0)
    with closing(sqlite3.connect(source)) as read, closing(written_to) as written:
        read.backup(written, progress=_within(PATIENCE))


def _within(seconds: float) -> Callable[[int, int, int], None]:
    """By itself it would wait for ever."""
    until = time.monotonic() + seconds

    def look(state: int, _left: int, _all: int) -> None:
        if state in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("another program keeps it locked")

    return look
