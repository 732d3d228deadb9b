"""What those who watch over the installation get of Rasa's process: the trace of a message goes on
in what Rasa calls for it, and lines of its log as JSON, like those of the application."""

from __future__ import annotations

import logging
import os
from contextvars import ContextVar
from typing import Any

from rasa.utils.endpoints import EndpointConfig

from engine.log_lines import JsonLine

TRACEPARENT = "traceparent"
# Of the message that is answered just now, as the application sent it (W3C Trace Context).
trace: ContextVar[str] = ContextVar(TRACEPARENT, default="")


def hand_on_traces() -> None:
    """What is called for a message, bears its trace: Rasa 3.6 knows nothing of them."""
    plain = EndpointConfig.request

    async def request(self: EndpointConfig, *args: Any, **kwargs: Any) -> Any:
        if parent := trace.get():
            kwargs["headers"] = {**kwargs.get("headers", {}), TRACEPARENT: parent}
        return await plain(self, *args, **kwargs)

    EndpointConfig.request = request  # type: ignore[method-assign]


def log_as_asked() -> None:
    """Rasa sets its own log up at its start, whatever file it is told to read that from."""
    if os.environ.get("PEISUAN_LOG_FORMAT") == "json":
        logging.captureWarnings(True)
        for handler in logging.getLogger().handlers:
            handler.setFormatter(json_line())


def json_line() -> JsonLine:
    """A line with the trace of the message that is answered."""
    secrets = [value for name, value in os.environ.items() if name.endswith("_SECRET") and value]
    return JsonLine("rasa", secrets, _ids)


def _ids() -> dict[str, str]:
    """The trace's number is the second part: version-trace-span-flags."""
    parts = trace.get().split("-")
    return {"trace": parts[1]} if len(parts) == 4 else {}
