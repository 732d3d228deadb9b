"""How old what was told is: for those who say an answer to say it along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_told: ContextVar[list[datetime] | None] = ContextVar("told_as_of", default=None)


@contextmanager
def ages() -> Iterator[list[datetime]]:
    """The moments of the copies that are read within; none for what is told as of now."""
    found: list[datetime] = []
    before = _told.set(found)
    try:
        yield found
    finally:
        _told.reset(before)


def told_as_of(moment: datetime | None) -> None:
    found = _told.get()
    if found is not None and moment is not None:
        found.append(moment)
