"""A store that is none any more: told apart from one that nobody began yet."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

FIRST_BYTES = b"SQLite format 3\x00"
DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))


class DamagedStore(Exception):
    """Nothing is read from it, or written over it; the message says what to do."""


def require_store(url: str) -> None:
    """Refuse a file that holds no store: an emptied one would else be taken for a new company's,
    and become a demonstration in which everybody may be anybody.

    Raises:
        DamagedStore: there is a file, and it is no store.
    """
    name = make_url(url).database
    if not url.startswith("sqlite") or not name or name == ":memory:":
        return
    file = Path(name)
    if not file.exists():
        return
    with file.open("rb") as opened:
        if opened.read(len(FIRST_BYTES)) != FIRST_BYTES:
            raise DamagedStore(said(str(file)))


def is_damaged(error: DatabaseError) -> bool:
    """Whether a statement failed since the file is no store, or not whole."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF in DAMAGED


def said(file: str) -> str:
    return (
        f"the store {file} is damaged: it was cut off, or is not one at all. Keep a copy of it, "
        "move it (and the files beside it whose names begin so) elsewhere, and take back the last "
        "backup: ./peisuan restore FILE. Without a store, Peisuan would begin with an empty one."
    )
