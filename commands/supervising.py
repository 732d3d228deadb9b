"""Keeping both processes up: what ended or does not answer is started again.

None of the kept supervisors asks a process over HTTP whether it answers, and each is a daemon
with a configuration of its own; see docs/decisions.md.
"""

from __future__ import annotations

import logging
import subprocess
import time
from collections.abc import Callable, Sequence

from commands.services import Service, end

logger = logging.getLogger(__name__)

# Seconds. How long it may take until a process answers for the first time, and how long one
# that answered may be silent before it counts as frozen.
TO_START, SILENT = 120.0, 20.0
# Between two tries, doubled each time; from the start again after it was well for a while.
FIRST_PAUSE, LONGEST_PAUSE, WELL = 1.0, 60.0, 120.0
# After so many tries it is said that this will not mend itself.
MANY = 5


class Supervised:
    """One process. `look` is called again and again, and does what is to be done by then."""

    def __init__(self, service: Service, clock: Callable[[], float] = time.monotonic) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self._clock = clock
        self._tries = 0
        self._next_at = self._began_at = self._answered_at = 0.0
        self._answered = False

    def start(self) -> None:
        self.process = self.service.start()
        self._began_at = self._answered_at = self._clock()
        self._answered = False

    def look(self) -> None:
        if self.process is None:
            if self._clock() >= self._next_at:
                self.start()
        elif self.process.poll() is not None:
            self._again(f"ended ({_how(self.process.returncode)})")
        elif self.service.answers():
            self._is_well()
        elif self._silence() > (SILENT if self._answered else TO_START):
            self._again(f"did not answer for {self._silence():.0f} s")

    def end(self, within: float) -> None:
        if self.process is not None:
            end(self.process, within)

    def _is_well(self) -> None:
        now = self._clock()
        if not self._answered and self._tries:
            logger.warning("%s answers again.", self.service.name)
        elif now - self._began_at > WELL:
            self._tries = 0
        self._answered, self._answered_at = True, now

    def _silence(self) -> float:
        return self._clock() - self._answered_at

    def _again(self, why: str) -> None:
        assert self.process is not None, "what never ran did not fail"
        # Without asking: it is dead or does not listen.
        self.process.kill()
        self.process.wait()
        self.process = None
        pause = min(FIRST_PAUSE * 2**self._tries, LONGEST_PAUSE)
        self._tries += 1
        self._next_at = self._clock() + pause
        logger.warning(
            "%s %s; it is started again in %.0f s. Its log: %s",
            self.service.name,
            why,
            pause,
            self.service.log,
        )
        if self._tries >= MANY and self._tries % MANY == 0:
            logger.error(
                "%s was started %d times and does not stay up. It is tried on, but this will "
                "hardly mend itself: look at the end of %s, and at ./peisuan doctor.",
                self.service.name,
                self._tries,
                self.service.log,
            )


def keep_up(
    supervised: Sequence[Supervised],
    stopped: Callable[[float], bool],
    besides: Callable[[], None],
) -> None:
    """Look at each until `stopped`, which waits so many seconds; `besides` is done each time."""
    while not stopped(1):
        for one in supervised:
            one.look()
        besides()


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
