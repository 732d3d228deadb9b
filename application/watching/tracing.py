"""Traces, by OpenTelemetry: where a call spent its time.

On as soon as OpenTelemetry's own variable says where they go (OTEL_EXPORTER_OTLP_ENDPOINT or
OTEL_EXPORTER_OTLP_TRACES_ENDPOINT).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status
from sqlalchemy import Engine

from engine.watching.spans import PREFIX, ours

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
# Asked every few seconds by machines; they would bury the rest.
UNTRACED = "healthz,readyz,metrics"
# What leaves this machine: a statement has marks in the place of what is bound to it, a route
# has names in the place of what was given. Addresses, bodies and messages of errors stay here.
TOLD = {
    "http.method",
    "http.request.method",
    "http.response.status_code",
    "http.route",
    "http.status_code",
    "db.name",
    "db.statement",
    "db.system",
    "exception.type",
}


class Tracing:
    """Traces of one application, sent by `exporter`; None for nowhere."""

    def __init__(self, app: FastAPI, engine: Engine, exporter: SpanExporter | None) -> None:
        self._provider: TracerProvider | None = None
        if exporter is None:
            return
        self._provider = TracerProvider(resource=Resource.create({"service.name": "peisuan"}))
        self._provider.add_span_processor(BatchSpanProcessor(WithoutContents(exporter)))
        FastAPIInstrumentor.instrument_app(
            app,
            tracer_provider=self._provider,
            excluded_urls=UNTRACED,
            exclude_spans=["receive", "send"],
        )
        # It has not declared SQLAlchemy 2.1 yet; that it works with it is what our test says.
        SQLAlchemyInstrumentor().instrument(
            engine=engine, tracer_provider=self._provider, skip_dep_check=True
        )
        ours.by(self._provider)

    @staticmethod
    def exporter() -> SpanExporter | None:
        """Where the environment says that traces go."""
        return OTLPSpanExporter() if any(map(os.environ.get, ENDPOINTS)) else None

    def close(self) -> None:
        """What is not sent yet is sent."""
        if self._provider is not None:
            ours.by(None)
            SQLAlchemyInstrumentor().uninstrument()
            self._provider.shutdown()


class WithoutContents(SpanExporter):
    """Passes spans on with what may be told of them."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([_without_contents(span) for span in spans])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)


def _without_contents(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=_told(span.attributes),
        events=[Event(one.name, _told(one.attributes), one.timestamp) for one in span.events],
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _told(attributes: object) -> dict[str, str | int | float | bool]:
    found = attributes if isinstance(attributes, Mapping) else {}
    return {
        name: value for name, value in found.items() if name in TOLD or str(name).startswith(PREFIX)
    }
