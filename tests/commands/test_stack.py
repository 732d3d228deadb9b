"""What is prepared before anything starts."""

from pathlib import Path

import pytest

from commands import stack
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.store import has_story, store_kind


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(stack, "ensure_model", lambda _: None)
    return Settings(home=tmp_path, database_url="")


def is_told(settings: Settings) -> bool:
    database = Database(settings.store_url)
    try:
        assert store_kind(database) == "sample"
        return has_story(database)
    finally:
        database.dispose()


@pytest.mark.long
def test_a_story_is_laid_over_the_sample_where_it_is_wanted(settings: Settings) -> None:
    stack.prepare(settings, story=True)
    assert is_told(settings)


def test_nothing_else_has_one(settings: Settings) -> None:
    stack.prepare(settings)
    assert not is_told(settings)


def test_a_sample_of_another_size_stays_without(settings: Settings) -> None:
    stack.prepare(settings, employees=100, story=True)
    assert not is_told(settings)
