"""Showing that a long step goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say `what` is being done, with a moving sign at a terminal; and how long it took."""
    console = Console(stderr=True)
    started = time.monotonic()
    if console.is_terminal:
        with console.status(f"{what} …"):
            yield
    else:
        console.print(f"{what} …", highlight=False, soft_wrap=True)
        yield
    console.print(
        f"{what}: done in {time.monotonic() - started:.0f} s", highlight=False, soft_wrap=True
    )
