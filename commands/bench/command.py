"""The command: which part is measured."""

from __future__ import annotations

from rich.console import Console

from commands.bench.turns import measure_turns


def bench() -> None:
    """Measure a chat turn beside a bare Rasa."""
    console = Console()
    measure_turns(console)
