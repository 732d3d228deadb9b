"""Both processes are kept up: what ended or does not answer is started again."""

from __future__ import annotations

import logging
import signal
import subprocess
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from commands.supervising import LONGEST_PAUSE, MANY, SILENT, TO_START, WELL, Supervised


@dataclass
class FakeProcess:
    returncode: int | None = None
    killed: bool = False

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self.killed = True

    def wait(self, timeout: float | None = None) -> int:
        return self.returncode or 0


@dataclass
class FakeService:
    """Starts processes that answer, unless told otherwise."""

    name: str = "Rasa"
    log: Path = Path("/logs/rasa.log")
    well: bool = True
    started: list[FakeProcess] = field(default_factory=list)

    def start(self) -> FakeProcess:
        self.started.append(FakeProcess())
        return self.started[-1]

    def answers(self) -> bool:
        return self.well


class Place:
    """A process that is looked at each second of a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.service = FakeService()
        self.supervised = Supervised(self.service, lambda: self.now)  # type: ignore[arg-type]
        self.supervised.start()
        self.pass_by(1)

    @property
    def process(self) -> FakeProcess:
        return self.service.started[-1]

    def pass_by(self, seconds: float) -> None:
        until = self.now + seconds
        while self.now < until:
            self.now += 1
            self.supervised.look()

    def starts_when_it_always_ends(self, seconds: int) -> list[float]:
        """When it was started, if each process ends at once."""
        found, known = [], len(self.service.started)
        for _ in range(seconds):
            self.process.returncode = 1
            self.pass_by(1)
            if len(self.service.started) > known:
                known = len(self.service.started)
                found.append(self.now)
        return found


@pytest.fixture
def place() -> Place:
    return Place()


def test_one_that_is_well_is_left_alone(place: Place) -> None:
    place.pass_by(600)
    assert len(place.service.started) == 1


def test_one_that_ended_is_started_again(place: Place) -> None:
    place.process.returncode = -signal.SIGKILL
    place.pass_by(3)
    assert len(place.service.started) == 2


def test_one_that_is_silent_is_killed_and_started_again(place: Place) -> None:
    frozen = place.process
    place.service.well = False
    place.pass_by(SILENT + 1)
    assert frozen.killed
    place.pass_by(2)
    assert len(place.service.started) == 2


def test_a_short_silence_is_none(place: Place) -> None:
    place.service.well = False
    place.pass_by(SILENT - 1)
    place.service.well = True
    place.pass_by(SILENT)
    assert len(place.service.started) == 1


def test_one_that_was_started_may_take_its_time(place: Place) -> None:
    place.process.returncode = 1
    place.service.well = False
    place.pass_by(TO_START - 1)
    assert len(place.service.started) == 2
    place.pass_by(8)
    assert len(place.service.started) == 3


def test_pauses_double_up_to_a_minute(place: Place) -> None:
    starts = place.starts_when_it_always_ends(400)
    pauses = [later - earlier for earlier, later in pairwise(starts)]
    assert pauses[:6] == [3, 5, 9, 17, 33, LONGEST_PAUSE + 1]
    assert set(pauses[6:]) == {LONGEST_PAUSE + 1}


def test_after_it_was_well_for_a_while_it_is_started_at_once_again(place: Place) -> None:
    place.starts_when_it_always_ends(200)
    place.pass_by(LONGEST_PAUSE + WELL + 5)
    known = len(place.service.started)
    place.process.returncode = 1
    place.pass_by(3)
    assert len(place.service.started) == known + 1


def test_each_restart_is_told_with_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.process.returncode = -signal.SIGKILL
    place.pass_by(4)
    assert caplog.messages == [
        "Rasa ended (signal 9); it is started again in 1 s. Its log: /logs/rasa.log",
        "Rasa answers again.",
    ]


def test_after_many_tries_it_is_said_that_it_will_not_mend_itself(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    place.starts_when_it_always_ends(100)
    said = [one.getMessage() for one in caplog.records if one.levelno == logging.ERROR]
    assert said[0].startswith(f"Rasa was started {MANY} times and does not stay up.")
    assert "/logs/rasa.log" in said[0]


def test_a_process_that_hears_nothing_is_killed_in_the_end() -> None:
    from commands.services import end

    deaf = "trap '' TERM; echo deaf; while :; do sleep 1; done"
    process = subprocess.Popen(["sh", "-c", deaf], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"deaf\n"
    end(process, 0.5)
    process.stdout.close()
    assert process.returncode == -signal.SIGKILL
