"""Being asked to end, by Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STEP = 0.1


class Ending:
    """An interrupt while things are prepared; once they run, they are ended in order, and
    whoever asks a second time does not wait for that."""

    def __init__(self) -> None:
        self._asked = self._in_order = False
        # A shell starts background jobs with Ctrl-C ignored; asked for by name, it ends us too.
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """From now on nothing is interrupted half-way: `wait` tells."""
        self._in_order = True
        yield

    def wait(self, seconds: float) -> bool:
        """Whether somebody asks within that time. (No `Event`: its lock may be held by the very
        code that a signal comes amidst.)"""
        until = time.monotonic() + seconds
        while not self._asked and time.monotonic() < until:
            time.sleep(STEP)
        return self._asked

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked or not self._in_order:
            raise KeyboardInterrupt
        self._asked = True
