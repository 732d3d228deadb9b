"""The store that a company's own files are loaded into: never the sample company's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from commands.failure import Failure
from engine.api.setup_code import SetupCode
from engine.policy import load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.roles import hr_has_signed_in
from engine.usecases.store import is_demonstration


@contextmanager
def own_engine(dry_run: bool = False) -> Iterator[BudgetEngine]:
    """The engine over the company's own store, which is made where there is none. The sample
    company's is set aside; in a dry run a store that vanishes stands in its place."""
    database = _store(Settings(), dry_run)
    try:
        yield BudgetEngine(database, load_policy())
    finally:
        database.dispose()


def make_own_store(settings: Settings) -> None:
    """The company's own store, empty unless there is one already."""
    _store(settings, dry_run=False).dispose()


def setup_code(settings: Settings) -> str | None:
    """A new code to set the company up with; None once HR has signed in, who does it then."""
    database = Database(settings.store_url)
    code = SetupCode(settings)
    try:
        if BudgetEngine(database, load_policy()).perform_as_system(hr_has_signed_in):
            code.end()
            return None
        return code.make()
    finally:
        database.dispose()


def _store(settings: Settings, dry_run: bool) -> Database:
    settings.home.mkdir(parents=True, exist_ok=True)
    database = migrated(settings.store_url)
    return _beside_the_sample(database, dry_run) if is_demonstration(database) else database


def _beside_the_sample(database: Database, dry_run: bool) -> Database:
    """An empty store in place of the sample company's, which is set aside, not deleted.

    Raises:
        Failure: on a database server, where a store cannot be moved aside.
    """
    url = make_url(database.url)
    database.dispose()
    if dry_run:
        return migrated("sqlite://")
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Failure(
            "the store holds the sample company. Set PEISUAN_DATABASE_URL to an empty "
            "database for your own."
        )
    path = Path(url.database)
    aside = path.with_name(f"sample-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
    path.rename(aside)
    for leftover in (f"{path}-wal", f"{path}-shm"):
        Path(leftover).unlink(missing_ok=True)
    print(
        f"The sample company was set aside as {aside.name}. If ./peisuan up is running, "
        "start it again.",
        file=sys.stderr,
    )
    return migrated(database.url)


def migrated(url: str) -> Database:
    database = Database(url)
    database.migrate()
    return database
