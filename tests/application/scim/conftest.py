"""The SCIM service over an empty store, on each database, as an identity provider sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from application.app import LARGER, create_app
from commands.ports import free_port
from engine.api.body_bounds import BodyBounds
from engine.api.scim.routes import create_scim
from engine.settings import Settings
from engine.store.database import Database
from tests.application.scim.provider import BASE, IdentityProvider
from tests.conftest import engine_over
from tests.tokens import bearer, token_for


@pytest.fixture
def settings(either_store: Database, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=either_store.url, rasa_port=free_port())


@pytest.fixture
def idp(settings: Settings, either_store: Database) -> Iterator[IdentityProvider]:
    """The service by itself: the whole application takes long to make."""
    app = FastAPI()
    app.add_middleware(BodyBounds, larger=LARGER)
    app.mount(BASE, create_scim(settings, engine_over(either_store)))
    yield from _over(app, settings, either_store)


@pytest.fixture
def idp_of_all(settings: Settings, either_store: Database) -> Iterator[IdentityProvider]:
    """As it is mounted in the application."""
    yield from _over(create_app(settings), settings, either_store)


def _over(app: FastAPI, settings: Settings, store: Database) -> Iterator[IdentityProvider]:
    client = TestClient(app, raise_server_exceptions=False)
    client.headers.update(bearer(token_for(store, None)))
    yield IdentityProvider(client, store)
    client.close()
