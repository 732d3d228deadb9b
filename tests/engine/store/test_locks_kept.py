"""A second look at a store from the same process leaves the locks of the first one: where they are lost, another
process that closes the store believes itself alone with it, and takes away what is yet to be written."""

from __future__ import annotations

import subprocess
import sys

from engine.store.database import Database

# SQLite's lock of who reads a file, as another process sees it.
ASKS = (
    "import fcntl, sys; file = open(sys.argv[1], 'r+b'); "
    "fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)"
)


def test_they_are_kept(empty_store: Database) -> None:
    with empty_store.reading():
        Database(empty_store.url).dispose()
        file = empty_store.engine.url.database
        done = subprocess.run([sys.executable, "-c", ASKS, str(file)], capture_output=True)
    assert done.returncode != 0
    assert b"BlockingIOError" in done.stderr
