"""A composer over the sample company."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.database import Database
from tests.assistant.querying.composing.reading import Composer
from tests.conftest import engine_over


@pytest.fixture(scope="session")
def composer(sample_file: Path) -> Iterator[Composer]:
    database = Database(f"sqlite:///{sample_file}")
    yield Composer.of(engine_over(database))
    database.dispose()
