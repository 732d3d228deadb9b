"""One SQLite store put in the place of another's content."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from engine.private_files import FILE, make_folder, sync


def copy_store(source: Path, target: Path) -> None:
    """Make `target` what `source` is at this moment, in one transaction of SQLite's: it is the
    former store or the new one whatever happens meanwhile. The file stays the same one, so that
    whoever has it open sees what becomes of it; a renamed one would go on taking what nobody
    ever sees."""
    make_folder(target.parent)
    os.close(os.open(target, os.O_RDWR | os.O_CREAT, FILE))
    sync(target.parent)
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
