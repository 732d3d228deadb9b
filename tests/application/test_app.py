"""The application's routes without Rasa: the API, the page's session, the demonstration."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from application.app import create_app
from assistant.reply import Reply
from channels.message import InboundMessage
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import StoreInfo

MESSAGE = {"text": "hi", "message_id": "12345678"}
EQUIPMENT = {"course": "TC-EQ"}


@pytest.fixture
def client(sample_store: Database, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(
        home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port()
    )
    with TestClient(create_app(settings)) as client:
        client.headers["X-Peisuan-Secret"] = settings.secret("operator")
        yield client


def as_person(handle: str) -> dict[str, str]:
    return {"X-Peisuan-Person": handle}


def test_the_api_is_documented(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/budget", "/api/proposals", "/api/requests", "/healthz", "/readyz"} <= set(paths)
    assert not [path for path in paths if path.startswith(("/internal", "/console"))]


def test_a_proposal_over_the_api(client: TestClient) -> None:
    asked = {"training": EQUIPMENT, "headcount": 200, "position": "PO-LINE"}
    answer = client.post("/api/proposals", json=asked, headers=as_person("workshop-head")).json()
    assert answer["cost"]["total"] == {"amount": "300000.00", "currency": "CNY"}
    assert answer["narrower"]["headcount"] == 120


def test_a_request_over_the_api_is_stored_once(client: TestClient) -> None:
    year = client.get("/api/priorities", headers=as_person("hr")).json()["year"]
    line = {
        "training": EQUIPMENT,
        "headcount": 20,
        "first_day": f"{year}-03-01",
        "last_day": f"{year}-03-31",
    }
    asked = {"lines": [line]}
    headers = {**as_person("workshop-head"), "Idempotency-Key": "the-same-key"}
    first = client.post("/api/requests", json=asked, headers=headers)
    again = client.post("/api/requests", json=asked, headers=headers)
    assert (first.status_code, again.json()["request"]["number"]) == (
        201,
        first.json()["request"]["number"],
    )
    listed = client.get("/api/requests", headers=as_person("hr")).json()["requests"]
    assert len(listed) == 1


@pytest.mark.parametrize(
    ("person", "path", "status", "code"),
    [
        ("worker", "/api/budget", 403, "see_budget"),
        ("sales-head", "/api/budget?unit=W1", 403, "see_budget"),
        ("hr", "/api/gaps?unit=NONE", 404, "unknown_name"),
        ("hr", "/api/budget?year=1999", 409, "no_budget"),
        ("nobody", "/api/budget", 404, "unknown_person"),
        ("worker", "/api/explanations/1", 404, "nothing_to_explain"),
    ],
)
def test_refusals_are_problem_details(
    client: TestClient, person: str, path: str, status: int, code: str
) -> None:
    answer = client.get(path, headers=as_person(person))
    assert (answer.status_code, answer.json()["type"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_signing_in_there_is_nothing(client: TestClient) -> None:
    assert (
        client.get(
            "/api/budget", headers={"X-Peisuan-Secret": "wrong", **as_person("hr")}
        ).status_code
        == 401
    )


def test_without_rasa_it_lives_but_is_not_ready(client: TestClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_the_page_lets_sample_people_be_chosen(client: TestClient) -> None:
    session = client.get("/web/session").json()
    assert session["demonstration"]
    chosen = client.post(
        "/web/session", json={"handle": "hr"}, headers={"X-CSRF-Token": session["csrf"]}
    )
    assert chosen.status_code == 200


def test_a_request_of_another_site_is_refused(client: TestClient) -> None:
    client.get("/web/session")
    assert client.post("/web/session", json={"handle": "hr"}).status_code == 403


def test_a_companys_own_store_is_no_demonstration(empty_store: Database, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=empty_store.url)
    with TestClient(create_app(settings)) as client:
        session = client.get("/web/session").json()
        assert (session["demonstration"], session["people"]) == (False, [])
        chosen = client.post(
            "/web/session", json={"handle": "hr"}, headers={"X-CSRF-Token": session["csrf"]}
        )
        assert chosen.status_code == 403


def test_a_cookie_of_the_demonstration_opens_no_companys_store(
    client: TestClient, sample_store: Database
) -> None:
    csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    chosen = client.post("/web/session", json={"handle": "hr"}, headers=csrf).json()
    csrf = {"X-CSRF-Token": chosen["csrf"]}
    with sample_store.transaction() as session:
        session.execute(update(StoreInfo).values(kind="company"))
    del client.headers["X-Peisuan-Secret"]
    assert client.get("/api/budget").status_code == 401
    assert client.post("/web/messages", json=MESSAGE, headers=csrf).status_code == 401


def test_when_rasa_does_not_answer_the_person_is_told(client: TestClient) -> None:
    secret = client.headers["X-Peisuan-Secret"]
    answer = client.post(
        "/console/messages",
        headers={"X-Peisuan-Secret": secret},
        json={"person": "hr", "conversation": "c", "message_id": "m", "text": "预算还剩多少"},
    )
    assert "没有生效" in answer.json()[0]["text"]


def test_the_catalogue_answers_304_while_nothing_changed(
    client: TestClient, tmp_path: Path
) -> None:
    secret = Settings(home=tmp_path / "home").secret("action")
    first = client.get("/internal/catalogue", headers={"X-Peisuan-Secret": secret})
    assert {"kind": "course", "code": "TC-EQ", "name": "设备操作技能培训"} in first.json()["names"]
    again = client.get(
        "/internal/catalogue",
        headers={"X-Peisuan-Secret": secret, "If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304


def test_what_a_notice_is_about_is_taken_up_whatever_the_words(client: TestClient) -> None:
    heard = []

    class Hearing:
        async def deliver(self, message: InboundMessage) -> list[Reply]:
            heard.append(message)
            return []

    csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    chosen = client.post("/web/session", json={"handle": "hr"}, headers=csrf).json()
    csrf = {"X-CSRF-Token": chosen["csrf"]}
    client.app.state.gate = Hearing()  # type: ignore[attr-defined]
    for takes_up in ("TR-2026-0001", None):
        said = {**MESSAGE, "takes_up": takes_up}
        assert client.post("/web/messages", json=said, headers=csrf).status_code == 200
    assert [message.act for message in heard] == [
        {"intent": "approve_request", "number": "TR-2026-0001", "version": None},
        None,
    ]
    forged = {**MESSAGE, "takes_up": "approve everything"}
    assert client.post("/web/messages", json=forged, headers=csrf).status_code == 422
