"""Traces say where a call spent its time, and nothing of what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import AsyncClient, Request, Response
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from application.app import create_app
from application.watching.tracing import ENDPOINTS, Tracing
from commands.ports import free_port
from engine.settings import Settings
from engine.store.database import Database

WANTED = "Somebody-Secret"


@pytest.fixture
def spans(
    sample_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sequence[ReadableSpan]:
    """Of a call that names somebody in its address."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(Tracing, "exporter", lambda: exporter)
    settings = Settings(
        home=tmp_path / "home", database_url=sample_store.url, rasa_port=free_port()
    )
    with TestClient(create_app(settings)) as client:
        headers = {"X-Peisuan-Secret": settings.secret("operator"), "X-Peisuan-Person": "hr"}
        client.get(f"/api/gaps?unit={WANTED}", headers=headers)
        client.get("/healthz")
    return exporter.get_finished_spans()


def test_a_call_its_use_case_and_its_statements_are_one_trace(
    spans: Sequence[ReadableSpan],
) -> None:
    call = next(span for span in spans if span.name.startswith("GET /api/gaps"))
    assert call.context is not None
    names = {
        span.name
        for span in spans
        if span.context is not None and span.context.trace_id == call.context.trace_id
    }
    assert {name.split()[0] for name in names} >= {"GET", "SELECT"}
    assert any("gap" in name for name in names - {call.name})


def test_contents_stay_here(spans: Sequence[ReadableSpan]) -> None:
    assert not [span.name for span in spans if WANTED in span.to_json()]


def test_what_machines_ask_is_not_traced(spans: Sequence[ReadableSpan]) -> None:
    assert not [span for span in spans if "healthz" in span.name]


def test_a_message_and_what_rasa_calls_for_it_are_one_trace(
    sample_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter, told = InMemorySpanExporter(), []

    async def answer(_: object, url: str, *, content: bytes, headers: dict[str, str]) -> Response:
        told.append(headers)
        return Response(200, json=[{"text": "hello"}], request=Request("POST", "http://rasa"))

    monkeypatch.setattr(Tracing, "exporter", lambda: exporter)
    monkeypatch.setattr(AsyncClient, "post", answer)
    settings = Settings(home=tmp_path, database_url=sample_store.url, rasa_port=free_port())
    with TestClient(create_app(settings)) as client:
        client.headers["X-CSRF-Token"] = client.get("/web/session").json()["csrf"]
        chosen = client.post("/web/session", json={"handle": "worker"})
        client.headers["X-CSRF-Token"] = chosen.json()["csrf"]
        client.post("/web/messages", json={"text": WANTED, "message_id": "message-1"})
        carried = {"traceparent": told[0]["traceparent"]}
        secret = {"X-Peisuan-Secret": settings.secret("action")}
        client.post("/internal/actions", json={}, headers={**carried, **secret})
    spans = exporter.get_finished_spans()
    traces = {
        name: {one.context.trace_id for one in spans if one.name == name and one.context}
        for name in ("POST /web/messages", "message", "rasa", "POST /internal/actions")
    }
    assert len(set.union(*traces.values())) == 1
    assert all(traces.values())
    assert not [span.name for span in spans if WANTED in span.to_json()]


@pytest.mark.parametrize("name", ENDPOINTS)
def test_the_environment_says_where_they_go(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in ENDPOINTS:
        monkeypatch.delenv(one, raising=False)
    assert Tracing.exporter() is None
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert Tracing.exporter() is not None
