"""Faults done to a process that works on a store, again and again, and looking what is left."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from commands.bench.faults import FAULTS, Fault, Scene
from commands.bench.workload import work
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.sample import load_sample
from engine.store.database import Database
from engine.store.tables import AuditEvent
from engine.trust.invariants import Breach, breaches

SHORTEST, LONGEST = 0.2, 1.5
# One of a seed, from which all faults and all commands follow.
SEEDS = 1_000_000_000


@dataclass(kw_only=True)
class Survival:
    """After `faults` of `seed`: what did not hold, and acknowledged commands (keys) that were
    lost."""

    seed: int
    faults: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    breaches: list[Breach] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.breaches or self.lost)


def measure_crashes(console: Console, minutes: float, seed: int | None = None) -> None:
    """So many minutes on each database, with the faults of a seed (of a new one, else)."""
    seed = random.randrange(SEEDS) if seed is None else seed
    title = f"Faults at random moments (seed {seed})"
    table = Table("database", "faults", "acknowledged", "lost", "breaches", title=title)
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = {
            "SQLite": _on_sample(f"sqlite:///{folder / 'crash.sqlite'}", folder, minutes, seed)
        }
        if POSTGRES_BIN.exists():
            server = folder / "server"
            server.mkdir()
            with temporary_postgres(server) as url:
                found["PostgreSQL"] = _on_sample(url, server, minutes, seed)
    for database, survival in found.items():
        done = ", ".join(f"{name} {number}" for name, number in sorted(survival.faults.items()))
        counts = (survival.acknowledged, len(survival.lost), len(survival.breaches))
        table.add_row(database, done, *map(str, counts))
    console.print(table)
    if not all(survival.sound for survival in found.values()):
        raise Failure(f"a fault left the store unsound; again with --seed {seed}.")


def _on_sample(url: str, folder: Path, minutes: float, seed: int) -> Survival:
    database = Database(url)
    database.migrate()
    with database.transaction() as session:
        load_sample(session, date.today())
    database.dispose()
    acknowledgements = folder / "acknowledgements"
    acknowledgements.mkdir(exist_ok=True)
    return survive(url, acknowledgements, minutes * 60, seed)


def survive(
    url: str, folder: Path, seconds: float, seed: int = 1, faults: Sequence[Fault] = FAULTS
) -> Survival:
    """Work on the sample company at `url`, and do faults to the worker and to the store at random
    moments, for so long. After each the worker is killed, and the store is opened afresh and
    looked through. The same seed gives the same faults and commands; when each thread has its
    turn is the machine's."""
    survival, chosen = Survival(seed=seed), random.Random(seed)
    until = time.monotonic() + seconds
    for number, fault in enumerate(in_turns(faults, seed)):
        if time.monotonic() >= until or not survival.sound:
            break
        file = folder / f"acknowledged-{number}"
        _work_amid(url, seed + number, file, fault, chosen)
        survival.faults[fault.__name__] += 1
        _look_through(url, file, survival)
    return survival


def in_turns(faults: Sequence[Fault], seed: int) -> Iterator[Fault]:
    """Without end: each once, in an order of the seed's, then again in another."""
    order = random.Random(seed)
    while True:
        yield from order.sample(faults, len(faults))


def _work_amid(url: str, seed: int, file: Path, fault: Fault, chosen: random.Random) -> None:
    """A worker, a fault, some more work if it survives that, and its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["commands.bench.workload"])
    offset = context.Value(c_double, 0.0)
    worker = context.Process(target=work, args=(url, seed, str(file), offset), daemon=True)
    worker.start()
    _wait_for_work(worker, file)
    time.sleep(chosen.uniform(SHORTEST, LONGEST))
    fault(Scene(worker=worker, url=url, offset=offset, random=chosen))
    time.sleep(chosen.uniform(SHORTEST, LONGEST))
    worker.kill()
    worker.join()


def _wait_for_work(worker: BaseProcess, file: Path) -> None:
    while not file.exists() or os.stat(file).st_size == 0:
        time.sleep(0.01)
        if not worker.is_alive():
            raise RuntimeError("the worker ended before it did anything")


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
