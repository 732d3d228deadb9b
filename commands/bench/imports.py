"""A million trainings from files: what giving them (the report) and loading them take, beside the
same rows read and inserted by the drivers alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import getloadavg
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from rich.console import Console
from rich.table import Table

from commands.bench.import_files import write_files
from commands.bench.import_process import BARE, LOAD, REPORT, Step
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres

ROWS = 1_000_000
# What was promised of a million rows.
SECONDS, MEGABYTES = 120, 1536
SUFFIXES = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Store:
    """An empty database; of one with a server, the server's folder."""

    name: str
    url: str
    server: Path | None = None

    def server_seconds(self) -> float:
        """What its server and those that work for it have taken of the processor so far."""
        if self.server is None:
            return 0.0
        number = (self.server / "data" / "postmaster.pid").read_text().split()[0]
        server = psutil.Process(int(number))
        own = server.cpu_times()
        ended = own.children_user + own.children_system
        return float(own.user + own.system + ended + sum(map(_seconds, server.children())))


def _seconds(process: psutil.Process) -> float:
    """Nothing of one that ended meanwhile: its parent has it."""
    try:
        taken = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(taken.user + taken.system)


def measure_imports(console: Console, rows: int = ROWS) -> None:
    """Both databases, and both text files and workbooks; every step is told as it ends."""
    table = Table(
        "",
        "clock s",
        "processor s",
        "server s",
        "bare x",
        "peak MB",
        title=f"Loading {rows:,} rows of trainings (promised: {SECONDS} s, {MEGABYTES} MB)",
        caption="by the clock, of this processor's time and the database server's; how many times "
        "the processor's time of the bare drivers",
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in SUFFIXES:
            console.print(f"{rows:,} rows are written to files ({suffix})")
            files = write_files(folder, rows, suffix)
            for store in _stores(folder / suffix):
                console.print(f"{suffix} into {store.name}, at a load of {getloadavg()[0]:.1f}")
                _add(table, suffix, store, list(_measured(console, store, files)))
    console.print(table)


def _stores(folder: Path) -> Iterator[Store]:
    folder.mkdir()
    yield Store("SQLite", f"sqlite:///{folder / 'bench.sqlite'}")
    if POSTGRES_BIN.exists():
        server = folder / "server"
        server.mkdir()
        with temporary_postgres(server) as url:
            yield Store("PostgreSQL", url, server)


def _measured(console: Console, store: Store, files: list[Path]) -> Iterator[Step]:
    """By a process of its own, so that the memory is that of loading alone."""
    command = [sys.executable, "-m", "commands.bench.import_process", store.url, *map(str, files)]
    before = store.server_seconds()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            now = store.server_seconds()
            step = replace(Step(**json.loads(line)), server=now - before)
            before = now
            console.print(
                f"  {step.name}: {step.wall:.1f} s, {step.processor:.1f} of processor, "
                f"{step.server:.1f} of the server's, {step.peak} MB"
            )
            yield step
    if process.returncode:
        raise Failure("the files could not be loaded: see above")


def _add(table: Table, suffix: str, store: Store, steps: list[Step]) -> None:
    named = {step.name: step for step in steps}
    bare = named.pop(BARE)
    for step in (bare, *named.values(), named[REPORT] + named[LOAD]):
        table.add_row(
            f"{suffix}, {store.name}: {step.name}",
            f"{step.wall:.1f}",
            f"{step.processor:.1f}",
            f"{step.server:.1f}",
            f"{(step.processor + step.server) / (bare.processor + bare.server):.1f}",
            "" if step is bare else str(step.peak),
        )
