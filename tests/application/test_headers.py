"""What every answer tells the browser to keep to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from application.app import create_app
from application.headers import ALWAYS, BY_TLS, POLICY
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database

Make = Callable[..., TestClient]


@pytest.fixture
def make(sample_store: Database, tmp_path: Path) -> Make:
    def made(**changed: str) -> TestClient:
        settings = Settings(
            home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port(), **changed
        )
        app = create_app(settings)
        app.add_api_route("/breaks", breaks)
        address = settings.public_url or "http://testserver"
        return TestClient(app, base_url=address, raise_server_exceptions=False)

    return made


def breaks() -> None:
    raise RuntimeError("on purpose")


def test_nothing_inline_and_nothing_of_others_is_run() -> None:
    assert "default-src 'self'" in POLICY
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/web/session", 200),
        ("GET", "/api/budget", 401),
        ("GET", "/nowhere", 404),
        ("GET", "/static/nowhere.js", 404),
        ("GET", "/setup?code=wrong", 303),
        ("GET", "/scim/v2/Users", 401),
        ("GET", "/files/no/file", 404),
        ("DELETE", "/healthz", 405),
        ("POST", "/api/requests", 401),
        ("GET", "/breaks", 500),
    ],
)
def test_every_answer_says_it(make: Make, method: str, path: str, status: int) -> None:
    answer = make().request(method, path, follow_redirects=False)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_what_the_pages_are_made_of_is_looked_at_anew(make: Make) -> None:
    client = make()
    answer = client.get("/static/page.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert answer.headers["Content-Security-Policy"] == POLICY
    again = client.get("/static/page.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["X-Content-Type-Options"]) == (304, "nosniff")


@pytest.mark.parametrize("url", ["", "http://testserver"])
def test_without_tls_browsers_are_not_bound_to_it(make: Make, url: str) -> None:
    assert not set(BY_TLS) & set(make(public_url=url).get("/").headers)


def test_behind_tls_browsers_are_bound_to_it(make: Make) -> None:
    answer = make(public_url="https://budget.example").get("/breaks")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
