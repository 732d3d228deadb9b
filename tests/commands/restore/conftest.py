"""A store that says which one it is, and a backup of it as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.store.database import Database
from tests.commands.restore.stores import backed_up, placed


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEISUAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def store(either_store: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    return placed(either_store, monkeypatch)


@pytest.fixture
def file_store(empty_store: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    return placed(empty_store, monkeypatch)


@pytest.fixture
def kept(store: Database, tmp_path: Path) -> Path:
    return backed_up(store, tmp_path)
