"""Nobody who is not known has the application read files of his."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from tests.tokens import bearer, token_for

PATHS = ("/api/imports", "/web/files")
FORM = {"Content-Type": "multipart/form-data; boundary=x"}
PART = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
MEGABYTES = 8


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path, database_url=sample_store.url, rasa_port=free_port())
    with TestClient(create_app(settings)) as made:
        yield made


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer made-up"},
        {"X-Peisuan-Secret": "made-up", "X-Peisuan-Person": "hr"},
        {"Cookie": "session=made-up"},
    ],
)
def test_a_strangers_file_is_not_read(
    client: TestClient, path: str, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("starlette.datastructures.UploadFile.write", _never)
    body = PART + b"x" * MEGABYTES * 2**20
    answer = client.post(path, content=body, headers={**FORM, **headers})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


def test_who_is_known_is_answered_by_the_route(client: TestClient, sample_store: Database) -> None:
    files = [("files", ("a.csv", b"x" * MEGABYTES * 2**20, "text/csv"))]
    answer = client.post(
        "/api/imports", files=files, headers=bearer(token_for(sample_store, "worker"))
    )
    assert (answer.status_code, answer.json()["type"]) == (403, "import_data")


async def _never(*_: object) -> None:
    raise AssertionError("a stranger's file is kept")
