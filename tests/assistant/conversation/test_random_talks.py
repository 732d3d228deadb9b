"""Whatever is said after whatever, there is an answer."""

import pytest

from engine.store.database import Database
from tests.conftest import engine_over
from tests.random_talks import RandomTalks

TURNS = 30


@pytest.mark.parametrize("seed", range(3))
def test_there_is_always_an_answer(sample_store: Database, seed: int) -> None:
    talks = RandomTalks(engine=engine_over(sample_store), database=sample_store, seed=seed)
    unanswered = [one for one in (talks.go_on() for _ in range(TURNS)) if one is not None]
    assert unanswered == []
