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
from tempfile import TemporaryFile
from typing import Annotated

import typer

from commands.environment import ensure_bot_environment
from engine.settings import CHECKOUT

POSTGRES = Path("/usr/lib/postgresql")
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."])
TYPES = [sys.executable, "-m", "mypy"]
TRAINER = [sys.executable, "-m", "commands.model"]
MOST_PROCESSES = 3
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


Fast = Annotated[bool, typer.Option("--fast", help="Leave out Rasa, browsers and PostgreSQL.")]


def test(context: typer.Context, fast: Fast = False) -> None:  # noqa: PT028
    """Check the code and run the tests; further arguments go to pytest."""
    pytest = ["pytest", *(["--fast"] if fast else [])]
    if context.args:
        if not fast:
            ensure_bot_environment()
            _install_missing()
        _run([*pytest, *context.args])
        return
    options = side_by_side(len(os.sched_getaffinity(0)))
    with nullcontext() if fast else _beside(TRAINER, first=not options):
        if not fast:
            _install_missing()
        for check in CHECKS:
            _run(check)
        with _beside(TYPES, first=not options):
            _run([*pytest, *options])


@contextmanager
def _beside(command: list[str], *, first: bool) -> Iterator[None]:
    """What uses one core is done beside the tests, and fails with them; `first` where there is no
    core for it. What it said stands below what they say.

    The model is trained so (with Rasa's environment made before): it takes longer than a test may;
    `tests/side_by_side.py` puts off what needs it.
    """
    # No moving sign of its progress amidst what the tests print.
    plain = {**_environment(), "TTY_COMPATIBLE": "0"}
    with TemporaryFile() as said:
        output = None if first else said
        one = subprocess.Popen(
            command, cwd=CHECKOUT, env=plain, start_new_session=True, stdout=output, stderr=output
        )
        try:
            if first:
                _require(one.wait())
            yield
            _require(one.wait())
        finally:
            # A check that fails does not wait for it, nor for what it has started.
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGTERM)
            said.seek(0)
            print(said.read().decode(errors="replace"), end="", file=sys.stderr)


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
