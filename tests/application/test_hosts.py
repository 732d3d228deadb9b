"""Calls that are addressed to a name that is none of ours are refused, with what to do."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from engine.settings import Settings
from engine.store.database import Database


def client(store: Database, home: Path, **changes: str) -> TestClient:
    settings = Settings(home=home, database_url=store.url, **changes)
    return TestClient(create_app(settings))


@pytest.mark.parametrize("host", ["localhost:8640", "127.0.0.1", "[::1]:8640", "LOCALHOST"])
def test_this_machine_is_known(empty_store: Database, tmp_path: Path, host: str) -> None:
    answer = client(empty_store, tmp_path).get("/healthz", headers={"Host": host})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[::1", "a b"])
def test_a_strangers_name_is_not(empty_store: Database, tmp_path: Path, host: str) -> None:
    answer = client(empty_store, tmp_path).get("/healthz", headers={"Host": host})
    assert answer.status_code == 421
    assert "PEISUAN_ALLOWED_HOSTS" in answer.json()["detail"]


def test_the_public_name_and_those_that_are_set_are_known(
    empty_store: Database, tmp_path: Path
) -> None:
    ours = client(
        empty_store,
        tmp_path,
        public_url="https://training.example",
        allowed_hosts="intern.example, 10.0.0.5",
    )
    names = ("training.example", "intern.example", "10.0.0.5:8640")
    found = [ours.get("/healthz", headers={"Host": name}).status_code for name in names]
    assert found == [200, 200, 200]


def test_in_containers_our_own_processes_are_known(empty_store: Database, tmp_path: Path) -> None:
    """The application that listens to whoever comes asks itself, and Rasa's workers ask the proxy."""
    ours = client(empty_store, tmp_path, host="0.0.0.0", internal_url="http://proxy:8640")
    settings: Settings = ours.app.state.settings  # type: ignore[attr-defined]
    names = (settings.application_url.removeprefix("http://"), "proxy:8640")
    found = [ours.get("/healthz", headers={"Host": name}).status_code for name in names]
    assert found == [200, 200]
