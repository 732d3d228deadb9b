"""Python's search for what only refers to itself, put off while millions of rows come to stay: it
would look through all of them again and again, and takes a fourth of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_running = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Several imports may go on beside each other: the last one ends it."""
    global _running
    with _lock:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                gc.enable()
