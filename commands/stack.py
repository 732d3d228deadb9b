"""Rasa and the application as running processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from commands.environment import BOT, BOT_PYTHON
from commands.failure import Failure
from commands.model import RASA_ENVIRONMENT, ensure_model
from commands.opening import alone, home_held, opened, shared
from commands.own_store import make_own_store
from engine.api.setup_code import SetupCode
from engine.sample.loading import DEFAULT_EMPLOYEES
from engine.settings import CHECKOUT, Settings
from engine.usecases.store import company_today, fill_if_empty, store_kind

SECONDS_TO_START = 120


@dataclass
class Stack:
    """The two processes; either one's end is the end of both."""

    settings: Settings
    rasa: subprocess.Popen[bytes]
    application: subprocess.Popen[bytes]

    def wait_until_ready(self) -> None:
        """Return once both answer.

        Raises:
            Failure: one of them ended, or they do not answer in time.
        """
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            self.require_running()
            if is_ready(self.settings):
                return
            time.sleep(0.2)
        raise Failure(
            f"Rasa and the application did not answer within {SECONDS_TO_START} s; "
            f"see {self.settings.logs}"
        )

    def crash_application(self) -> None:
        """Kill the application as a power cut would, and start it again."""
        self.application.kill()
        self.application.wait()
        self.application = _start_application(self.settings)

    def pause_rasa(self, seconds: float) -> None:
        """End Rasa, and start it again that much later."""
        self.rasa.terminate()
        self.rasa.wait()
        time.sleep(seconds)
        self.rasa = _start_rasa(self.settings)
        self.wait_until_ready()

    def require_running(self) -> None:
        for name, process in (("Rasa", self.rasa), ("The application", self.application)):
            if process.poll() is not None:
                log = self.settings.logs / f"{name.split()[-1].lower()}.log"
                raise Failure(f"{name} ended unexpectedly; its log is {log}")

    def stop(self) -> None:
        for process in (self.application, self.rasa):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.application, self.rasa):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def prepare(
    settings: Settings,
    employees: int = DEFAULT_EMPLOYEES,
    story: bool = False,
    own: bool = False,
) -> None:
    """Everything before the start: the model, the tables, and in an empty store the sample (with
    a `story` over it where one is wanted), unless it is for a company's own data."""
    ensure_model(settings)
    if own:
        make_own_store(settings)
    elif not SetupCode(settings).is_open:
        prepare_store(settings, employees)
        if story:
            prepare_story(settings)


def prepare_store(settings: Settings, employees: int = DEFAULT_EMPLOYEES) -> None:
    with opened(settings) as database:
        if store_kind(database) is not None:
            return
        with alone(settings):
            fill_if_empty(database, settings.today or company_today(database), employees)
    print(f"The store was empty: loaded the sample company ({employees} people).", file=sys.stderr)


def prepare_story(settings: Settings) -> None:
    """The demonstration's story, over a sample company in which nobody did anything yet."""
    # Here, since it loads most of the engine, which no other command should wait for.
    from engine.sample.story import tell_story

    with opened(settings) as database:
        if tell_story(database, settings.today or company_today(database)):
            print("Laid a story over it: what its people did so far.", file=sys.stderr)


@contextmanager
def running(settings: Settings) -> Iterator[Stack]:
    """Both processes, ready to answer, for as long as the context lasts.

    Raises:
        Failure: a port is in use, or a process does not come up.
    """
    for port, variable in (
        (settings.port, "PEISUAN_PORT"),
        (settings.rasa_port, "PEISUAN_RASA_PORT"),
    ):
        require_free(port, variable)
    with home_held(settings), shared(settings):
        settings.logs.mkdir(parents=True, exist_ok=True)
        stack = Stack(settings, _start_rasa(settings), _start_application(settings))
        try:
            stack.wait_until_ready()
            yield stack
        finally:
            stack.stop()


@contextmanager
def running_application(settings: Settings) -> Iterator[None]:
    """The application alone, for those who need its catalogue and no dialogue."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    application = _start_application(settings)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(settings):
            if application.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"the application does not answer; see {settings.logs}")
            time.sleep(0.2)
        yield
    finally:
        application.terminate()
        application.wait()


def _answers(settings: Settings) -> bool:
    try:
        return httpx.get(f"{settings.application_url}/healthz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def understanding_environment(settings: Settings) -> dict[str, str]:
    """What the pipeline needs to read the names of the store."""
    return {
        **RASA_ENVIRONMENT,
        "PEISUAN_CATALOGUE_URL": f"{settings.application_url}/internal/catalogue",
        "PEISUAN_ACTION_SECRET": settings.secret("action"),
    }


def is_ready(settings: Settings) -> bool:
    """Whether the application answers that it and Rasa are ready."""
    try:
        return httpx.get(f"{settings.application_url}/readyz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def require_free(port: int, variable: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"port {port} is in use. Stop what uses it, or set {variable} to another port."
            ) from error


def _start_rasa(settings: Settings) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **understanding_environment(settings),
        "PEISUAN_ACTION_URL": f"http://127.0.0.1:{settings.port}/internal/actions",
        "PEISUAN_CHANNEL_SECRET": settings.secret("channel"),
        "PEISUAN_TRACKER_DB": str(settings.home.resolve() / "conversations.sqlite"),
    }
    model = settings.models.resolve() / "assistant.tar.gz"
    return _start(
        [
            str(BOT_PYTHON),
            "-m",
            "rasa",
            "run",
            "--interface",
            "127.0.0.1",
            "--port",
            str(settings.rasa_port),
            "--model",
            str(model),
            "--endpoints",
            str(BOT / "endpoints.yml"),
            "--credentials",
            str(BOT / "credentials.yml"),
        ],
        settings,
        "rasa",
        environment,
    )


def _as_environment(settings: Settings) -> dict[str, str]:
    """The same settings for another process."""
    changed = settings.model_dump(exclude_defaults=True)
    changed |= {"home": settings.home.resolve(), "database_url": settings.store_url}
    return {f"PEISUAN_{name.upper()}": str(value) for name, value in changed.items()}


def _start_application(settings: Settings) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **_as_environment(settings)}
    return _start(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "application.main:app",
            "--host",
            settings.host,
            "--port",
            str(settings.port),
            "--no-access-log",
        ],
        settings,
        "application",
        environment,
    )


def _start(
    command: list[str], settings: Settings, name: str, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    log = (settings.logs / f"{name}.log").open("wb")
    # A session of its own: Ctrl-C reaches only us, and we end both in order.
    return subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
