"""A limit to the time that reading one message takes of the process that reads for everybody."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Of the process's own time: a busy machine alone lets nobody down.
SECONDS = 2.0


class TooLong(Exception):
    """It was given up."""


@contextmanager
def in_time(seconds: float = SECONDS) -> Iterator[None]:
    """Interrupts what is within, a regular expression too, when it took longer. Rasa reads in its
    main thread; elsewhere there are no signals, and no limit.

    Raises:
        TooLong: it took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong
