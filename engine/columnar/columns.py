"""Whether a question is answered by the copy: one that is whole, of this store, and young enough."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.columnar.manifest import Manifest, read_manifest
from engine.columnar.tables import OF_RIGHTS, shape
from engine.settings import Settings
from engine.store.changes import versions
from engine.store.database import Database
from engine.store.identity import read_identity
from engine.store.tables import EmployeeSkill, KpiResult, Participation

if TYPE_CHECKING:
    from engine.columnar.snapshot import Snapshot

logger = logging.getLogger(__name__)
AUTO, ON, OFF = "auto", "on", "off"
# In an installation's home.
FOLDER = "columns"
# From how many rows on the store takes longer than anybody waits; its ids tell about how many.
MANY_ROWS = 500_000
LARGE = (EmployeeSkill, KpiResult, Participation)


@dataclass(frozen=True)
class Standing:
    """A copy that may answer; `as_of` is the moment that it tells of, None where nothing has changed
    since: it tells of now."""

    snapshot: Snapshot
    as_of: datetime | None


class Columns:
    """The copy of one store, in a folder of one installation."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        mode: str = AUTO,
        oldest: timedelta = timedelta(minutes=15),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database, self.folder, self.mode, self.oldest = database, folder, mode, oldest
        self._clock, self._lock = clock, threading.Lock()
        self._snapshot: Snapshot | None = None

    @classmethod
    def of(cls, database: Database, settings: Settings) -> Columns:
        """That of an installation, as it is set."""
        oldest = timedelta(minutes=settings.columns_minutes)
        return cls(database, settings.home.resolve() / FOLDER, settings.columns, oldest)

    def standing(self, store: Session) -> Standing | None:
        """What may answer what is asked in a transaction of the store; None for the store itself."""
        if self.mode == OFF:
            return None
        manifest = read_manifest(self.folder)
        if manifest is None or manifest.shape != shape():
            return None
        if manifest.store != read_identity(store.connection()):
            return None
        behind = self._behind(manifest, versions(store))
        if behind and (behind & OF_RIGHTS or self._clock() - manifest.taken_at > self.oldest):
            return None
        snapshot = self._open(manifest)
        if snapshot is None:
            return None
        return Standing(snapshot, manifest.taken_at if behind else None)

    def is_wanted(self, store: Session) -> bool:
        """Whether the store is so large that a copy is worth its while, and one can be made."""
        if find_spec("duckdb") is None:
            return False
        if self.mode != AUTO:
            return self.mode == ON
        return sum(store.scalar(select(func.max(one.id))) or 0 for one in LARGE) >= MANY_ROWS

    def is_behind(self, store: Session) -> bool:
        """Whether there is something to copy."""
        manifest = read_manifest(self.folder)
        return (
            manifest is None
            or (manifest.store, manifest.shape) != (read_identity(store.connection()), shape())
            or bool(self._behind(manifest, versions(store)))
        )

    def left_out(self, error: Exception) -> None:
        """The store answers, as the copy could not; it is opened anew the next time."""
        logger.error("the columnar copy failed", exc_info=error)
        with self._lock:
            self._snapshot = None

    def close(self) -> None:
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = None

    @staticmethod
    def _behind(manifest: Manifest, now: Mapping[str, int]) -> set[str]:
        """The tables that were changed since."""
        return {name for name, part in manifest.parts.items() if part.version != now.get(name, 0)}

    def _open(self, manifest: Manifest) -> Snapshot | None:
        """The one before is left to those who read it; it ends with the last of them."""
        # Where nothing is copied, DuckDB is not even loaded.
        from engine.columnar.snapshot import open_snapshot

        with self._lock:
            if self._snapshot is None or self._snapshot.manifest != manifest:
                self._snapshot = open_snapshot(self.folder, manifest)
            return self._snapshot
