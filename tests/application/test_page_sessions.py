"""Sessions of the page: kept in the store, named by their cookie, and ended there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from application.app import create_app
from commands.ports import free_port
from engine.api.session import SESSION_COOKIE
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Employee, PageSession
from engine.usecases.store import employee_number


@pytest.fixture
def settings(sample_store: Database, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home",
        database_url=sample_store.url,
        rasa_port=free_port(),
        session_idle_minutes=30,
        session_hours=10,
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def choose(client: TestClient, handle: str = "hr") -> str:
    """Become somebody of the sample; what the cookie holds."""
    csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    assert client.post("/web/session", json={"handle": handle}, headers=csrf).status_code == 200
    return str(client.cookies[SESSION_COOKIE])


def person_of(client: TestClient, cookie: str) -> str | None:
    """Whose page it is for a browser that has this cookie alone."""
    client.cookies.clear()
    client.cookies.set(SESSION_COOKIE, cookie)
    person: str | None = client.get("/web/session").json()["person"]
    return person


def move(store: Database, column: str, by: timedelta) -> None:
    """As if a session had been begun or used so much earlier."""
    with store.transaction() as session:
        for row in session.scalars(select(PageSession)):
            setattr(row, column, getattr(row, column) - by)


def sign_out(client: TestClient) -> None:
    csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
    assert client.delete("/web/sign-in", headers=csrf).status_code == 200


def test_a_copied_cookie_opens_nothing_after_signing_out(client: TestClient) -> None:
    copied = choose(client)
    sign_out(client)
    assert person_of(client, copied) is None


def test_the_store_has_no_cookie(client: TestClient, sample_store: Database) -> None:
    secret = choose(client)
    with sample_store.reading() as session:
        kept = session.scalars(select(PageSession.secret_hash)).one()
    assert secret not in kept


def test_a_session_belongs_to_its_store(client: TestClient, sample_store: Database) -> None:
    """One that was begun in another store, or before sessions were kept, is nothing here."""
    secret = choose(client)
    with sample_store.transaction() as session:
        for row in session.scalars(select(PageSession)):
            session.delete(row)
    assert person_of(client, secret) is None


def test_signing_in_gives_another_session(client: TestClient, sample_store: Database) -> None:
    planted = choose(client)
    mine = choose(client, "finance")
    assert mine != planted
    assert person_of(client, planted) is None
    assert person_of(client, mine) == employee_number(sample_store, "finance")


@pytest.mark.parametrize(
    ("column", "by", "holds"),
    [
        ("last_seen", timedelta(minutes=29), True),
        ("last_seen", timedelta(minutes=31), False),
        ("until", timedelta(hours=9, minutes=59), True),
        ("until", timedelta(hours=10, minutes=1), False),
    ],
)
def test_it_ends_by_itself(
    client: TestClient, sample_store: Database, column: str, by: timedelta, holds: bool
) -> None:
    secret = choose(client)
    move(sample_store, column, by)
    assert (person_of(client, secret) is not None) is holds


@pytest.mark.parametrize(("path", "is_use"), [("/web/messages", True), ("/web/notices", False)])
def test_what_the_page_asks_by_itself_is_no_use(
    client: TestClient, sample_store: Database, path: str, is_use: bool
) -> None:
    choose(client)
    move(sample_store, "last_seen", timedelta(minutes=20))
    assert client.get(path).status_code == 200
    with sample_store.reading() as session:
        seen = session.scalars(select(PageSession.last_seen)).one()
    assert (datetime.now(UTC) - seen < timedelta(minutes=10)) is is_use


@pytest.mark.parametrize("gone", [{"status": "left"}, {"left_on": datetime(2020, 1, 1).date()}])
def test_who_left_has_none(
    client: TestClient, sample_store: Database, gone: dict[str, object]
) -> None:
    choose(client, "worker")
    with sample_store.transaction() as session:
        session.execute(update(Employee).where(Employee.handle == "worker").values(**gone))
    assert client.get("/web/messages").status_code == 401
    assert client.get("/api/notices").status_code == 401


def test_behind_tls_the_cookie_is_the_hosts_alone(settings: Settings) -> None:
    behind = settings.model_copy(update={"public_url": "https://peisuan.company.example"})
    with TestClient(create_app(behind), base_url="https://testserver") as client:
        csrf = {"X-CSRF-Token": client.get("/web/session").json()["csrf"]}
        answer = client.post("/web/session", json={"handle": "hr"}, headers=csrf)
        cookie = next(
            one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-session")
        )
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert client.get("/web/session").json()["person"]
