"""Killing the process that works on a store, again and again, and looking what is left."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from commands.bench.workload import work
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import AuditEvent
from engine.trust.invariants import Breach, breaches

SHORTEST, LONGEST = 0.2, 1.5


@dataclass
class Survival:
    """After `kills`: what did not hold, and acknowledged commands (keys) that were lost."""

    kills: int = 0
    acknowledged: int = 0
    breaches: list[Breach] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.breaches or self.lost)


def measure_crashes(console: Console, minutes: float) -> None:
    """So many minutes on each database."""
    table = Table(
        "database", "kills", "acknowledged", "lost", "breaches", title="Killed at random moments"
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = {"SQLite": _on_sample(f"sqlite:///{folder / 'crash.sqlite'}", folder, minutes)}
        if POSTGRES_BIN.exists():
            server = folder / "server"
            server.mkdir()
            with temporary_postgres(server) as url:
                found["PostgreSQL"] = _on_sample(url, server, minutes)
    for database, survival in found.items():
        counts = (survival.kills, survival.acknowledged, len(survival.lost))
        table.add_row(database, *map(str, counts), str(len(survival.breaches)))
    console.print(table)
    if not all(survival.sound for survival in found.values()):
        raise Failure("a killed process left the store unsound; see the table.")


def _on_sample(url: str, folder: Path, minutes: float) -> Survival:
    database = Database(url)
    database.migrate()
    with database.transaction() as session:
        load_sample(session, date.today())
    database.dispose()
    acknowledgements = folder / "acknowledgements"
    acknowledgements.mkdir(exist_ok=True)
    return survive(url, acknowledgements, minutes * 60)


def survive(url: str, folder: Path, seconds: float, seed: int = 1) -> Survival:
    """Work on the sample company at `url`, and SIGKILL the worker at random moments, for so
    long. After each kill the store is opened afresh and looked through."""
    survival, moments = Survival(), random.Random(seed)
    until = time.monotonic() + seconds
    while time.monotonic() < until and survival.sound:
        file = folder / f"acknowledged-{survival.kills}"
        _work_and_kill(url, survival.kills, file, moments.uniform(SHORTEST, LONGEST))
        survival.kills += 1
        _look_through(url, file, survival)
    return survival


def _work_and_kill(url: str, seed: int, file: Path, after: float) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["commands.bench.workload"])
    worker = context.Process(target=work, args=(url, seed, str(file)), daemon=True)
    worker.start()
    while not file.exists() or os.stat(file).st_size == 0:
        time.sleep(0.01)
        if not worker.is_alive():
            raise RuntimeError("the worker ended before it did anything")
    time.sleep(after)
    worker.kill()
    worker.join()


def _look_through(url: str, file: Path, survival: Survival) -> None:
    keys = file.read_text().split()
    survival.acknowledged += len(keys)
    database = Database(url)
    try:
        with database.reading() as session:
            survival.breaches += breaches(session)
            stored = session.scalars(select(AuditEvent.idempotency_key)).all()
    finally:
        database.dispose()
    # Each is kept with the number of whose it is before it.
    found = {key.rsplit(":", 1)[1] for key in stored if key}
    survival.lost += [key for key in keys if key not in found]
