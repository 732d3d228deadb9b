"""A company of another industry, currency and fiscal year, which came in by its files alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from tests.assistant.querying.composing.reading import Composer
from tests.conftest import engine_over
from tests.engine.imports.files import give, given
from tests.engine.query.imported.asking import PEOPLE
from tests.engine.query.imported.reckoned import HERE

LOADED = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
ANSWERS = {
    "kind:budgets.csv|": "budgets",
    "currency": "EUR",
    "home_currency": "EUR",
    "company_name": "Hansa Kurier",
    "time_zone": "Europe/Berlin",
    # Named by the year in which they end: 2026 is April 2025 to March 2026.
    "fiscal_year_begins": "4",
    "opening_figures:budgets.csv": "post",
}


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BudgetEngine]:
    store = Database(f"sqlite:///{tmp_path_factory.mktemp('imported') / 'store.sqlite'}")
    store.migrate()
    files = given(*sorted((HERE / "files").glob("*.csv")))
    give(store, files, answers=ANSWERS, now=LOADED)
    yield engine_over(store)
    store.dispose()


@pytest.fixture(scope="session")
def imported_talk(imported: BudgetEngine) -> Composer:
    return Composer.of(imported, PEOPLE["hr"])
