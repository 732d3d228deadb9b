"""The API says of which moment a figure is, where the store has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from engine.columnar.columns import ON
from engine.columnar.refreshing import refresh
from engine.store.database import Database
from engine.store.tables import Skill
from engine.usecases.context import BudgetEngine
from tests.application.own_company import own_client


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    yield from own_client(sample_store, tmp_path / "home")


def test_a_figure_says_how_old_it_is(client: TestClient, sample_store: Database) -> None:
    assert isinstance(client.app, FastAPI)
    engine: BudgetEngine = client.app.state.engine
    assert engine.columns is not None
    engine.columns.mode = ON
    made = refresh(sample_store.url, engine.columns.folder)
    assert made is not None
    asked = {"of": "people", "measures": ["people"]}
    headers = {"X-Peisuan-Person": "hr"}
    now = client.post("/api/query", json=asked, headers=headers)
    with sample_store.transaction() as session:
        session.add(Skill(code="NEW", name="new"))
    then = client.post("/api/query", json=asked, headers=headers)
    ages = [one.headers.get("X-Peisuan-As-Of") for one in (now, then)]
    assert ages == [None, made.taken_at.isoformat()]
    assert [one.json()["rows"] for one in (now, then)] == [now.json()["rows"]] * 2
