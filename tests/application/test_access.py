"""Who gets in at the API, how often, and what is answered to the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select, update

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import ApiToken, Employee
from engine.values.errors import InvalidInput
from tests.tokens import bearer, token_for

PROBLEM = "application/problem+json"


@pytest.fixture
def settings(sample_store: Database, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home",
        database_url=sample_store.url,
        rasa_port=free_port(),
        rate_limit="5/minute",
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def change(store: Database, **values: object) -> None:
    """As if something had become of the one token."""
    with store.transaction() as session:
        session.execute(update(ApiToken).values(**values))


def refused(client: TestClient, token: str) -> str:
    """Why."""
    answer = client.get("/api/budget", headers=bearer(token))
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    return str(answer.json()["detail"])


def test_a_token_stands_for_its_person(client: TestClient, sample_store: Database) -> None:
    answer = client.get("/api/budget", headers=bearer(token_for(sample_store, "hr")))
    assert answer.status_code == 200


def test_with_a_token_nobody_else_can_be_named(client: TestClient, sample_store: Database) -> None:
    headers = {**bearer(token_for(sample_store, "worker")), "X-Peisuan-Person": "hr"}
    assert client.get("/api/budget", headers=headers).status_code == 403


def test_the_store_has_no_token(sample_store: Database) -> None:
    token = token_for(sample_store, "hr")
    with sample_store.reading() as session:
        row = session.scalars(select(ApiToken)).one()
        assert token not in map(str, vars(row).values())


def test_an_expired_token_is_refused(client: TestClient, sample_store: Database) -> None:
    token = token_for(sample_store, "hr")
    change(sample_store, until=datetime.now(UTC) - timedelta(seconds=1))
    assert "expired" in refused(client, token)


def test_a_revoked_token_is_refused(client: TestClient, sample_store: Database) -> None:
    token = token_for(sample_store, "hr")
    change(sample_store, revoked_at=datetime.now(UTC))
    assert "revoked" in refused(client, token)


def test_a_token_that_is_not_in_the_table_is_refused(
    client: TestClient, sample_store: Database
) -> None:
    token = token_for(sample_store, "hr")
    with sample_store.transaction() as session:
        session.execute(delete(ApiToken))
    assert "not valid" in refused(client, token)


def test_a_token_for_something_else_is_refused(client: TestClient, sample_store: Database) -> None:
    assert "not valid" in refused(client, token_for(sample_store, None))


@pytest.mark.parametrize("gone", [{"status": "left"}, {"left_on": date(2020, 1, 1)}])
def test_who_left_has_no_token(
    client: TestClient, sample_store: Database, gone: dict[str, object]
) -> None:
    token = token_for(sample_store, "hr")
    with sample_store.transaction() as session:
        session.execute(update(Employee).where(Employee.handle == "hr").values(**gone))
    assert "revoked" in refused(client, token)


def test_its_use_is_noted(client: TestClient, sample_store: Database) -> None:
    client.get("/api/notices", headers=bearer(token_for(sample_store, "hr")))
    with sample_store.reading() as session:
        used = session.scalars(select(ApiToken.last_used)).one()
    assert used is not None
    assert datetime.now(UTC) - used < timedelta(minutes=1)


@pytest.mark.parametrize("days", [0, 367])
def test_no_token_lasts_for_ever(sample_store: Database, days: int) -> None:
    with pytest.raises(InvalidInput, match="token_days"):
        token_for(sample_store, "hr", days)


def test_who_calls_too_often_has_to_wait(client: TestClient, sample_store: Database) -> None:
    token = token_for(sample_store, "hr")
    codes = [client.get("/api/notices", headers=bearer(token)).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    answer = client.get("/api/notices", headers=bearer(token))
    assert (answer.headers["content-type"], answer.json()["status"]) == (PROBLEM, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_one_does_not_wait_for_others(client: TestClient, sample_store: Database) -> None:
    for _ in range(6):
        client.get("/api/notices", headers=bearer(token_for(sample_store, "hr")))
    other = token_for(sample_store, "worker")
    assert client.get("/api/notices", headers=bearer(other)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"), [("/api/budget", 401), ("/api/nothing", 404), ("/api/ledger?size=0", 401)]
)
def test_every_error_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


def test_an_invalid_body_says_where(client: TestClient, sample_store: Database) -> None:
    headers = {**bearer(token_for(sample_store, "hr")), "Idempotency-Key": "a" * 8}
    answer = client.post("/api/requests", json={"lines": []}, headers=headers)
    assert answer.status_code == 422
    assert "body.lines" in answer.json()["detail"]
