import pytest

from engine.store.database import Database
from tests.engine.imports.loading.staff.lists import SPENT, load, people, spend


@pytest.fixture
def store(either_store: Database) -> Database:
    """With the list loaded, and something spent."""
    load(either_store, people())
    spend(either_store, *SPENT)
    return either_store
