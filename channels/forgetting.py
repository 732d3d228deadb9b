"""What the assistant remembers of conversations, outside the store: Rasa's own files.

Rasa writes to them while the application deletes: SQLite lets one wait for the other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

FILES = "conversations*.sqlite"
WAITS_SECONDS = 10


def forget_said_before(home: Path, moment: datetime) -> int:
    """Delete what was said before `moment`; how many events."""
    return _delete(home, "timestamp < ?", [moment.timestamp()])


def forget_dialogues(home: Path, beginnings: Collection[str]) -> int:
    """Delete all of the dialogues whose names begin so; how many events."""
    return sum(
        _delete(home, "substr(sender_id, 1, ?) = ?", [len(one), one]) for one in beginnings if one
    )


def _delete(home: Path, which: str, values: list[object]) -> int:
    gone = 0
    for file in sorted(home.glob(FILES)):
        with _opened(file) as connection:
            if _has_events(connection):
                gone += connection.execute(f"DELETE FROM events WHERE {which}", values).rowcount  # noqa: S608
    return gone


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=WAITS_SECONDS)) as connection:
        # What is deleted is overwritten, not only marked as free.
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            yield connection


def _has_events(connection: sqlite3.Connection) -> bool:
    """Not before the first message."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone()
    return found is not None
