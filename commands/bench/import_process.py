"""One process that loads files into an empty store, and says what it took."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import python_calamine
from sqlalchemy import Column, MetaData, String, Table

from engine.policy import load_policy
from engine.store.bulk import insert_by_driver
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.begin import answer_import, begin_import
from engine.usecases.imports.load import load_import
from engine.usecases.imports.settings import CURRENCY, FISCAL, NAME, TIME_ZONE
from engine.usecases.imports.views import GivenFile

SETTINGS: Mapping[str, str] = {CURRENCY: "CNY", NAME: "", TIME_ZONE: "", FISCAL: ""}
Steps = dict[str, tuple[float, float]]
COLUMNS = ("number", "name", "unit", "course", "day", "amount")


def measure(url: str, files: Sequence[Path]) -> tuple[Steps, int]:
    """Seconds by the clock and of the processor: of the report before loading, of loading, of
    the bare drivers; and the peak memory of the first two in MB."""
    steps: Steps = {}
    database = Database(url)
    database.migrate()
    engine = BudgetEngine(database, load_policy())
    people, *trainings = files
    _load(engine, [people], steps={})
    _load(engine, trainings, steps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with _timed(steps, "bare drivers"):
        _insert_bare(database, trainings)
    database.dispose()
    return steps, peak


def _load(engine: BudgetEngine, files: Sequence[Path], steps: Steps) -> None:
    with _timed(steps, "report"):
        given = [GivenFile(path.name, path.read_bytes()) for path in files]
        look = engine.perform_as_operator(begin_import, given)
    asked = {one.key: SETTINGS[one.key] for one in look.questions if one.key in SETTINGS}
    if asked:
        engine.perform_as_operator(answer_import, look.id, asked)
    with _timed(steps, "load"):
        engine.perform_as_operator(load_import, look.id)


@contextmanager
def _timed(steps: Steps, name: str) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    steps[name] = (time.perf_counter() - wall, time.process_time() - processor)


def _insert_bare(database: Database, files: Sequence[Path]) -> None:
    """Every row as it stands, into a table without key or index."""
    table = Table("bench_rows", MetaData(), *(Column(one, String(100)) for one in COLUMNS))
    with database.transaction() as session:
        table.create(session.connection())
        for path in files:
            rows = [tuple(row) for row in _rows(path)]
            insert_by_driver(session.connection(), table, COLUMNS, rows)


def _rows(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as source:
            yield from csv.reader(source)
        return
    book = python_calamine.CalamineWorkbook.from_path(path)
    for row in book.get_sheet_by_index(0).to_python():
        yield [str(cell) for cell in row]


if __name__ == "__main__":
    steps, peak = measure(sys.argv[1], [Path(one) for one in sys.argv[2:]])
    print(json.dumps({"steps": steps, "peak": peak}))
