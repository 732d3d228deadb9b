"""Nobody gets past the doors: forged, replayed and altered messages, and closed channels."""

import hashlib
import json
import time
import uuid

import httpx
import jwt
import pytest

from tests.real_assistant import Assistant


def signed(assistant: Assistant, body: bytes, **changes: object) -> str:
    claims = {
        "sub": "web:local:E1:c",
        "channel": "web",
        "began": "operator",
        "person": "E000001",
        "jti": uuid.uuid4().hex,
        "exp": int(time.time()) + 30,
        "company": {"today": "2026-11-28", "currency": "CNY", "fiscal_month": 1},
        "body": hashlib.sha256(body).hexdigest(),
        **changes,
    }
    return jwt.encode(claims, assistant.settings.secret("channel"), algorithm="HS256")


def send(assistant: Assistant, body: bytes, token: str) -> int:
    return httpx.post(
        f"{assistant.settings.rasa_url}/webhooks/peisuan/message",
        content=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    ).status_code


BODY = json.dumps({"text": "hello", "message_id": "m"}).encode()


def test_a_signed_message_is_taken_once(assistant: Assistant) -> None:
    token = signed(assistant, BODY)
    assert [send(assistant, BODY, token), send(assistant, BODY, token)] == [200, 401]


def test_an_altered_message_is_refused(assistant: Assistant) -> None:
    altered = BODY.replace(b"hello", b"approve")
    assert send(assistant, altered, signed(assistant, BODY)) == 401


@pytest.mark.parametrize("changes", [{"exp": 1}, {"exp": int(time.time()) + 10**6}])
def test_a_token_is_short_lived(assistant: Assistant, changes: dict[str, int]) -> None:
    assert send(assistant, BODY, signed(assistant, BODY, **changes)) == 401


def test_a_forged_token_is_refused(assistant: Assistant) -> None:
    forged = jwt.encode({"sub": "x"}, "another secret of thirty-two bytes!", algorithm="HS256")
    unsigned = jwt.encode({"sub": "x"}, None, algorithm="none")
    assert [send(assistant, BODY, token) for token in (forged, unsigned, "x")] == [401, 401, 401]


def read(assistant: Assistant, body: bytes, token: str) -> httpx.Response:
    return httpx.post(
        f"{assistant.settings.rasa_url}/webhooks/peisuan/read",
        content=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )


def test_a_text_is_read_for_whoever_signed_it(assistant: Assistant) -> None:
    body = json.dumps({"text": "给20个人报设备操作"}).encode()
    token = signed(assistant, body, sub="")
    found = {one["entity"] for one in read(assistant, body, token).json()["entities"]}
    assert {"headcount", "course"} <= found
    assert read(assistant, body, token).status_code == 401
    assert read(assistant, BODY, signed(assistant, body, sub="")).status_code == 401


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/model/parse", "/conversations/x/messages"]
)
def test_rasas_own_doors_are_closed(assistant: Assistant, path: str) -> None:
    answer = httpx.post(f"{assistant.settings.rasa_url}{path}", json={"text": "x", "message": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/internal/actions", "/internal/catalogue", "/console/messages"])
def test_the_inner_routes_ask_for_their_secret(assistant: Assistant, path: str) -> None:
    url = f"{assistant.settings.application_url}{path}"
    message = {"person": "hr", "conversation": "c", "message_id": "m", "text": "x"}
    answer = httpx.get(url) if path.endswith("catalogue") else httpx.post(url, json=message)
    assert answer.status_code == 401


def test_secrets_are_the_owners_alone(assistant: Assistant) -> None:
    for file in (assistant.settings.home / "secrets").iterdir():
        assert file.stat().st_mode & 0o077 == 0


def test_when_rasa_answers_the_application_is_ready(assistant: Assistant) -> None:
    answer = httpx.get(f"{assistant.settings.application_url}/readyz")
    assert answer.json() == {
        "ready": True,
        "store": True,
        "disk": True,
        "rasa": True,
        "stays": True,
        "rasa_away": [],
    }
