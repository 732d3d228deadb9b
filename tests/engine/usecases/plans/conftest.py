"""A company with needs, for as many plans as are made of them."""

import pytest

from engine.store.database import Database
from tests.engine.usecases.plans.company import build
from tests.workflow import Office


@pytest.fixture
def plan_store(empty_store: Database) -> Office:
    build(empty_store)
    return Office(empty_store)
