"""`./peisuan up` as a process, with a stand-in for Rasa: it keeps both up, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from commands.ports import free_port
from commands.stack import is_ready
from engine.settings import Settings
from tests.emulators.up import process_at, running_up, until

pytestmark = pytest.mark.long


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url="", port=free_port(), rasa_port=free_port())


@pytest.fixture
def running(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    with running_up(settings) as process:
        yield process


def is_replaced(port: int, before: int) -> bool:
    return process_at(port) not in (0, before)


@pytest.mark.parametrize("port", ["port", "rasa_port"])
def test_what_was_killed_is_started_again(
    settings: Settings, running: subprocess.Popen[str], port: str
) -> None:
    before = process_at(getattr(settings, port))
    os.kill(before, signal.SIGKILL)
    until(lambda: is_replaced(getattr(settings, port), before))
    until(lambda: is_ready(settings))
    assert "ended (signal 9)" in (settings.logs / "up.log").read_text()


@pytest.mark.parametrize("port", ["port", "rasa_port"])
def test_what_is_frozen_is_started_again(
    settings: Settings, running: subprocess.Popen[str], port: str
) -> None:
    before = process_at(getattr(settings, port))
    os.kill(before, signal.SIGSTOP)
    until(lambda: is_replaced(getattr(settings, port), before))
    until(lambda: is_ready(settings))
    assert "did not answer for" in (settings.logs / "up.log").read_text()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_ends_both(
    settings: Settings, running: subprocess.Popen[str], how: signal.Signals
) -> None:
    both = [psutil.Process(process_at(port)) for port in (settings.port, settings.rasa_port)]
    running.send_signal(how)
    assert running.wait(30) == 0
    assert not any(one.is_running() for one in both)


def test_killed_it_leaves_nobody_and_is_up_again_at_once(settings: Settings) -> None:
    with running_up(settings) as process:
        process.kill()
        process.wait()
    with running_up(settings):
        assert is_ready(settings)


def test_frozen_ones_die_with_it_too(settings: Settings, running: subprocess.Popen[str]) -> None:
    frozen = psutil.Process(process_at(settings.rasa_port))
    frozen.suspend()
    running.kill()
    until(lambda: not frozen.is_running() or frozen.status() == psutil.STATUS_ZOMBIE)
    assert process_at(settings.rasa_port) == 0


def test_logs_are_added_to_at_the_next_start(settings: Settings) -> None:
    for _ in range(2):
        with running_up(settings):
            pass
    assert (settings.logs / "application.log").read_text().count("Started server process") == 2
