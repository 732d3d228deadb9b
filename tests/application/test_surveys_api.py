"""Surveys and goals over the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from engine.store.database import Database
from tests.application.own_company import own_client


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    yield from own_client(sample_store, tmp_path / "home")


def post(client: TestClient, path: str, person: str, body: dict[str, Any], key: str) -> Response:
    headers = {"X-Peisuan-Person": person, "Idempotency-Key": key, "Accept-Language": "en"}
    return client.post(f"/api/{path}", json=body, headers=headers)


def test_a_survey_is_looked_at_then_opened_once(client: TestClient) -> None:
    body = {"audience": "heads", "year": 2027}
    looked = post(client, "surveys?dry_run=true", "hr", body, "survey-key-0")
    assert (looked.status_code, looked.json()["number"]) == (200, "")
    opened = post(client, "surveys", "hr", body, "survey-key-1")
    assert (opened.status_code, opened.json()["number"]) == (201, "NS-2026-0001")
    assert opened.json()["invited"] == looked.json()["invited"] > 0
    again = post(client, "surveys", "hr", body, "survey-key-1")
    assert again.json()["number"] == "NS-2026-0001"


def test_a_goal_answers_the_survey_that_is_open(client: TestClient) -> None:
    post(client, "surveys", "hr", {"audience": "heads", "year": 2027}, "survey-key-1")
    body = {"statement": "Conversion to 30 %", "kpi": "KP-CONV", "percent_to": "30"}
    stated = post(client, "goals", "sales-head", body, "goal-key-1").json()
    assert (stated["number"], stated["survey"], stated["year"]) == (
        "GS-2026-0001",
        "NS-2026-0001",
        2027,
    )


def test_workers_open_no_survey_and_state_no_goal(client: TestClient) -> None:
    assert post(client, "surveys", "worker", {}, "survey-key-1").status_code == 403
    said = {"statement": "more training"}
    assert post(client, "goals", "worker", said, "goal-key-1").status_code == 403
    wrong = post(client, "goals", "sales-head", {"statement": "x", "kpi": "none"}, "goal-key-2")
    assert wrong.status_code == 404
