"""A restore that is killed, whenever: the store is the former one or the restored one."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commands.backup import restore
from commands.sqlite_copy import copy_store
from engine.store.database import Database
from engine.trust.invariants import breaches
from tests.commands.restore.stores import FORMER, RESTORED, which

pytestmark = pytest.mark.long

# What a process does that others can see; killed at one of these it has done all before it.
SEEN = ("open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect", "subprocess.Popen")


def killed_at(number: int, deed: Callable[[], object]) -> bool:
    """Do it in a process that kills itself at its `number`-th step; whether it came to that."""
    child = os.fork()
    if not child:
        left = [number]

        def step(event: str, args: tuple[Any, ...]) -> None:
            if event in SEEN and "__pycache__" not in str(args[0]):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.addaudithook(step)
        deed()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_killed_anywhere_it_leaves_the_one_or_the_other(store: Database, kept: Path) -> None:
    former, number, found = store.identity, 1, []
    store.dispose()
    while killed_at(number, lambda: restore(kept, yes=True)):
        found.append(which(store))
        assert (found[-1] == FORMER) == (store.identity == former)
        store.dispose()
        if found[-1] != FORMER:
            break
        number += 3
    assert which(store) == RESTORED
    assert len(found) > 3
    require_whole(store)


def require_whole(store: Database) -> None:
    with store.reading() as session:
        assert breaches(session) == []


ROWS, TRIES = 30_000, 12


def test_killed_while_pages_are_written_it_does_so_too(tmp_path: Path) -> None:
    """Within SQLite, where no step of ours is seen."""
    place, others = tmp_path / "store.sqlite", itertools.cycle(map(tmp_path.joinpath, "ab"))
    for number in (FORMER, RESTORED):
        filled_with(number, next(others))
    began = time.monotonic()
    assert not killed_after(60, lambda: copy_store(tmp_path / "a", place))
    took, killed = time.monotonic() - began, 0
    for number in range(TRIES):
        source = next(others)
        killed += killed_after(took * number / TRIES, partial(copy_store, source, place))
        with closing(sqlite3.connect(place)) as store:
            assert len(store.execute("SELECT DISTINCT last FROM series").fetchall()) == 1
            assert store.execute("SELECT COUNT(*) FROM series").fetchall() == [(ROWS,)]
            assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert killed


def filled_with(number: int, file: Path) -> None:
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("CREATE TABLE series (last INTEGER, room TEXT)")
        store.executemany("INSERT INTO series VALUES (?, ?)", [(number, "x" * 100)] * ROWS)
        store.commit()


def killed_after(seconds: float, deed: Callable[[], object]) -> bool:
    """Do it in a process that is killed after a while; whether it was not done by then."""
    child = os.fork()
    if not child:
        deed()
        os._exit(0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) != 0
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
