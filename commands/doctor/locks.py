"""Who works on the store and the home now; and who counts how much each may do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from limits.errors import StorageError
from limits.storage import RedisStorage
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from application.at_work import applications, counts_apart
from commands.doctor.finding import Finding, note, ok, problem
from engine.locks import Holder, home_lock, store_lock
from engine.settings import Settings

SUBJECT, LIMITS = "lock", "limits"
WHEN = "%Y-%m-%d %H:%M:%S"


def check_locks(settings: Settings) -> Iterator[Finding]:
    try:
        home = home_lock(settings.home).holders() if settings.home.is_dir() else []
        store = store_lock(settings.store_url).holders() if _is_there(settings) else []
    except (OSError, SQLAlchemyError):
        # That the store does not answer is said elsewhere.
        return
    yield from (_held("home", one) for one in home)
    yield from (_held("store", one) for one in store)
    if not (home or store):
        yield ok(SUBJECT, "free")
    yield _limits(settings, store)


def _is_there(settings: Settings) -> bool:
    """A file that is missing is held by nobody; to look would make a folder for it."""
    url = make_url(settings.store_url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def _held(what: str, holder: Holder) -> Finding:
    level = note if what == "store" and holder.alone else ok
    return level(
        SUBJECT,
        f"{what}_{'alone' if holder.alone else 'shared'}",
        what=holder.what,
        process=holder.process,
        machine=holder.machine,
        since=f"{holder.since.astimezone():{WHEN}}",
    )


def _limits(settings: Settings, store: Sequence[Holder]) -> Finding:
    if settings.redis_url:
        return ok(LIMITS, "together") if _answers(settings.redis_url) else problem(LIMITS, "away")
    if counts_apart(settings, store):
        return problem(LIMITS, "apart", count=applications(store))
    return ok(LIMITS, "alone")


def _answers(redis_url: str) -> bool:
    try:
        return RedisStorage(redis_url, wrap_exceptions=True).check()
    except (StorageError, ValueError):
        return False
