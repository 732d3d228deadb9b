"""Where the locks lie."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy import make_url

from engine.locks.files import FileLock
from engine.locks.lock import Entered, Holder, Lock
from engine.locks.server import ServerLock

FOLDER = "locks"


def store_lock(url: str) -> Lock:
    """Of the store at a SQLAlchemy URL: shared by all who work on it; alone for whoever replaces
    it or changes its tables."""
    found = make_url(url)
    if found.get_backend_name() != "sqlite":
        return ServerLock(url)
    if not found.database:
        return _Private()
    path = Path(found.database)
    return FileLock(path.parent / FOLDER / path.name)


def home_lock(home: Path) -> Lock:
    """Of a home (its secrets, its conversations, its ports): alone for `./peisuan up`, shared by
    applications that something else starts."""
    return FileLock(home / FOLDER / "home")


class _Private(Lock):
    """Of a store in this process's own memory."""

    def _gate(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _living(self) -> list[Holder]:
        return []

    def _enter(self, holder: Holder) -> Entered:
        return _Inside()


class _Inside(Entered):
    def lasts(self) -> bool:
        return True

    def leave(self) -> None:
        pass
