"""Stores and companies that many tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from commands.environment import BOT_PYTHON, ensure_bot_environment
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.policy import load_policy
from engine.sample import load_sample
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.real_assistant import Assistant, real_assistant
from tests.stores import FileStore, ServerStore, database_url, recreate

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# The name by which the client of tests calls an application.
os.environ.setdefault("PEISUAN_ALLOWED_HOSTS", "testserver")
# What takes long to start; `--fast` leaves out the tests that use one of them.
SLOW_FIXTURES = frozenset({"assistant", "bot_python", "postgres_server", "start_browser", "uv"})
SLOW_PARAMETER = "postgresql"
YOUNG_OBJECTS = 20_000
# How long something takes is no matter of a test: the machine may be busy.
hypothesis.settings.register_profile("busy", deadline=None)
hypothesis.settings.load_profile("busy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast",
        action="store_true",
        help="leave out tests that are long, or need Rasa, a browser or PostgreSQL",
    )

    parser.addoption(
        "--approve",
        action="store_true",
        help="write the approved texts anew, to be read in git's difference",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("fast"):
        return
    slow = [item for item in items if _is_slow(item)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if not _is_slow(item)]


def pytest_collection_finish() -> None:
    """What was collected stays to the end: not to be gone through at each search for garbage,
    which is made less often too."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def _is_slow(item: pytest.Item) -> bool:
    """By what it uses; the second database of a test over both is a parameter of it."""
    if item.get_closest_marker("long"):
        return True
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    words = {one for one in parameters if isinstance(one, str)}
    return SLOW_PARAMETER in words or not SLOW_FIXTURES.isdisjoint(
        getattr(item, "fixturenames", ())
    )


@pytest.fixture
def approving(pytestconfig: pytest.Config) -> bool:
    """Whether approved texts are to be written anew instead of compared."""
    return bool(pytestconfig.getoption("approve"))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with the sample company; copied, never written."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.transaction() as session:
        load_sample(session, NOW.date())
    database.dispose()
    return path


@pytest.fixture(scope="session")
def sample_stores(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    return FileStore(sample_file, tmp_path_factory.mktemp("samples") / "store.sqlite")


@pytest.fixture
def sample_store(sample_stores: FileStore) -> Iterator[Database]:
    """A fresh store with the sample company."""
    with sample_stores.fresh() as database:
        yield database


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite store with nothing in it; copied, never written."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.dispose()
    return path


@pytest.fixture(scope="session")
def empty_stores(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    return FileStore(empty_file, tmp_path_factory.mktemp("empties") / "empty.sqlite")


@pytest.fixture
def empty_store(empty_stores: FileStore) -> Iterator[Database]:
    """A fresh, migrated store with nothing in it."""
    with empty_stores.fresh() as database:
        yield database


def engine_over(database: Database) -> BudgetEngine:
    """The engine on a fixed day, so that "next March" stays the same month."""
    return BudgetEngine(database, load_policy(), clock=lambda: NOW)


@pytest.fixture
def sample_engine(sample_store: Database) -> BudgetEngine:
    return engine_over(sample_store)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real PostgreSQL, started for the tests (or one that is given)."""
    given = os.environ.get("PEISUAN_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    if not POSTGRES_BIN.exists():
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL 15 is missing, and CI must test on it")
        pytest.skip("PostgreSQL 15 is not installed here")
    with temporary_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty database, to be copied: migrating takes a second."""
    name = f"template_{os.getpid()}"
    recreate(postgres_server, name)
    database = Database(database_url(postgres_server, name))
    database.migrate()
    database.dispose()
    return name


@pytest.fixture(scope="session")
def postgres_stores(postgres_server: str, postgres_template: str) -> ServerStore:
    return ServerStore(postgres_server, f"emptied_{os.getpid()}", postgres_template)


@pytest.fixture
def postgres_store(postgres_stores: ServerStore) -> Iterator[Database]:
    """A database on the real PostgreSQL, migrated and empty."""
    with postgres_stores.fresh() as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def either_store(request: pytest.FixtureRequest) -> Database:
    """A fresh empty store, once on each database."""
    fixture = "empty_store" if request.param == "sqlite" else "postgres_store"
    database: Database = request.getfixturevalue(fixture)
    return database


@pytest.fixture(scope="session")
def uv() -> str:
    """The installer of packages, which goes out to the network."""
    return os.environ.get("PEISUAN_UV") or pytest.fail("run the tests by ./peisuan test")


@pytest.fixture(scope="session")
def bot_python() -> Path:
    """The Python of Rasa's environment, which is made if it is not there."""
    ensure_bot_environment()
    return BOT_PYTHON


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One running assistant, through real Rasa, for all tests that talk."""
    with real_assistant(tmp_path_factory.mktemp("home")) as running:
        yield running
