"""Figures are told to whoever has their token, and hold no contents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from application.watching.figures import SECRET
from commands.ports import free_port
from engine.settings import CHECKOUT, Settings
from engine.store.database import Database

DASHBOARD = CHECKOUT / "deploy" / "grafana" / "peisuan.json"
NAME = re.compile(r"\bpeisuan_[a-z_]+")


@pytest.fixture
def settings(sample_store: Database, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port())


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def told(client: TestClient, settings: Settings) -> str:
    headers = {"Authorization": f"Bearer {settings.secret(SECRET)}"}
    return client.get("/metrics", headers=headers).text


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer guessed"}])
def test_nobody_else_gets_them(client: TestClient, given: dict[str, str]) -> None:
    answer = client.get("/metrics", headers=given)
    assert (answer.status_code, "peisuan_" in answer.text) == (401, False)


def test_a_call_is_counted_by_its_route(client: TestClient, settings: Settings) -> None:
    client.get("/api/explanations/4711", headers={"Authorization": "Bearer nobody"})
    line = 'route="/api/explanations/{explanation_id}",status="401"'
    assert line in told(client, settings)


def test_addresses_that_lead_nowhere_make_no_labels(client: TestClient, settings: Settings) -> None:
    client.get("/one-of-many-guesses")
    assert "one-of-many-guesses" not in told(client, settings)
    assert 'route="none",status="404"' in told(client, settings)


def test_methods_that_are_none_make_no_labels(client: TestClient, settings: Settings) -> None:
    client.request("GUESS", "/healthz")
    assert "GUESS" not in told(client, settings)


def test_who_called_is_not_told(client: TestClient, settings: Settings) -> None:
    headers = {"X-Peisuan-Secret": settings.secret("operator"), "X-Peisuan-Person": "hr"}
    assert client.get("/api/priorities", headers=headers).status_code == 200
    figures = told(client, settings)
    assert 'use_case="priorities"' in figures
    assert '"hr"' not in figures


def test_the_dashboard_asks_for_figures_that_there_are(
    client: TestClient, settings: Settings
) -> None:
    asked = {
        name
        for panel in json.loads(DASHBOARD.read_text())["panels"]
        for target in panel["targets"]
        for name in NAME.findall(target["expr"])
    }
    known = set(NAME.findall(told(client, settings)))
    assert asked
    # A histogram that nothing was observed of yet names itself alone.
    assert {re.sub(r"_(bucket|count|sum)$", "", name) for name in asked} <= known
