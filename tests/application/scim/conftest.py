"""The SCIM service over an empty store, on each database, as an identity provider sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.api.tokens import make_scim_token
from engine.settings import Settings
from engine.store.database import Database
from tests.application.scim.provider import IdentityProvider


@pytest.fixture
def settings(either_store: Database, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=either_store.url, rasa_port=free_port())


@pytest.fixture
def idp(settings: Settings, either_store: Database) -> Iterator[IdentityProvider]:
    token = make_scim_token(1, settings.secret("scim"))
    client = TestClient(create_app(settings), raise_server_exceptions=False)
    client.headers["Authorization"] = f"Bearer {token}"
    yield IdentityProvider(client, either_store)
    client.close()
