"""`./peisuan test`: the checks and every test, with what they need installed first; with
`--fast` the checks and the tests that need no Rasa, no browser and no PostgreSQL."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from commands.environment import ensure_bot_environment
from engine.settings import CHECKOUT

POSTGRES = Path("/usr/lib/postgresql")
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
TRAINER = [sys.executable, "-m", "commands.model"]
MOST_PROCESSES = 3
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


Fast = Annotated[bool, typer.Option("--fast", help="Leave out Rasa, browsers and PostgreSQL.")]


def test(context: typer.Context, fast: Fast = False) -> None:  # noqa: PT028
    """Check the code and run the tests; further arguments go to pytest."""
    if not fast:
        ensure_bot_environment()
        _install_missing()
    if context.args:
        _run(["pytest", *(["--fast"] if fast else []), *context.args])
        return
    options = side_by_side(len(os.sched_getaffinity(0)))
    with nullcontext() if fast else _training(beside=bool(options)):
        for check in CHECKS:
            _run(check)
        _run(["pytest", *(["--fast"] if fast else []), *options])


@contextmanager
def _training(beside: bool) -> Iterator[None]:
    """The model is trained before the first test that talks, which takes longer than a test may:
    beside the checks and the other tests, where there is a core for it.

    Training uses one core; `tests/side_by_side.py` puts off what needs the model.
    """
    # No moving sign of its progress amidst what the tests print.
    plain = {**os.environ, "TTY_COMPATIBLE": "0"}
    trainer = subprocess.Popen(TRAINER, cwd=CHECKOUT, env=plain, start_new_session=True)
    try:
        if not beside:
            _require(trainer.wait())
        yield
        _require(trainer.wait())
    finally:
        # A check that fails does not wait for it, nor for what it has started.
        if trainer.poll() is None:
            os.killpg(trainer.pid, signal.SIGTERM)


def side_by_side(cores: int) -> list[str]:
    """pytest's options to use the machine's cores, each by a process of its own."""
    if cores == 1:
        return []
    # The third helps while the first waits for the assistant; a fourth has nothing to do.
    number = str(min(cores, MOST_PROCESSES))
    return ["-n", number, "-p", "tests.side_by_side", "--no-loadscope-reorder"]


def _install_missing() -> None:
    """Debian's Chromium, PostgreSQL and Redis, where they are missing and we may install them."""
    missing = [] if shutil.which("chromium") else ["chromium", "fonts-noto-cjk"]
    missing += [] if POSTGRES.exists() else ["postgresql"]
    missing += [] if shutil.which("redis-server") else ["redis-server"]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(missing)} …", file=sys.stderr)
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", *missing]):
        command = ["apt-get", *words]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=unasked)


def _run(module: list[str]) -> None:
    command = [sys.executable, "-m", *module]
    _require(subprocess.run(command, cwd=CHECKOUT, check=False, env=_environment()).returncode)


def _environment() -> dict[str, str]:
    """Whoever writes no bytecode would have each process compile all our code anew."""
    return {name: value for name, value in os.environ.items() if name != NO_BYTECODE}


def _require(status: int) -> None:
    if status != 0:
        sys.exit(status)
