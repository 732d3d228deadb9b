"""A limit to how long one may keep the store busy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

# Steps of SQLite's machine between two looks at the clock: less than a millisecond.
STEPS = 10_000


class OutOfTime(Exception):
    """It took longer, and was interrupted."""


@contextmanager
def limited(session: Session, seconds: float) -> Iterator[None]:
    """Interrupts a statement of `session`: on SQLite when that time is over for all within, on
    PostgreSQL when one statement takes so long.

    Raises:
        OutOfTime: it was interrupted.
    """
    until = time.monotonic() + seconds
    connection = session.connection()
    sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.driver_connection
    assert driver is not None
    if sqlite:
        driver.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    else:
        # For this transaction alone.
        limit = text("SELECT set_config('statement_timeout', :limit, true)")
        session.execute(limit, {"limit": str(int(seconds * 1000))})
    try:
        yield
    except OperationalError as error:
        if time.monotonic() > until:
            raise OutOfTime from error
        raise
    finally:
        if sqlite:
            driver.set_progress_handler(None, 0)
