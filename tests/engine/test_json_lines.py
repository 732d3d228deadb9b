"""A line of a log as JSON: the same fields everywhere, the ids of what it is about, no contents."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import format_trace_id, get_current_span

from engine.logs import formatter
from engine.settings import Settings

FIELDS = ["time", "level", "process", "pid", "logger", "message"]


def line(home: Path, message: str, extra: dict[str, object] | None = None, **settings: Any) -> Any:
    record = logging.LogRecord("channels.gate", logging.WARNING, "", 1, message, (), None)
    record.__dict__.update(extra or {})
    made = formatter("application", Settings(home=home, log_format="json", **settings))
    told = made.format(record)
    assert "\n" not in told
    return json.loads(told)


def test_a_line_has_its_fields_and_no_others(tmp_path: Path) -> None:
    told = line(tmp_path, "late")
    assert list(told) == FIELDS
    assert (told["level"], told["process"], told["message"]) == ("WARNING", "application", "late")


def test_what_it_is_about_has_its_number(tmp_path: Path) -> None:
    told = line(tmp_path, "incident K7", {"incident": "K7", "message_number": 12, "person": "E1"})
    assert list(told) == [*FIELDS, "incident", "message_number"]
    assert (told["incident"], told["message_number"]) == ("K7", "12")


def test_it_is_found_by_its_trace(tmp_path: Path) -> None:
    with TracerProvider().get_tracer("test").start_as_current_span("work"):
        number = get_current_span().get_span_context().trace_id
        assert line(tmp_path, "late")["trace"] == format_trace_id(number)


def test_secrets_are_blotted_out_of_faults_too(tmp_path: Path) -> None:
    try:
        raise ValueError("xoxb-1234567 refused")
    except ValueError:
        fault = {"exc_info": sys.exc_info()}
    told = line(tmp_path, "for xoxb-1234567", fault, slack_bot_token="xoxb-1234567")
    assert told["message"] == "for [secret]"
    assert told["fault"].endswith("ValueError: [secret] refused")


@pytest.mark.parametrize("said", ["a\nb", 'a", "level": "INFO', "\x1b[2K\u202e"])
def test_what_somebody_said_is_within_its_field(tmp_path: Path, said: str) -> None:
    told = line(tmp_path, f"refused: {said}")
    assert told["level"] == "WARNING"
    assert "\x1b" not in told["message"]
