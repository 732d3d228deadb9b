"""A copy, opened: sessions over it that read, and can do nothing else."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from engine.columnar.manifest import Manifest
from engine.columnar.tables import as_text
from engine.store.time_limit import OutOfTime
from engine.store.types import DUCKDB

# More would be taken from the application itself, and from its store.
MOST_MEMORY, MOST_THREADS = "2GB", 4

logger = logging.getLogger(__name__)
registry.register(DUCKDB, "engine.columnar.dialect", "DuckDialect")


class Snapshot:
    """One copy. Nothing but its own files can be read through it, by whatever statement."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self._root = _opened(folder, manifest)
        engine = create_engine(f"{DUCKDB}://", creator=self._root.cursor, poolclass=QueuePool)
        self._engine, self._reading = engine, sessionmaker(engine)

    @contextmanager
    def reading(self, seconds: float | None = None) -> Iterator[Session]:
        """A session; what takes longer is interrupted.

        Raises:
            OutOfTime: it was.
        """
        with self._reading() as session, _limited(session, seconds):
            yield session

    def close(self) -> None:
        self._engine.dispose()
        self._root.close()


def open_snapshot(folder: Path, manifest: Manifest) -> Snapshot | None:
    """None where its files cannot be read: they are gone, or were damaged."""
    try:
        return Snapshot(folder, manifest)
    except (duckdb.Error, OSError):
        logger.exception("the columnar copy cannot be opened")
        return None


def _opened(folder: Path, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    root = duckdb.connect()
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    root.execute(f"SET memory_limit = '{MOST_MEMORY}'; SET threads = {threads}")
    for name, part in manifest.parts.items():
        rows = f"read_parquet({as_text(folder / part.file)})"
        root.execute(f"CREATE VIEW {name} AS SELECT * FROM {rows}")  # noqa: S608 - names of our own
    root.execute(f"SET allowed_directories = [{as_text(folder)}]")
    root.execute(f"SET temp_directory = {as_text(folder)}")
    root.execute("SET enable_external_access = false; SET lock_configuration = true")
    return root


@contextmanager
def _limited(session: Session, seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    driver: Any = session.connection().connection.driver_connection
    over = threading.Event()

    def stop() -> None:
        over.set()
        driver.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield
    except DBAPIError as error:
        if over.is_set():
            raise OutOfTime from error
        raise
    finally:
        timer.cancel()
