"""Traces say where a call spent its time, and nothing of what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
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


@pytest.mark.parametrize("name", ENDPOINTS)
def test_the_environment_says_where_they_go(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in ENDPOINTS:
        monkeypatch.delenv(one, raising=False)
    assert Tracing.exporter() is None
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert Tracing.exporter() is not None
