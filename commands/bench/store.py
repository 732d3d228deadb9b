"""What each transaction pays for comparing which store it is (`engine.store.identity`)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, select, text

from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.policy import load_policy
from engine.sample import load_sample
from engine.store.database import Database
from engine.store.identity import Identity
from engine.store.tables import NumberSeries
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine

PAIRS, MS = 500, 1_000
HEAD = "workshop-head"
Work = Callable[[Database], object]


class Trusting(Database):
    """A store that is never asked which one it is."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._identity = _Unasked(url)


class _Unasked(Identity):
    def require(self, connection: Connection) -> None:
        pass


def measure_store(console: Console, pairs: int = PAIRS) -> None:
    """Both databases, with a sample company."""
    table = Table(
        "database", "transaction", "without", "with", "ratio", title="The store's identity, medians"
    )
    with TemporaryDirectory() as name:
        for database, url in _stores(Path(name)):
            for work, without, compared in _measured(url, pairs):
                ratio = compared / without
                times = (f"{one * MS:.2f} ms" for one in (without, compared))
                table.add_row(database, work, *times, f"{ratio:.2f}")
    console.print(table)


def _stores(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder / 'bench.sqlite'}"
    if POSTGRES_BIN.exists():
        server = folder / "server"
        server.mkdir()
        with temporary_postgres(server) as url:
            yield "PostgreSQL", url


def _measured(url: str, pairs: int) -> Iterator[tuple[str, float, float]]:
    compared, trusting = Database(url), Trusting(url)
    compared.migrate()
    with compared.transaction() as session:
        load_sample(session, date.today())
    with compared.transaction() as session:
        session.add(NumberSeries(prefix="bench", last=0))
    for name, work in _works(compared, trusting):
        without, with_it = _by_turns(work, (trusting, compared), pairs)
        yield name, without, with_it
    compared.dispose()
    trusting.dispose()


def _works(*databases: Database) -> Iterator[tuple[str, Work]]:
    engines = {id(one): BudgetEngine(one, load_policy()) for one in databases}
    yield "reads a number", _read
    yield "writes a number", _write
    yield (
        "a department's budget",
        lambda database: engines[id(database)].perform(budget_status, HEAD, "bench"),
    )


def _read(database: Database) -> int | None:
    wanted = select(NumberSeries.last).where(NumberSeries.prefix == "bench")
    with database.reading() as session:
        return session.scalar(wanted)


def _write(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE number_series SET last = last + 1 WHERE prefix = 'bench'"))


def _by_turns(work: Work, databases: tuple[Database, ...], pairs: int) -> list[float]:
    """The median seconds of each, in one run, so that all have the same machine."""
    taken: list[list[float]] = [[] for _ in databases]
    for _ in range(pairs):
        for database, times in zip(databases, taken, strict=True):
            started = time.perf_counter()
            work(database)
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]
