"""What goes wrong on machines, done to a worker and to its store: chosen by a seed, one at a time."""

from __future__ import annotations

import os
import pwd
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import Connection

DAY = 86_400.0
UNLIMITED = -1
# A torn page: what a power cut leaves at the end of a file that was being written.
TORN = 2_000


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The worker, its store, and its clock's distance (in seconds) from the true one."""

    worker: BaseProcess
    url: str
    offset: Synchronized[float]
    random: random.Random

    @property
    def pid(self) -> int:
        assert self.worker.pid is not None
        return self.worker.pid

    @property
    def file(self) -> Path | None:
        """The store's file; None on a server."""
        url = make_url(self.url)
        return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None

    def pause(self, least: float, most: float) -> None:
        time.sleep(self.random.uniform(least, most))


Fault = Callable[[Scene], None]


def kill(scene: Scene) -> None:
    """As a power cut would."""
    scene.worker.kill()


def terminate(scene: Scene) -> None:
    """As whoever stops a service does."""
    scene.worker.terminate()


def freeze(scene: Scene) -> None:
    """It stands still in the midst of whatever it does, and goes on."""
    os.kill(scene.pid, signal.SIGSTOP)
    scene.pause(0.3, 1.0)
    os.kill(scene.pid, signal.SIGCONT)


def fill_disk(scene: Scene) -> None:
    """No file may grow any more, then they may again. (A limit on the processes that write: a
    disk that is full says the same to them.)"""
    writers = [scene.pid] if scene.file else _backends(scene.url)
    for writer in writers:
        _limit(writer, 1)
    scene.pause(0.2, 0.6)
    for writer in writers:
        _limit(writer, UNLIMITED)


def lock(scene: Scene) -> None:
    """Somebody else holds the store's write lock for a while."""
    holding = "BEGIN IMMEDIATE" if scene.file else "LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE"
    with _beside(scene.url) as connection:
        connection.execute(text(holding))
        scene.pause(0.3, 1.0)
        if scene.file:
            connection.execute(text("ROLLBACK"))
        else:
            connection.rollback()


def drop_connections(scene: Scene) -> None:
    """The server ends them all; where there is no server, the worker is killed."""
    if scene.file:
        kill(scene)
        return
    with _beside(scene.url) as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
        connection.commit()


def tear(scene: Scene) -> None:
    """Killed in the midst of a write, which leaves rubbish at the end of the write-ahead log.
    (A server writes its own; it is killed alone.)"""
    scene.worker.kill()
    scene.worker.join()
    log = Path(f"{scene.file}-wal") if scene.file else None
    if log is not None and log.exists():
        with log.open("ab") as end:
            end.write(scene.random.randbytes(TORN))


def jump_clock(scene: Scene) -> None:
    """The clock is set, forward or back, by up to three days."""
    scene.offset.value = scene.random.uniform(-3 * DAY, 3 * DAY)


FAULTS: tuple[Fault, ...] = (
    kill,
    terminate,
    freeze,
    fill_disk,
    lock,
    drop_connections,
    tear,
    jump_clock,
)


def _limit(process: int, size: int) -> None:
    """How large a file it may write; the hard limit stays, so that the soft one can be lifted. One
    that ended by itself meanwhile writes nothing."""
    soft = "unlimited" if size == UNLIMITED else str(size)
    command = ["prlimit", "--pid", str(process), f"--fsize={soft}:"]
    subprocess.run([*_as_owner_of(process), *command], check=False, stderr=subprocess.DEVNULL)


def _as_owner_of(process: int) -> list[str]:
    """How a command is run by whom the process belongs to: limits are set by nobody else."""
    try:
        owner = Path(f"/proc/{process}").stat().st_uid
    except FileNotFoundError:
        return []
    if owner == os.geteuid():
        return []
    return ["runuser", "-u", pwd.getpwuid(owner).pw_name, "--"]


def _backends(url: str) -> list[int]:
    """The server's processes that work for others than us."""
    with _beside(url) as connection:
        found = connection.execute(
            text(
                "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database() AND backend_type = 'client backend'"
            )
        )
        return list(found.scalars())


@contextmanager
def _beside(url: str) -> Iterator[Connection]:
    """A connection of its own, which nobody else has settings of."""
    engine = create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
