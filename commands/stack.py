"""Rasa and the application as running processes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from commands import services
from commands.failure import Failure
from commands.model import ensure_model
from commands.opening import alone, home_held, opened, shared
from commands.own_store import make_own_store
from commands.supervising import TO_START, Supervised
from engine.api.setup_code import SetupCode
from engine.sample.loading import DEFAULT_EMPLOYEES
from engine.settings import Settings
from engine.usecases.store import company_today, fill_if_empty, store_kind

# Each has so long to end in order; the application answers what it has begun.
SECONDS_TO_END = 15


class Stack:
    """The two processes, which run from now on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._rasa = Supervised(services.rasa(settings))
        self._application = Supervised(services.application(settings))
        self.supervised = (self._rasa, self._application)
        for one in self.supervised:
            one.start()

    @property
    def rasa(self) -> subprocess.Popen[bytes]:
        return _running(self._rasa)

    @property
    def application(self) -> subprocess.Popen[bytes]:
        return _running(self._application)

    def wait_until_ready(self) -> None:
        """Return once both answer.

        Raises:
            Failure: one of them ended, or they do not answer in time.
        """
        deadline = time.monotonic() + TO_START
        while time.monotonic() < deadline:
            self.require_running()
            if is_ready(self.settings):
                return
            time.sleep(0.2)
        raise Failure(
            f"Rasa and the application did not answer within {TO_START:.0f} s; "
            f"see {self.settings.logs}"
        )

    def crash_application(self) -> None:
        """Kill the application as a power cut would, and start it again."""
        self.application.kill()
        self.application.wait()
        self._application.start()

    def pause_rasa(self, seconds: float) -> None:
        """End Rasa, and start it again that much later."""
        self._rasa.end(SECONDS_TO_END)
        time.sleep(seconds)
        self._rasa.start()
        self.wait_until_ready()

    def require_running(self) -> None:
        for one in self.supervised:
            if _running(one).poll() is not None:
                raise Failure(
                    f"{one.service.name} ended unexpectedly; its log is {one.service.log}"
                )

    def stop(self) -> None:
        """The application first: what it is answering, it answers with Rasa's help."""
        self._application.end(SECONDS_TO_END)
        self._rasa.end(SECONDS_TO_END)


def _running(one: Supervised) -> subprocess.Popen[bytes]:
    if one.process is None:
        raise Failure(f"{one.service.name} does not run; its log is {one.service.log}")
    return one.process


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
    require_free(settings.port, "PEISUAN_PORT")
    require_free(settings.rasa_port, "PEISUAN_RASA_PORT")
    with home_held(settings), shared(settings):
        stack = Stack(settings)
        try:
            stack.wait_until_ready()
            yield stack
        finally:
            stack.stop()


@contextmanager
def running_application(settings: Settings) -> Iterator[None]:
    """The application alone, for those who need its catalogue and no dialogue."""
    application = Supervised(services.application(settings))
    application.start()
    try:
        deadline = time.monotonic() + TO_START
        while not application.service.answers():
            if _running(application).poll() is not None or time.monotonic() > deadline:
                raise Failure(f"the application does not answer; see {settings.logs}")
            time.sleep(0.2)
        yield
    finally:
        application.end(SECONDS_TO_END)


def is_ready(settings: Settings) -> bool:
    """Whether the application answers, and Rasa behind it. (That the disk is full keeps nobody
    from starting, and from reading.)"""
    try:
        return httpx.get(f"{settings.application_url}/readyz", timeout=5).json()["rasa"] is True
    except (httpx.HTTPError, ValueError, KeyError):
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
