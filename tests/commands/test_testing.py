"""`./peisuan test`: what it runs for which words."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands import testing
from commands.app import app_for

Runs = list[list[str]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What would have been run, on a machine of two cores."""
    found: Runs = []
    monkeypatch.setattr(testing, "_run", found.append)
    monkeypatch.setattr(testing, "ensure_bot_environment", lambda: None)
    monkeypatch.setattr(testing, "_install_missing", lambda: None)
    monkeypatch.setattr(testing, "TYPES", [sys.executable, "-c", ""])
    monkeypatch.setattr(testing.os, "sched_getaffinity", lambda _: {0, 1})
    return found


def peisuan(words: Iterable[str]) -> int:
    return CliRunner().invoke(app_for("test"), ["test", *words]).exit_code


def test_the_checks_come_first_and_the_tests_side_by_side(runs: Runs) -> None:
    assert peisuan(["--fast"]) == 0
    assert runs[:-1] == list(testing.CHECKS)
    assert runs[-1] == ["pytest", "--fast", *testing.side_by_side(2)]


def trainer(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(testing, "TRAINER", [sys.executable, "-c", program])


def test_the_tests_run_beside_the_training(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tested = tmp_path / "tested"
    trainer(
        monkeypatch,
        f"import pathlib, time\nwhile not pathlib.Path({str(tested)!r}).exists(): time.sleep(0.01)",
    )
    monkeypatch.setattr(testing, "_run", lambda module: "pytest" in module and tested.touch())
    assert peisuan([]) == 0


def test_it_fails_when_the_training_does(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer(monkeypatch, "raise SystemExit(3)")
    assert peisuan([]) == 3
    assert runs[-1][0] == "pytest"


def test_it_fails_when_types_do_and_says_why(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "print('one.py: error'); raise SystemExit(3)"
    monkeypatch.setattr(testing, "TYPES", [sys.executable, "-c", program])
    done = CliRunner().invoke(app_for("test"), ["test", "--fast"])
    assert (done.exit_code, "one.py: error" in done.output) == (3, True)
    assert runs[-1][0] == "pytest"


def test_one_core_trains_first(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer(monkeypatch, "raise SystemExit(3)")
    monkeypatch.setattr(testing.os, "sched_getaffinity", lambda _: {0})
    assert peisuan([]) == 3
    assert runs == []


def test_a_check_that_fails_ends_the_training(
    monkeypatch: pytest.MonkeyPatch, runs: Runs, tmp_path: Path
) -> None:
    trainer(monkeypatch, "import time; time.sleep(60)")
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        testing.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[0]
    )
    monkeypatch.setattr(testing, "_run", lambda _: sys.exit(1))
    assert peisuan([]) == 1
    assert started[0].wait(timeout=10) == -signal.SIGTERM


def test_what_is_chosen_goes_to_one_process_and_is_not_checked(runs: Runs) -> None:
    peisuan(["--fast", "tests/engine", "-k", "money"])
    assert runs == [["pytest", "--fast", "tests/engine", "-k", "money"]]


@pytest.mark.parametrize(("cores", "processes"), [(2, "2"), (3, "3"), (64, "3")])
def test_each_core_has_a_process_up_to_three(cores: int, processes: str) -> None:
    assert testing.side_by_side(cores)[:2] == ["-n", processes]


def test_one_core_has_one_process() -> None:
    assert testing.side_by_side(1) == []


def test_our_code_is_compiled_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(testing.NO_BYTECODE, "1")
    monkeypatch.setattr(testing, "CHECKOUT", tmp_path)
    (tmp_path / "one.py").touch()
    (tmp_path / "tried.py").write_text("import one")
    testing._run(["tried"])
    assert list(tmp_path.rglob("one.*.pyc"))


def test_the_command_fails_when_one_of_them_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "CHECKS", (["no_such_module"],))
    assert peisuan(["--fast"]) == 1
