"""The application over a store that was replaced under it: it says so, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.identity import renew_identity


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
