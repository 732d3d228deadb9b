"""The engine on generated companies of several sizes, beside DuckDB on the same data."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console

from commands.bench.company import company
from commands.bench.loading import load_store
from commands.bench.report import write_report
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.columnar.refreshing import refresh
from engine.settings import CHECKOUT
from engine.store.database import Database

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def measure_engine(console: Console, sizes: tuple[int, ...] = SIZES) -> None:
    """Every operation on SQLite and PostgreSQL at every size; table and plot go to docs/."""
    found: list[dict[str, Any]] = []
    for employees in sizes:
        with TemporaryDirectory() as name:
            folder = Path(name)
            console.print(f"{employees:,} employees …")
            reference = _child("commands.bench.reference", str(employees))
            url = f"sqlite:///{folder / 'bench.sqlite'}"
            sqlite = _store(url, employees)
            found.append({"employees": employees, "reference": reference, "SQLite": sqlite})
            found[-1]["Copy"] = _copy(url, employees, folder / "copy")
            if POSTGRES_BIN.exists():
                server = folder / "server"
                server.mkdir()
                with temporary_postgres(server) as url:
                    found[-1]["PostgreSQL"] = _store(url, employees)
                    found[-1]["Copy of PostgreSQL"] = _copy(url, employees, folder / "copy-pg")
        # Written after each size: the large ones take minutes, and may be stopped.
        write_report(console, found, CHECKOUT / "docs")


def _store(url: str, employees: int) -> Any:
    """Load in this process, measure in another, whose memory is then the application's."""
    database = Database(url)
    database.migrate()
    load_store(database, company(employees))
    database.dispose()
    return _child("commands.bench.measuring", url, str(employees))


def _copy(url: str, employees: int, folder: Path) -> Any:
    """The same, answered by the copy by columns of that store."""
    started = time.perf_counter()
    made = refresh(url, folder)
    assert made is not None
    seconds = time.perf_counter() - started
    size = sum(file.stat().st_size for file in folder.iterdir()) // 10**6
    found = _child("commands.bench.measuring", url, str(employees), str(folder))
    return {**found, "made_in": seconds, "rows": made.rows, "size_mb": size}


def _child(module: str, *args: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", module, *args], cwd=CHECKOUT, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Failure(f"{module} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
