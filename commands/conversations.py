"""Rasa's file of conversations: a damaged one must not keep everybody from talking."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

logger = logging.getLogger(__name__)
# Beside a SQLite file while it is used.
COMPANIONS = ("", "-wal", "-shm")
# Seconds. Nobody else has it open for longer.
WAIT = 2


def set_aside_if_damaged(file: Path) -> Path | None:
    """Where Rasa could not work with it, it is renamed, and Rasa begins a new one; where it lies
    then. What was confirmed is in the engine's store; what people were amidst they say again."""
    if (why := _damage(file)) is None:
        return None
    # No name that somebody who reads conversations would look for.
    aside = file.with_name(f"{file.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    for end in COMPANIONS:
        companion = Path(f"{file}{end}")
        if companion.exists():
            companion.replace(f"{aside}{end}")
    logger.error(
        "The file of conversations cannot be used (%s). It was set aside as %s; whoever was amidst "
        "something begins it anew. Requests, budgets and decisions are not in it.",
        why,
        aside,
    )
    return aside


def _damage(file: Path) -> str | None:
    if not file.exists():
        return None
    try:
        with closing(sqlite3.connect(file, timeout=WAIT, isolation_level=None)) as connection:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            # Taken, and given back: a file that somebody else locks is of no use.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        return str(error)
    return None if found == "ok" else found
