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
from commands.services import APPLICATION, RASA
from commands.stack import is_ready
from engine.settings import Settings
from tests.emulators.up import process_at, running_up, until

pytestmark = pytest.mark.long


def settings_in(home: Path) -> Settings:
    return Settings(home=home, database_url="", port=free_port(), rasa_port=free_port())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def running(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    with running_up(settings) as process:
        yield process


@pytest.fixture(scope="module")
def kept_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Of one that is up again after each test."""
    settings = settings_in(tmp_path_factory.mktemp("kept-up"))
    with running_up(settings):
        yield settings


def is_replaced(port: int, before: int) -> bool:
    return process_at(port) not in (0, before)


@pytest.mark.parametrize(("port", "name"), [("port", APPLICATION), ("rasa_port", RASA)])
def test_what_was_killed_is_started_again(kept_up: Settings, port: str, name: str) -> None:
    before = process_at(getattr(kept_up, port))
    os.kill(before, signal.SIGKILL)
    until(lambda: is_replaced(getattr(kept_up, port), before))
    until(lambda: is_ready(kept_up))
    assert f"{name} ended (signal 9)" in (kept_up.logs / "up.log").read_text()


def test_what_is_frozen_is_started_again(kept_up: Settings) -> None:
    """Both at once, since it takes twenty seconds to tell."""
    before = {port: process_at(port) for port in (kept_up.port, kept_up.rasa_port)}
    for frozen in before.values():
        os.kill(frozen, signal.SIGSTOP)
    for port, frozen in before.items():
        until(lambda port=port, frozen=frozen: is_replaced(port, frozen))
    until(lambda: is_ready(kept_up))
    said = (kept_up.logs / "up.log").read_text()
    assert all(f"{name} did not answer for" in said for name in (APPLICATION, RASA))


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
    with running_up(settings) as process:
        assert is_ready(settings)
        # Its logs are added to at the next start.
        log = (settings.logs / "application.log").read_text()
        assert log.count("Started server process") == 2
        _frozen_ones_die_too(settings, process)


def _frozen_ones_die_too(settings: Settings, running: subprocess.Popen[str]) -> None:
    frozen = psutil.Process(process_at(settings.rasa_port))
    frozen.suspend()
    running.kill()
    until(lambda: not frozen.is_running() or frozen.status() == psutil.STATUS_ZOMBIE)
    assert process_at(settings.rasa_port) == 0
