"""Who gets in at the API, how often, and what is answered to the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from commands.ports import free_port
from engine.api.tokens import AUDIENCE, make_token
from engine.settings import Settings
from engine.store.database import Database
from engine.usecases.store import employee_number

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


@pytest.fixture
def hr(sample_store: Database) -> str:
    return employee_number(sample_store, "hr")


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_stands_for_its_person(client: TestClient, settings: Settings, hr: str) -> None:
    token = make_token(hr, 1, settings.secret("tokens"))
    answer = client.get("/api/budget", headers=bearer(token))
    assert answer.status_code == 200


def test_with_a_token_nobody_else_can_be_named(
    client: TestClient, settings: Settings, sample_store: Database
) -> None:
    token = make_token(employee_number(sample_store, "worker"), 1, settings.secret("tokens"))
    headers = {**bearer(token), "X-Peisuan-Person": "hr"}
    assert client.get("/api/budget", headers=headers).status_code == 403


def test_an_expired_token_is_refused(client: TestClient, settings: Settings, hr: str) -> None:
    past = datetime.now(UTC) - timedelta(days=3)
    token = make_token(hr, 1, settings.secret("tokens"), now=past)
    answer = client.get("/api/budget", headers=bearer(token))
    assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert "expired" in answer.json()["detail"]


@pytest.mark.parametrize("secret", ["another secret of thirty-two bytes!", ""])
def test_a_forged_token_is_refused(client: TestClient, hr: str, secret: str) -> None:
    claims = {"sub": hr, "aud": AUDIENCE, "exp": datetime.now(UTC) + timedelta(days=1)}
    algorithm = "HS256" if secret else "none"
    token = jwt.encode(claims, secret or None, algorithm)  # type: ignore[arg-type]
    assert client.get("/api/budget", headers=bearer(token)).status_code == 401


def test_a_token_for_something_else_is_refused(
    client: TestClient, settings: Settings, hr: str
) -> None:
    claims = {"sub": hr, "aud": "other", "exp": datetime.now(UTC) + timedelta(days=1)}
    token = jwt.encode(claims, settings.secret("tokens"), "HS256")
    assert client.get("/api/budget", headers=bearer(token)).status_code == 401


@pytest.mark.parametrize("days", [0, 367])
def test_no_token_lasts_for_ever(days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        make_token("E1", days, "secret")


def test_who_calls_too_often_has_to_wait(client: TestClient, settings: Settings, hr: str) -> None:
    token = make_token(hr, 1, settings.secret("tokens"))
    codes = [client.get("/api/notices", headers=bearer(token)).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    answer = client.get("/api/notices", headers=bearer(token))
    assert (answer.headers["content-type"], answer.json()["status"]) == (PROBLEM, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_one_does_not_wait_for_others(
    client: TestClient, settings: Settings, hr: str, sample_store: Database
) -> None:
    secret = settings.secret("tokens")
    for _ in range(6):
        client.get("/api/notices", headers=bearer(make_token(hr, 1, secret)))
    other = make_token(employee_number(sample_store, "worker"), 1, secret)
    assert client.get("/api/notices", headers=bearer(other)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"), [("/api/budget", 401), ("/api/nothing", 404), ("/api/ledger?size=0", 401)]
)
def test_every_error_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


def test_an_invalid_body_says_where(client: TestClient, settings: Settings, hr: str) -> None:
    headers = {**bearer(make_token(hr, 1, settings.secret("tokens"))), "Idempotency-Key": "a" * 8}
    answer = client.post("/api/requests", json={"lines": []}, headers=headers)
    assert answer.status_code == 422
    assert "body.lines" in answer.json()["detail"]
