"""People's words at the terminal neither move its cursor nor hide a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from commands.terminal import tell, warn
from engine.values.visible import visible
from tests.peoples_words import words

COMMANDS = Path(__file__).parents[2] / "commands"
TELLING = [
    "status",
    "company",
    "directory",
    "importing",
    "import_talk",
    "link",
    "role",
    "token",
    "session",
    "person",
    "audit",
    "ask",
    "__main__",
]


@given(words)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_told_is_what_is_seen(capfd: pytest.CaptureFixture[str], text: str) -> None:
    tell(text)
    warn(text)
    told = capfd.readouterr()
    assert told.out == told.err == visible(text) + "\n"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told.out)


@pytest.mark.parametrize("name", TELLING)
def test_commands_that_tell_of_people_print_nothing_else(name: str) -> None:
    assert not re.search(r"(?<![\w.])print\(", (COMMANDS / f"{name}.py").read_text())
