"""Our own spans among those of the libraries: a use case, a message, Rasa's answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.propagate import inject
from opentelemetry.trace import (
    NoOpTracerProvider,
    Tracer,
    TracerProvider,
    format_trace_id,
    get_current_span,
)

NAME = "peisuan"
# Attributes that begin so are ours: names of our own, and numbers of stored rows.
PREFIX = f"{NAME}."


class Spans:
    """Made by nobody until the application says by whom."""

    def __init__(self) -> None:
        self._tracer: Tracer = NoOpTracerProvider().get_tracer(NAME)

    def by(self, provider: TracerProvider | None) -> None:
        """From now on by `provider`; by nobody with None."""
        self._tracer = (provider or NoOpTracerProvider()).get_tracer(NAME)

    @contextmanager
    def span(self, name: str, **attributes: str | int) -> Iterator[None]:
        """The work in the context is one span."""
        told = {f"{PREFIX}{key}": value for key, value in attributes.items()}
        with self._tracer.start_as_current_span(name, attributes=told):
            yield


ours = Spans()


def ids_of_trace() -> dict[str, str]:
    """What the work at hand is known by to those who look at traces."""
    context = get_current_span().get_span_context()
    return {"trace": format_trace_id(context.trace_id)} if context.is_valid else {}


def handed_on() -> dict[str, str]:
    """Headers by which somebody who is called goes on with this trace."""
    headers: dict[str, str] = {}
    inject(headers)
    return headers
