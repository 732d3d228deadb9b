"""No other site's page changes anything by the visitor's cookie."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from application.app import create_app
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# What chat tools call, signed by them: no cookie tells who it is.
SIGNED = {"/slack/events", "/dingtalk/messages"}
OTHER_SITE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture(scope="module")
def app(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """One for all of them: what is refused changes nothing, and the rest a name."""
    folder = tmp_path_factory.mktemp("csrf")
    settings = Settings(
        home=folder / "home",
        database_url=f"sqlite:///{shutil.copy(sample_file, folder)}",
        rasa_port=free_port(),
        slack_bot_token="xoxb-1",
        slack_signing_secret="secret",
        dingtalk_client_id="id",
        dingtalk_client_secret="secret",
        dingtalk_http=True,
    )
    return create_app(settings)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> TestClient:
    """The page of HR of the sample company, without the page's token."""
    client = TestClient(app)
    token = client.get("/web/session").json()["csrf"]
    chosen = client.post("/web/session", json={"handle": "hr"}, headers={"X-CSRF-Token": token})
    assert chosen.status_code == 200
    return client


def token(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}


def changing_routes(app: FastAPI) -> list[tuple[str, str]]:
    """Each method and path that may change something: also of routes that no document names."""
    return [
        (method, re.sub(r"\{[^}]*\}", "1", str(route.path)))
        for route in iter_route_contexts(app.routes)
        if not isinstance(route.original_route, Mount)
        for method in sorted(CHANGING & (route.methods or set()))
    ]


def test_no_route_changes_anything_by_the_cookie_alone(app: FastAPI, client: TestClient) -> None:
    routes = [route for route in changing_routes(app) if route[1] not in SIGNED]
    assert len(routes) > 40
    answers = {route: client.request(*route, json={}) for route in routes}
    assert {route: answer.status_code for route, answer in answers.items()} == dict.fromkeys(
        routes, 403
    )
    assert {answer.json()["detail"] for answer in answers.values()} == {
        "the page is too old: load it again"
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Peisuan-Secret": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "bearer"},
        {"Authorization": "Basic aHI6aHI="},
    ],
)
def test_a_header_that_tells_nobody_does_not_stand_in_for_the_token(
    client: TestClient, headers: dict[str, str]
) -> None:
    key = {"Idempotency-Key": "12345678"}
    answer = client.put("/api/company", json={"name": "theirs"}, headers=headers | key)
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "the page is too old: load it again",
    )


@pytest.mark.parametrize("said", ["", "another token", b"\xfc" * 22])
def test_another_token_is_none(client: TestClient, said: str | bytes) -> None:
    answer = client.put("/api/company", json={}, headers={"X-CSRF-Token": said})
    assert answer.status_code == 403


def test_chat_tools_routes_know_no_cookie(app: FastAPI, client: TestClient) -> None:
    found = [route for route in changing_routes(app) if route[1] in SIGNED]
    assert {path for _, path in found} == SIGNED
    answers = [client.request(*route, json={}, headers=token(client)) for route in found]
    assert {answer.status_code for answer in answers} <= {400, 401, 403}


@pytest.mark.parametrize("path", ["/scim/v2/Users", "/static/page.js"])
def test_what_is_mounted_takes_no_cookie(client: TestClient, path: str) -> None:
    assert client.post(path, json={}, headers=token(client)).status_code in {401, 405}


def test_with_the_pages_token_it_goes(client: TestClient) -> None:
    answer = client.put("/api/company", json={"name": "新名"}, headers=token(client))
    assert answer.status_code == 200


def test_who_is_nobody_is_asked_to_sign_in(app: FastAPI) -> None:
    assert TestClient(app).put("/api/company", json={"name": "x"}).status_code == 401


def test_a_password_in_an_address_is_no_token(client: TestClient) -> None:
    """Another site's page can have a browser send that, and no other kind of authorization."""
    answer = client.put("/api/company", json={"name": "x"}, auth=("somebody", "password"))
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "said",
    [
        OTHER_SITE,
        {**OTHER_SITE, "Sec-Fetch-Site": "same-site"},
        LINK,
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_what_another_sites_page_sends_is_refused_even_with_the_token(
    client: TestClient, said: dict[str, str]
) -> None:
    answer = client.put("/api/company", json={"name": "x"}, headers={**token(client), **said})
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "this came from a page of another site",
    )


@pytest.mark.parametrize("path", ["/web/session", "/web/messages", "/api/budget"])
@pytest.mark.parametrize(
    "said", [OTHER_SITE, {"Origin": "null"}, {**LINK, "Sec-Fetch-Dest": "iframe"}]
)
def test_another_sites_page_reads_nothing(
    client: TestClient, path: str, said: dict[str, str]
) -> None:
    answer = client.get(path, headers=said)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_a_browser_that_asks_first_is_not_let_on(client: TestClient) -> None:
    asks = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    answer = client.options("/api/company", headers=asks)
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_a_link_on_another_site_leads_here(client: TestClient) -> None:
    assert client.get("/records", headers=LINK).status_code == 200


@pytest.mark.parametrize(
    "said", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_the_page_itself_may(client: TestClient, said: dict[str, str]) -> None:
    answer = client.put("/api/company", json={"name": "x"}, headers={**token(client), **said})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://budget.example", 200), ("http://budget.example", 403), ("https://other", 403)],
)
def test_behind_tls_the_page_comes_by_tls(
    sample_store: Database, tmp_path: Path, origin: str, status: int
) -> None:
    settings = Settings(
        home=tmp_path / "home",
        database_url=sample_store.url,
        rasa_port=free_port(),
        public_url="https://budget.example",
    )
    client = TestClient(create_app(settings), base_url="https://budget.example")
    csrf = token(client)
    answer = client.post("/web/session", json={"handle": "hr"}, headers={**csrf, "Origin": origin})
    assert answer.status_code == status
