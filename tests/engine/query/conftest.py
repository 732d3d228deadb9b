"""The sample company on both databases and on the copy by columns, made once: queries only read
it; and the same one after some weeks in which people asked for trainings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.sample import load_sample
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.columns import by_columns
from tests.conftest import NOW, engine_over
from tests.engine.query.weeks import live, settle
from tests.stores import database_url, recreate

BOTH = ["sqlite", "postgresql"]


@pytest.fixture(scope="session", params=[*BOTH, "columns"])
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BudgetEngine]:
    store = _sample(request, tmp_path_factory.mktemp("asked"), "asked")
    engine = engine_over(store)
    by_copy = request.param == "columns"
    yield by_columns(engine, tmp_path_factory.mktemp("columns")) if by_copy else engine
    store.dispose()


@pytest.fixture(scope="session", params=BOTH)
def busy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BudgetEngine]:
    store = _sample(request, tmp_path_factory.mktemp("busy"), "busy")
    yield live(store)
    store.dispose()


@pytest.fixture(scope="session", params=BOTH)
def settled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BudgetEngine]:
    """Where surveys were opened, rates recorded and decisions delegated."""
    store = _sample(request, tmp_path_factory.mktemp("settled"), "settled")
    yield settle(store)
    store.dispose()


def _sample(request: pytest.FixtureRequest, folder: Path, name: str) -> Database:
    if request.param != "postgresql":
        shutil.copy(request.getfixturevalue("sample_file"), folder / "store.sqlite")
        return Database(f"sqlite:///{folder / 'store.sqlite'}")
    server = request.getfixturevalue("postgres_server")
    name = f"{name}_{os.getpid()}"
    recreate(server, name, request.getfixturevalue("postgres_template"))
    store = Database(database_url(server, name))
    with store.transaction() as session:
        load_sample(session, NOW.date())
    return store
