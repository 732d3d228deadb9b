"""The store that a company's own files are loaded into: never the sample company's."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from commands.failure import Failure
from commands.opening import alone, migrated, shared
from commands.operating import engine_over
from commands.sqlite_copy import copy_store
from engine.api.setup_code import SetupCode
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.roles import hr_has_signed_in
from engine.usecases.store import is_demonstration


@contextmanager
def own_engine(dry_run: bool = False) -> Iterator[BudgetEngine]:
    """The engine over the company's own store, which is made where there is none. The sample
    company's is set aside; in a dry run a store that vanishes stands in its place."""
    settings = Settings()
    with shared(settings):
        database = _store(settings, dry_run)
        try:
            yield engine_over(database, settings)
        finally:
            database.dispose()


def make_own_store(settings: Settings) -> None:
    """The company's own store, empty unless there is one already."""
    with shared(settings):
        _store(settings, dry_run=False).dispose()


def setup_code(settings: Settings) -> str | None:
    """A new code to set the company up with; None once HR has signed in, who does it then."""
    database = Database(settings.store_url)
    code = SetupCode(settings)
    try:
        if engine_over(database, settings).perform_as_system(hr_has_signed_in):
            code.end()
            return None
        return code.make()
    finally:
        database.dispose()


def _store(settings: Settings, dry_run: bool) -> Database:
    database = migrated(settings.store_url)
    if not is_demonstration(database):
        return database
    database.dispose()
    if dry_run:
        return migrated("sqlite://")
    with alone(settings):
        _set_aside(settings.store_url)
    return migrated(settings.store_url)


def _set_aside(url: str) -> None:
    """An empty store in place of the sample company's, which is kept beside it.

    Raises:
        Failure: on a database server, where a store cannot be moved aside.
    """
    found = make_url(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        raise Failure(
            "the store holds the sample company. Set PEISUAN_DATABASE_URL to an empty "
            "database for your own."
        )
    store = Path(found.database)
    aside = store.with_name(f"sample-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
    copy_store(store, aside)
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        empty = Path(folder) / "empty.sqlite"
        migrated(f"sqlite:///{empty}").dispose()
        copy_store(empty, store)
    print(f"The sample company was set aside as {aside.name}.", file=sys.stderr)
