"""Times and memory of the engine over one store; run in a process of its own, so that the
memory is the application's alone."""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from commands.bench.company import YEAR
from commands.bench.operations import operations
from engine.columnar.columns import ON, Columns
from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.context import BudgetEngine

# What goes over the whole company takes many seconds on a large store, and less than one on a copy.
REPEATS, REPEATS_WHOLE, REPEATS_ON_COPY = 20, 1, 10


def measure(url: str, employees: int, folder: Path | None) -> dict[str, object]:
    """Seconds of each repeat by operation, the median of the processor's seconds, the machine's
    load, and the peak resident memory in MB; with a `folder` by a copy there."""
    database = Database(url)
    engine = BudgetEngine(
        database, load_policy(), clock=lambda: datetime(YEAR, 11, 23, 9, tzinfo=UTC)
    )
    if folder is not None:
        engine.columns = Columns(database, folder, ON)
    whole = REPEATS_WHOLE if folder is None else REPEATS_ON_COPY
    times, busy, load = {}, {}, [os.getloadavg()[0]]
    for operation in operations(employees):
        repeats = REPEATS if operation.interactive else whole
        operation.run(engine, 0)
        taken, worked = [], []
        for number in range(1, repeats + 1):
            started, before = time.perf_counter(), time.process_time()
            operation.run(engine, number)
            taken.append(time.perf_counter() - started)
            worked.append(time.process_time() - before)
        times[operation.name], busy[operation.name] = taken, statistics.median(worked)
        load.append(os.getloadavg()[0])
    database.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"times": times, "busy": busy, "load": [min(load), max(load)], "peak_mb": peak}


if __name__ == "__main__":
    copy = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), copy)))
