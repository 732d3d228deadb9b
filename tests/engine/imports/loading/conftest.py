import pytest

from engine.store.database import Database
from tests.engine.imports.loading.people import add_company


@pytest.fixture
def store(either_store: Database) -> Database:
    """With a small company in it."""
    add_company(either_store)
    return either_store
