"""The two processes of an installation: how each is started, and asked whether it answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from ctypes import CDLL
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from commands.conversations import set_aside_if_damaged
from commands.environment import BOT, BOT_PYTHON
from commands.log_files import opened
from commands.model import RASA_ENVIRONMENT
from engine.settings import CHECKOUT, Settings

RASA, APPLICATION = "Rasa", "The application"
# prctl(2): the signal that the kernel sends once the parent is gone.
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, kw_only=True)
class Service:
    """One of them. `health` is the address that answers 200 while it works."""

    name: str
    command: Sequence[str]
    # Secrets are among them.
    environment: Mapping[str, str] = field(repr=False)
    health: str
    log: Path
    # What is looked after before each start.
    before: Callable[[], object] = field(default=lambda: None, repr=False)

    def start(self) -> subprocess.Popen[bytes]:
        """Start it as ours: it ends when we do, however that is. From the main thread alone:
        to the kernel the thread is the parent."""
        self.before()
        with opened(self.log) as log:
            # A session of its own: Ctrl-C reaches only us, and we end both in order.
            return subprocess.Popen(
                self.command,
                cwd=CHECKOUT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_ends_with(os.getpid()),
            )

    def answers(self, within: float = 5) -> bool:
        try:
            return httpx.get(self.health, timeout=within).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def rasa(settings: Settings) -> Service:
    command = [
        *(str(BOT_PYTHON), "-m", "rasa", "run"),
        *("--interface", settings.rasa_host, "--port", str(settings.rasa_port)),
        *("--model", str(settings.models.resolve() / "assistant.tar.gz")),
        *("--endpoints", str(BOT / "endpoints.yml")),
        *("--credentials", str(BOT / "credentials.yml")),
    ]
    environment = {
        **os.environ,
        **understanding_environment(settings),
        "PEISUAN_ACTION_URL": f"{_internal(settings)}/internal/actions",
        "PEISUAN_CHANNEL_SECRET": settings.secret("channel"),
        "PEISUAN_TRACKER_DB": str(settings.conversations),
        "PEISUAN_LOG_FORMAT": settings.log_format,
    }
    return Service(
        name=RASA,
        command=command,
        environment=environment,
        health=f"{settings.rasa_url}/webhooks/peisuan/",
        log=settings.logs / "rasa.log",
        before=partial(set_aside_if_damaged, settings.conversations),
    )


def application(settings: Settings) -> Service:
    return Service(
        name=APPLICATION,
        command=[sys.executable, "-m", "application.main"],
        environment={**os.environ, **_as_environment(settings)},
        health=f"{settings.application_url}/healthz",
        log=settings.logs / "application.log",
    )


def understanding_environment(settings: Settings) -> dict[str, str]:
    """What the pipeline needs to read the names of the store."""
    return {
        **RASA_ENVIRONMENT,
        "PEISUAN_CATALOGUE_URL": f"{_internal(settings)}/internal/catalogue",
        "PEISUAN_ACTION_SECRET": settings.secret("action"),
    }


def _internal(settings: Settings) -> str:
    """Where a worker finds the application."""
    return settings.internal_url.rstrip("/") or settings.application_url


def end(process: subprocess.Popen[bytes], within: float) -> None:
    """Ask a process to end, and kill it where it does not. One that is frozen hears nothing."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
    try:
        process.wait(timeout=within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _as_environment(settings: Settings) -> dict[str, str]:
    """The same settings for another process."""
    changed = settings.model_dump(exclude_defaults=True)
    changed |= {"home": settings.home.resolve(), "database_url": settings.store_url}
    return {f"PEISUAN_{name.upper()}": str(value) for name, value in changed.items()}


def _ends_with(parent: int) -> Callable[[], None] | None:
    """What a new process does first, so that the kernel kills it when `parent` dies, though it
    be by kill -9: nobody is left to hold the port and the store. Linux alone can do that."""
    if sys.platform != "linux":
        return None
    # Looked up now: between fork and exec there is little that one may do.
    prctl = CDLL(None, use_errno=True).prctl

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return tie
