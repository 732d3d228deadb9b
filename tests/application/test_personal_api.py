"""Personal data over the API: one's own, others' for HR, and what is kept at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Employee


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port()
    )
    with TestClient(create_app(settings)) as client:
        client.headers["X-Peisuan-Secret"] = settings.secret("operator")
        yield client


def as_person(handle: str, language: str = "en") -> dict[str, str]:
    return {"X-Peisuan-Person": handle, "Accept-Language": language}


def test_everybody_takes_his_own_along(client: TestClient) -> None:
    record = client.get("/api/personal/record", headers=as_person("worker")).json()
    assert record["tables"]["employee"][0]["handle"] == "worker"


def test_others_are_for_hr_alone(client: TestClient) -> None:
    path = "/api/personal/record/worker"
    answers = [client.get(path, headers=as_person(one)) for one in ("hr", "workshop-head")]
    assert [one.status_code for one in answers] == [200, 403]


@pytest.mark.parametrize(("language", "said"), [("en", "30 days"), ("zh", "30 天")])
def test_what_is_kept_is_told_in_ones_language(
    client: TestClient, language: str, said: str
) -> None:
    kept = client.get("/api/personal/kept", headers=as_person("worker", language)).json()
    assert {one["kept"] for one in kept if one["table"] == "inbound_message"} == {said}


def test_who_left_is_erased_with_what_was_said(
    client: TestClient, sample_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    client.app.state.forget_dialogues = forgotten.extend  # type: ignore[attr-defined]
    number = client.get("/api/personal/record", headers=as_person("worker")).json()["person"]
    with sample_store.transaction() as session:
        session.execute(update(Employee).where(Employee.emp_no == number).values(status="left"))
    erased = client.delete(f"/api/personal/record/{number}", headers=as_person("hr"))
    assert erased.json()["pseudonym"].startswith("erased-")
    again = client.delete(f"/api/personal/record/{number}", headers=as_person("hr"))
    assert again.status_code == 404
