"""One process that loads files into an empty store, and says what it took."""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

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

V = TypeVar("V")
SETTINGS: Mapping[str, str] = {CURRENCY: "CNY", NAME: "", TIME_ZONE: "", FISCAL: ""}
COLUMNS = ("number", "name", "unit", "course", "day", "amount")
BARE, PEOPLE, REPORT, LOAD = "bare drivers", "people", "report", "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Seconds by the clock, of this process and of the database server's; the peak of this
    process's memory until then, in MB."""

    name: str
    wall: float
    processor: float
    peak: int
    server: float = 0.0

    def __add__(self, other: Step) -> Step:
        return Step(
            name=f"{self.name} and {other.name}",
            wall=self.wall + other.wall,
            processor=self.processor + other.processor,
            peak=max(self.peak, other.peak),
            server=self.server + other.server,
        )


def measure(url: str, files: Sequence[Path]) -> Iterator[Step]:
    """The people who are trained, the report before loading the trainings, loading them, and the
    bare drivers, which come last, for the sake of the peak."""
    database = Database(url)
    database.migrate()
    engine = BudgetEngine(database, load_policy())
    people, *trainings = files
    first, second = _load(engine, [people])
    yield replace(first + second, name=PEOPLE)
    report, load = _load(engine, trainings)
    yield from (report, load)
    yield _timed(BARE, lambda: _insert_bare(database, trainings))[0]
    database.dispose()


def _load(engine: BudgetEngine, files: Sequence[Path]) -> tuple[Step, Step]:
    given = [GivenFile(path.name, path.read_bytes()) for path in files]
    report, look = _timed(REPORT, lambda: engine.perform_as_operator(begin_import, given))
    asked = {one.key: SETTINGS[one.key] for one in look.questions if one.key in SETTINGS}
    if asked:
        engine.perform_as_operator(answer_import, look.id, asked)
    load, _ = _timed(LOAD, lambda: engine.perform_as_operator(load_import, look.id))
    return report, load


def _timed(name: str, do: Callable[[], V]) -> tuple[Step, V]:
    wall, processor = time.perf_counter(), time.process_time()
    done = do()
    step = Step(
        name=name,
        wall=time.perf_counter() - wall,
        processor=time.process_time() - processor,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )
    return step, done


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
    for step in measure(sys.argv[1], [Path(one) for one in sys.argv[2:]]):
        print(json.dumps(asdict(step)), flush=True)
