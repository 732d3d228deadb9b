"""`./peisuan eval figures`: how many questions the query engine answers to the cent."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from commands.evaluation.files import read_lines
from commands.evaluation.questions.measuring import BESIDE, EQUAL, REFUSED, Measured, measured
from engine.policy import load_policy
from engine.sample.loading import DEFAULT_EMPLOYEES
from engine.settings import CHECKOUT
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.store import clock_as_of, fill_if_empty

# As which queries the questions are asked that come with the task.
ASKED_AS = CHECKOUT / "tests" / "engine" / "query" / "asked_as.jsonl"
WELL = (EQUAL, REFUSED)


def figures(
    file: Annotated[Path, typer.Argument(help="JSON lines: id, as, kind, sql")],
    asked_as: Annotated[Path, typer.Option(help="JSON lines: id, asks (queries)")] = ASKED_AS,
    today: Annotated[
        date, typer.Option(parser=date.fromisoformat, metavar="DAY", help="the day it is")
    ] = "2026-11-28",  # type: ignore[assignment]
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object, for machines")] = False,
) -> None:
    """Ask each question as queries, on a sample company of its own, and hold what comes back
    against what its SQL finds there."""
    questions = read_lines(file, ("id", "as", "kind", "sql"))
    queries = {one["id"]: one for one in read_lines(asked_as, ("id",))}
    with scratch_sample(today) as (engine, path):
        found = measured(questions, queries, engine, path)
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        print("\n".join(_lines(found)))


@contextmanager
def scratch_sample(today: date) -> Iterator[tuple[BudgetEngine, Path]]:
    """The engine over a sample company as of `today`, and its store."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.sqlite"
        database = Database(f"sqlite:///{path}")
        database.migrate()
        fill_if_empty(database, today, DEFAULT_EMPLOYEES)
        yield BudgetEngine(database, load_policy(), clock=clock_as_of(database, today)), path
        database.dispose()


def _lines(found: Sequence[Measured]) -> Iterator[str]:
    asked = [one for one in found if one.outcome != BESIDE]
    well = sum(one.outcome in WELL for one in asked)
    yield f"{well} of {len(asked)} questions for queries are answered to the cent, or rightly refused"
    yield from (
        f"  {name:12}{times:4d}" for name, times in Counter(one.outcome for one in found).items()
    )
    others = Counter(one.why for one in found if one.outcome == BESIDE)
    yield f"for no query: {', '.join(f'{name} {times}' for name, times in others.items())}"
    for one in asked:
        if one.outcome not in WELL:
            yield f"  {one.id} ({one.kind}) {one.outcome}: {one.why}"
