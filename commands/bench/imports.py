"""A million trainings from files: what giving them (the report) and loading them take, beside the
same rows read and inserted by the drivers alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from rich.console import Console
from rich.table import Table

from commands.bench.import_files import write_files
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres

ROWS = 1_000_000
# What was promised of a million rows.
SECONDS, MEGABYTES = 120, 1536


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds by the clock and of the processor (ours, not the database server's)."""

    wall: float
    processor: float


class Figures(TypedDict):
    """What one process says of itself: seconds by step, `peak` in MB."""

    steps: dict[str, tuple[float, float]]
    peak: int


def measure_imports(console: Console, rows: int = ROWS) -> None:
    """Both databases, and both a text file and a workbook."""
    table = Table(
        "database",
        "file",
        "step",
        "s by the clock",
        "s of processor",
        "times the bare drivers",
        "peak MB",
        title=f"Loading {rows:,} rows of trainings (promised: {SECONDS} s, {MEGABYTES} MB)",
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in ("csv", "xlsx"):
            files = write_files(folder, rows, suffix)
            for database, url in _databases(folder / suffix):
                _add(table, database, suffix, _measured(url, files))
    console.print(table)


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    folder.mkdir()
    yield "SQLite", f"sqlite:///{folder / 'bench.sqlite'}"
    if POSTGRES_BIN.exists():
        server = folder / "server"
        server.mkdir()
        with temporary_postgres(server) as url:
            yield "PostgreSQL", url


def _measured(url: str, files: list[Path]) -> Figures:
    """In a process of its own, so that the memory is that of loading alone."""
    done = subprocess.run(
        [sys.executable, "-m", "commands.bench.import_process", url, *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failure(f"the files could not be loaded: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout)
    return figures


def _add(table: Table, database: str, suffix: str, figures: Figures) -> None:
    steps = {name: Step(*taken) for name, taken in figures["steps"].items()}
    bare = steps.pop("bare drivers")
    table.add_row(database, suffix, "bare drivers", f"{bare.wall:.1f}", f"{bare.processor:.1f}")
    for name, step in steps.items():
        table.add_row(
            database,
            suffix,
            name,
            f"{step.wall:.1f}",
            f"{step.processor:.1f}",
            f"{step.wall / bare.wall:.1f}",
            str(figures["peak"]),
        )
