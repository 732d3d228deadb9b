"""A process that holds a lock until it is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from engine.settings import CHECKOUT

PROGRAM = """
import sys, time
from engine.locks import store_lock
with store_lock(sys.argv[1]).hold(sys.argv[2], alone=sys.argv[3] == "alone"):
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def another(url: str, what: str, alone: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the store's lock."""
    how = "alone" if alone else "shared"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, what, how],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
