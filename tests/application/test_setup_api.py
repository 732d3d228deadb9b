"""The company's settings and its policy over the API."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from engine.policy import DEFAULT_POLICY
from tests.application.test_app import as_person, client

__all__ = ["client"]  # the fixture
OWN = DEFAULT_POLICY.read_text(encoding="utf-8").replace('version = "', 'version = "own-')


def call(client: TestClient, who: str, method: str, path: str, body: Any = None) -> Any:
    return client.request(method, f"/api{path}", json=body, headers=as_person(who))


def test_the_companys_settings(client: TestClient) -> None:
    before = call(client, "worker", "GET", "/company").json()
    assert (before["currency"], before["fixed"]) == ("CNY", True)
    after = call(client, "hr", "PUT", "/company", {"name": "冲压厂"}).json()
    assert after == {**before, "name": "冲压厂"}
    refused = call(client, "hr", "PUT", "/company", {"currency": "EUR"})
    assert (refused.status_code, refused.json()["type"]) == (422, "company_has_budgets")
    assert call(client, "worker", "PUT", "/company", {"name": "mine"}).status_code == 403
    assert call(client, "hr", "PUT", "/company", {"colour": "red"}).status_code == 422


def test_the_policy(client: TestClient) -> None:
    now = call(client, "worker", "GET", "/policy").json()
    assert (now["toml"], now["since"]) == (DEFAULT_POLICY.read_text(encoding="utf-8"), None)
    stricter = OWN.replace('quarters = "warn"', 'quarters = "bind"')
    after = call(client, "hr", "PUT", "/policy", {"toml": stricter})
    assert after.status_code == 200, after.text
    assert after.json()["may"] is True
    assert call(client, "worker", "GET", "/policy").json() == {**after.json(), "may": False}
    assert after.json()["version"].startswith("own-")


@pytest.mark.parametrize(
    ("who", "toml", "status", "code"),
    [
        ("hr", "nothing = ", 422, "policy_unreadable"),
        ("hr", OWN.replace("reserve_days = 60", "reserve_days = -1"), 422, "policy_invalid"),
        ("hr", OWN.replace('["management"]', '["hr"]'), 403, "set_authority"),
        ("finance", OWN, 403, "set_up"),
    ],
)
def test_a_policy_that_is_refused(
    client: TestClient, who: str, toml: str, status: int, code: str
) -> None:
    answer = call(client, who, "PUT", "/policy", {"toml": toml})
    assert (answer.status_code, answer.json()["type"]) == (status, code)


def test_what_there_is_and_what_is_missing(client: TestClient) -> None:
    found = call(client, "hr", "GET", "/setup").json()
    people = next(one for one in found["kinds"] if one["kind"] == "people")
    assert (people["rows"], people["who"], people["may"]) == (540, ["hr"], True)
    assert call(client, "worker", "GET", "/setup").status_code == 403
