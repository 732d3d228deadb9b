"""`./peisuan test`: what it runs for which words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from typer.testing import CliRunner

from commands import testing
from commands.app import app

Runs = list[list[str]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What would have been run, on a machine of two cores."""
    found: Runs = []
    monkeypatch.setattr(testing, "_run", found.append)
    monkeypatch.setattr(testing, "ensure_model", lambda _: None)
    monkeypatch.setattr(testing.os, "sched_getaffinity", lambda _: {0, 1})
    return found


def peisuan(words: Iterable[str]) -> int:
    return CliRunner().invoke(app, ["test", *words]).exit_code


def test_the_checks_come_first_and_the_tests_side_by_side(runs: Runs) -> None:
    assert peisuan(["--fast"]) == 0
    assert runs[:-1] == list(testing.CHECKS)
    assert runs[-1] == ["pytest", "--fast", *testing.side_by_side(2)]


def test_what_is_chosen_goes_to_one_process_and_is_not_checked(runs: Runs) -> None:
    peisuan(["--fast", "tests/engine", "-k", "money"])
    assert runs == [["pytest", "--fast", "tests/engine", "-k", "money"]]


@pytest.mark.parametrize(("cores", "processes"), [(2, "2"), (3, "3"), (64, "3")])
def test_each_core_has_a_process_up_to_three(cores: int, processes: str) -> None:
    assert testing.side_by_side(cores)[:2] == ["-n", processes]


def test_one_core_has_one_process() -> None:
    assert testing.side_by_side(1) == []


def test_the_command_fails_when_one_of_them_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "CHECKS", (["no_such_module"],))
    assert peisuan(["--fast"]) == 1
