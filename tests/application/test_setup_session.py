"""The set-up code: what a session that was opened with it may do, and when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.own_store import setup_code
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from tests.codes import sign_in_code

PEOPLE = "工号,姓名,部门\n101,王芳,人力资源部\n102,李强,冲压车间\n"


@pytest.fixture
def settings(empty_store: Database, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=empty_store.url, rasa_port=free_port())


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def opened(client: TestClient, settings: Settings) -> None:
    """The page, opened with a new code."""
    answer = client.get(f"/setup?code={setup_code(settings)}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup")
    client.headers["X-CSRF-Token"] = client.get("/web/session").json()["csrf"]


def with_people(client: TestClient, settings: Settings) -> None:
    opened(client, settings)
    files = [("files", ("people.csv", PEOPLE.encode(), "text/csv"))]
    number = client.post("/api/imports", files=files).json()["id"]
    assert client.post(f"/api/imports/{number}/load").status_code == 200


def invited(client: TestClient, person: str) -> Any:
    return client.post("/api/identities/codes", json={"person": person})


def sign_in(client: TestClient, code: str) -> Any:
    return client.post("/web/sign-in", json={"code": code})


def test_the_code_is_kept_nowhere(settings: Settings) -> None:
    code = setup_code(settings)
    assert code is not None
    kept = [file for file in settings.home.rglob("*") if file.is_file()]
    assert kept
    assert not [file for file in kept if code.encode() in file.read_bytes()]


def test_it_sets_up_and_does_nothing_else(client: TestClient, settings: Settings) -> None:
    assert client.get("/api/setup").status_code == 401
    with_people(client, settings)
    assert client.put("/api/company", json={"name": "冲压厂"}).json()["name"] == "冲压厂"
    assert client.put("/api/roles", json={"person": "102", "role": "finance"}).status_code == 200
    budget = {"amount": {"amount": "1000", "currency": "CNY"}}
    headers = {"Idempotency-Key": "a-key-of-the-test"}
    assert client.put("/api/budget/2027/冲压车间", json=budget, headers=headers).status_code == 200
    for path in ("/api/requests", "/api/budget", "/api/notices", "/api/audit", "/web/messages"):
        assert client.get(path).status_code == 401, path
    assert client.post("/api/proposals", json={}).status_code == 401
    say = {"text": "hi", "message_id": "12345678"}
    assert client.post("/web/messages", json=say).status_code == 401


def test_a_form_of_another_site_has_no_token(client: TestClient, settings: Settings) -> None:
    with_people(client, settings)
    del client.headers["X-CSRF-Token"]
    given = {"person": "101", "role": "hr"}
    assert client.put("/api/roles", json=given).status_code == 403


def test_it_ends_when_hr_signs_in(client: TestClient, settings: Settings) -> None:
    with_people(client, settings)
    client.put("/api/roles", json={"person": "101", "role": "hr"})
    if other := TestClient(client.app):
        opened_by = setup_code(settings)
        other.get(f"/setup?code={opened_by}")
        assert other.get("/web/session").json()["setting_up"] is True
        assert client.get("/web/session").json()["setting_up"] is False
        opened(client, settings)
        printed = sign_in_code(client.app.state.engine, "102")
        assert sign_in(client, printed).status_code == 200
        opened(client, settings)
        first = invited(client, "101").json()
        assert (first["way"], first["link"]) == ("hand", None)
        assert sign_in(client, first["sign_in"]).status_code == 200
        assert client.get("/web/session").json()["name"] == "王芳"
        assert other.get("/api/setup").status_code == 401
        late = other.get(f"/setup?code={opened_by}", follow_redirects=False)
        assert late.headers["location"] == "/setup?ended=1"
    assert setup_code(settings) is None


def test_the_set_up_shows_the_code_of_one_person_of_hr_and_no_others(
    client: TestClient, settings: Settings
) -> None:
    with_people(client, settings)
    for person, role in (("101", "hr"), ("102", "finance")):
        client.put("/api/roles", json={"person": person, "role": role})
    refused = invited(client, "102")
    assert (refused.status_code, refused.json()["type"]) == (422, "operator_prints_code")
    assert "./peisuan link 102" in refused.json()["detail"]
    first, second = (invited(client, "101").json()["sign_in"] for _ in range(2))
    assert sign_in(client, first).status_code == 404
    assert sign_in(client, second).status_code == 200


def test_the_first_of_hr_has_no_other_power_by_that_code(
    client: TestClient, settings: Settings
) -> None:
    with_people(client, settings)
    client.put("/api/roles", json={"person": "101", "role": "hr"})
    code = invited(client, "101").json()["sign_in"]
    client.put("/api/roles", json={"person": "101", "role": "finance"})
    assert invited(client, "101").status_code == 422
    assert sign_in(client, code).status_code == 404


def test_wrong_codes_are_counted(client: TestClient, settings: Settings) -> None:
    assert setup_code(settings)
    answers = [client.get("/setup?code=wrong", follow_redirects=False) for _ in range(11)]
    assert [one.status_code for one in answers] == [303] * 10 + [429]


def test_what_there_is_is_told_kind_by_kind(client: TestClient, settings: Settings) -> None:
    with_people(client, settings)
    told = client.get("/api/setup/told", headers={"Accept-Language": "zh"}).json()
    kinds = {one["kind"]: one for one in told}
    assert (kinds["people"]["label"], kinds["people"]["text"]) == ("人员名单", "人员名单：2条")
    assert "人力资源部" in kinds["skills"]["text"]
