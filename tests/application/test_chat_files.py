"""Files that a visitor of the page sends in the chat, by HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.setup.roles import give_role
from tests.channels.own_company import HR, WORKER, make_company
from tests.codes import sign_in_code
from tests.conftest import engine_over
from tests.engine.usecases.imports.giving import PEOPLE

NEW = PEOPLE + "04,钱进,财务部,会计,2020-01-01,在职\n"
MESSAGE = "0123-4567-89ab"


@pytest.fixture
def client(empty_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    make_company(empty_store, "slack", "T1", {})
    settings = Settings(home=tmp_path, database_url=empty_store.url)
    with TestClient(create_app(settings)) as client:
        yield client


def sign_in(client: TestClient, person: str) -> dict[str, str]:
    """What has to go with each request from then on."""
    code = sign_in_code(client.app.state.engine, person)  # type: ignore[attr-defined]
    csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    assert client.post("/web/sign-in", json={"code": code}, headers=csrf).status_code == 200
    return {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}


def send(client: TestClient, headers: dict[str, str], **fields: str) -> Any:
    given = [("files", ("花名册.csv", NEW.encode(), "text/csv"))]
    data = {"message_id": MESSAGE, **fields}
    return client.post("/web/files", files=given, data=data, headers=headers)


def test_files_are_answered_as_a_message_is(client: TestClient) -> None:
    headers = sign_in(client, HR)
    (told,) = send(client, headers, language="en").json()
    assert told["text"].startswith("花名册.csv: people, 4 rows\n· 1 new")
    load = {"token": told["choices"][0]["token"]}
    (done,) = client.post("/web/presses", json=load, headers=headers).json()
    assert done["text"].startswith("Loaded as number")
    assert client.get("/web/messages").json()[0]["files"] == ["花名册.csv"]


def test_the_same_message_twice_is_one_draft(client: TestClient) -> None:
    headers = sign_in(client, HR)
    first, again = send(client, headers).json(), send(client, headers).json()
    assert first == again
    drafts = [one for one in client.get("/api/imports").json() if one["state"] == "draft"]
    assert len(drafts) == 1


def test_who_may_load_nothing_is_told_so(client: TestClient) -> None:
    headers = sign_in(client, WORKER)
    (told,) = send(client, headers).json()
    assert "人力资源部" in told["text"]


def test_who_loads_wages_alone_is_offered_it(client: TestClient, empty_store: Database) -> None:
    engine_over(empty_store).perform_as_operator(give_role, "02", "finance")
    sign_in(client, "02")
    assert client.get("/web/session").json()["loads_files"]
    sign_in(client, WORKER)
    assert not client.get("/web/session").json()["loads_files"]


def test_another_sites_form_is_refused(client: TestClient) -> None:
    sign_in(client, HR)
    assert send(client, {}).status_code == 403
