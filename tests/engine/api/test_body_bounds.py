"""What a request may bring at most."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from fastapi import FastAPI, Request, UploadFile
from fastapi.testclient import TestClient

from engine.api import errors
from engine.api.body_bounds import PLAIN, BodyBounds
from engine.api.incidents import Incidents
from engine.api.json_bounds import DEEPEST, check_json
from engine.values.errors import InvalidInput

FILES = 3 * PLAIN


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.state.apology = lambda incident, language: f"{language}: {incident}"
    app.state.sentence = lambda error, language: f"{language}: {error.code}"
    app.add_middleware(Incidents)
    app.add_middleware(BodyBounds, larger={"/files": FILES})
    errors.install(app)

    @app.post("/plain")
    async def plain(request: Request) -> int:
        return len(await request.body())

    @app.post("/files")
    def files(files: list[UploadFile]) -> int:
        return sum(len(one.file.read()) for one in files)

    @app.post("/json")
    def some_json(given: dict[str, Any]) -> dict[str, Any]:
        return given

    @app.get("/broken")
    def broken(word: str = "") -> None:
        raise RuntimeError("inner workings")

    return TestClient(app)


def test_a_body_as_large_as_may_be_is_read(client: TestClient) -> None:
    assert client.post("/plain", content=b"x" * PLAIN).json() == PLAIN


def test_a_larger_one_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/plain", content=b"x" * (PLAIN + 1))
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


def test_what_comes_without_a_length_is_counted(client: TestClient) -> None:
    answer = client.post("/plain", content=(b"x" * 1024 for _ in range(PLAIN)))
    assert answer.status_code == 413


def test_a_stream_is_left_as_soon_as_it_is_too_much() -> None:
    read = 0

    async def endless() -> dict[str, Any]:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 65536, "more_body": True}

    async def send(message: Any) -> None: ...

    async def reading(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    with pytest.raises(Exception, match="body_too_large"):
        asyncio.run(BodyBounds(reading, larger={})(scope, endless, send))
    assert read == PLAIN // 65536 + 1


def test_a_length_that_is_none_counts_as_too_much(client: TestClient) -> None:
    said = {"Content-Length": "9" * 4500}
    assert client.post("/plain", content=b"x", headers=said).status_code == 413


def test_files_may_be_larger(client: TestClient) -> None:
    sent = {"files": ("a.csv", b"x" * 2 * PLAIN)}
    assert client.post("/files", files=sent).json() == 2 * PLAIN


def test_files_that_are_larger_still_are_refused(client: TestClient) -> None:
    assert client.post("/files", files={"files": b"x" * FILES}).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        '{"a": 1E+99999999}',
        '{"a": 1e400}',
        f'{{"a": {"9" * 5000}}}',
        f'{{"a": 0.{"1" * 5000}}}',
        '{"a": 9223372036854775808}',
        '{"a": NaN}',
        '{"a": -Infinity}',
        r'{"a": ["\u0000"]}',
        r'{"\u0000": 1}',
        r'{"a": "\ud800"}',
        '{"a":' + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1) + "}",
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=lambda body: body[:30],
)
def test_what_no_json_may_have_is_refused(client: TestClient, body: str) -> None:
    answer = client.post("/json", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("body", [b"[1, 2", b"\xff\xfe{", b"", b'"text"', b"3", b"[]", b"null"])
def test_what_is_no_object_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/json", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "found",
    [{"a": 2**63 - 1, "b": -(2**63) + 1, "c": 1.5e300, "d": "ü😀", "e": [[None, True]]}, []],
)
def test_anything_else_goes_on_as_it_was(client: TestClient, found: Any) -> None:
    body = json.dumps({"found": found}).encode()
    answer = client.post("/json", content=body, headers={"Content-Type": "application/json"})
    assert answer.json() == {"found": found}


def test_wide_json_is_looked_through_quickly() -> None:
    with pytest.raises(InvalidInput, match="number_not_stored"):
        check_json(b"[" + b"1," * 400_000 + b"1e999]")


def test_an_address_with_the_character_0_is_refused(client: TestClient) -> None:
    for address in ("/broken%00", "/broken?word=%00"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_fault_is_told_by_its_number_alone(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/broken", headers={"Accept-Language": "zh"})
    problem = answer.json()
    incident = problem["args"]["incident"]
    assert (answer.status_code, problem["detail"]) == (500, f"zh: {incident}")
    assert "inner workings" not in answer.text
    assert incident in caplog.text
    assert "inner workings" in caplog.text
