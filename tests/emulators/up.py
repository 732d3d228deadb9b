"""`./peisuan up` with the stand-in for Rasa, as a process of its own.

python -m tests.emulators.up
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from commands import services, stack
from commands.stack import is_ready
from commands.up import up
from engine.settings import CHECKOUT, Settings
from tests.emulators.rasa import stand_in


@contextmanager
def running_up(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """`up` over the store of these settings, ready; what it says can be read from it."""
    environment = {
        **os.environ,
        "PEISUAN_HOME": str(settings.home),
        "PEISUAN_PORT": str(settings.port),
        "PEISUAN_RASA_PORT": str(settings.rasa_port),
    }
    with subprocess.Popen(
        [sys.executable, "-m", __spec__.name],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            until(lambda: is_ready(settings) or process.poll() is not None)
            assert process.poll() is None, process.stdout and process.stdout.read()
            yield process
        finally:
            if process.poll() is None:
                process.terminate()


def until(holds: Callable[[], bool], within: float = 180) -> None:
    """Wait until it does."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.1)


def process_at(port: int) -> int:
    """Who listens there; 0 for nobody."""
    import psutil

    for one in psutil.net_connections("tcp"):
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port and one.pid:
            return int(one.pid)
    return 0


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    # Tests that run in the background hand on that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    services.rasa = stand_in
    stack.ensure_model = lambda _: None  # type: ignore[assignment]
    up(story=False)
