"""The application over a store that was replaced under it: it says so, and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.identity import renew_identity
from engine.trust.sessions import Sessions
from engine.values.errors import NotKept


def test_it_is_not_ready_and_says_what_to_do(sample_store: Database, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url=sample_store.url, rasa_port=free_port())
    with TestClient(create_app(settings)) as client:
        assert client.get("/readyz").json()["store"]
        with sample_store.transaction() as session:
            renew_identity(session)
        assert not client.get("/readyz").json()["store"]
        headers = {"X-Peisuan-Secret": settings.secret("operator"), "X-Peisuan-Person": "hr"}
        answer = client.get("/api/budget", headers={**headers, "Accept-Language": "en"})
    assert (answer.status_code, answer.json()["type"]) == (503, "store_replaced")
    assert "restart it" in answer.json()["detail"]


@pytest.fixture
def worker(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    """Somebody of the sample company, on the page."""
    settings = Settings(home=tmp_path, database_url=sample_store.url, rasa_port=free_port())
    with TestClient(create_app(settings)) as client:
        client.headers["X-CSRF-Token"] = client.get("/web/session").json()["csrf"]
        chosen = client.post("/web/session", json={"handle": "worker"})
        client.headers["X-CSRF-Token"] = chosen.json()["csrf"]
        yield client


def test_the_page_is_told_so_and_when_to_ask_again(
    worker: TestClient, sample_store: Database
) -> None:
    with sample_store.transaction() as session:
        renew_identity(session)
    for answer in (
        worker.get("/web/session"),
        worker.get("/web/notices"),
        worker.post("/web/messages", json={"text": "hi", "message_id": "a-message"}),
    ):
        assert (answer.status_code, answer.json()["type"]) == (503, "store_replaced")
        assert answer.headers["Retry-After"]
    assert worker.get("/", headers={"Accept": "text/html"}).status_code == 200


def test_who_reads_is_not_stopped_by_a_store_that_takes_nothing_in(
    worker: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> None:
        raise NotKept("read_only")

    monkeypatch.setattr(Sessions, "seen", nothing)
    assert worker.get("/web/session").json()["person"]
