"""The command: which part is measured."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from commands.failure import Failure

PARTS = (
    "all",
    "turns",
    "names",
    "people",
    "engine",
    "ledger",
    "store",
    "imports",
    "crash",
    "channels",
    "fuzz",
    "crowd",
)


def bench(
    part: Annotated[
        str,
        typer.Argument(
            help="all, turns (of a chat), names, people, engine, ledger, store, imports, crash, channels, fuzz or crowd"
        ),
    ] = "all",
    largest: Annotated[
        int, typer.Option(help="the largest company of engine, the rows of imports")
    ] = 1_000_000,
    calls: Annotated[int, typer.Option(help="how many calls fuzz makes on each database")] = 5_000,
    minutes: Annotated[
        float,
        typer.Option(help="how long crash (3), channels (5) and each half of crowd (1) go on"),
    ] = 0,
    seed: Annotated[
        int | None, typer.Option(help="of crash: does the same faults and commands again")
    ] = None,
) -> None:
    """Measure speed and memory, each beside a reference in the same run."""
    # Here, since the plot's library takes a second to load that no other command should pay.
    from commands.bench.channels import measure_channels
    from commands.bench.crash import measure_crashes
    from commands.bench.crowd import measure_crowd
    from commands.bench.engine import SIZES, measure_engine
    from commands.bench.fuzz import measure_fuzz
    from commands.bench.imports import measure_imports
    from commands.bench.ledger import measure_ledger
    from commands.bench.names import measure_names
    from commands.bench.people import measure_people
    from commands.bench.store import measure_store
    from commands.bench.turns import measure_turns

    if part not in PARTS:
        raise Failure(f"unknown part {part!r}: one of {', '.join(PARTS)}")
    console = Console()
    if part in ("all", "turns"):
        measure_turns(console)
    if part in ("all", "names"):
        measure_names(console)
    if part in ("all", "people"):
        measure_people(console)
    if part in ("all", "engine"):
        measure_engine(console, tuple(size for size in SIZES if size <= largest))
    if part in ("all", "ledger"):
        measure_ledger(console)
    if part in ("all", "store"):
        measure_store(console)
    if part in ("all", "imports"):
        measure_imports(console, largest)
    if part in ("all", "crash"):
        measure_crashes(console, minutes or 3, seed)
    if part in ("all", "channels"):
        measure_channels(console, minutes or 5)
    if part in ("all", "fuzz"):
        measure_fuzz(console, calls)
    if part in ("all", "crowd"):
        measure_crowd(console, minutes or 1)
