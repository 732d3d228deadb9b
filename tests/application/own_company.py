"""The application over the sample's people as a company of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import update

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import StoreInfo


def own_client(store: Database, home: Path) -> Iterator[TestClient]:
    with store.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    settings = Settings(home=home, database_url=store.url, rasa_port=free_port())
    with TestClient(create_app(settings)) as client:
        client.headers["X-Peisuan-Secret"] = settings.secret("operator")
        yield client
