"""Calls that nobody means, of six roles, on each database: how each was answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from commands.failure import Failure
from commands.fuzzing.callers import PEOPLE
from commands.fuzzing.fuzz import Fuzzed, fuzz
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.sample import load_sample
from engine.sample.story import tell_story
from engine.store.database import Database

FAMILIES = (2, 3, 4, 5)


def measure_fuzz(console: Console, calls: int) -> None:
    """So many on each database; the same ones each time."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = {"SQLite": _on_sample(f"sqlite:///{folder / 'fuzz.sqlite'}", calls)}
        if POSTGRES_BIN.exists():
            server = folder / "server"
            server.mkdir()
            with temporary_postgres(server) as url:
                found["PostgreSQL"] = _on_sample(url, calls)
    console.print(_table(found))
    for one in found.values():
        for fault, call in one.faults.items():
            console.print(f"{fault}\n    {call}", markup=False)
        for told in (*one.bare, *one.unsound):
            console.print(told, markup=False)
    if not all(one.sound for one in found.values()):
        raise Failure("a call was answered by a fault, or left the store unsound; see above.")


def _table(found: dict[str, Fuzzed]) -> Table:
    table = Table(
        "database",
        "calls",
        *(f"{family}xx" for family in FAMILIES),
        "not as problems",
        "breaches",
        title=f"Calls that nobody means, of {len(PEOPLE)} roles",
    )
    for database, one in found.items():
        counts = [
            sum(count for status, count in one.statuses.items() if status // 100 == family)
            for family in FAMILIES
        ]
        table.add_row(database, *map(str, (one.calls, *counts, len(one.bare), len(one.unsound))))
    return table


def _on_sample(url: str, calls: int) -> Fuzzed:
    database = Database(url)
    database.migrate()
    with database.transaction() as session:
        load_sample(session, date.today())
    tell_story(database, date.today())
    database.dispose()
    return fuzz(url, calls)
