"""`./peisuan test`: the checks and every test, with what they need installed first; with
`--fast` the checks and the tests that need no Rasa, no browser and no PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.environment import ensure_bot_environment
from commands.model import ensure_model
from engine.settings import CHECKOUT, Settings

POSTGRES = Path("/usr/lib/postgresql")
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
MOST_PROCESSES = 3


Fast = Annotated[bool, typer.Option("--fast", help="Leave out Rasa, browsers and PostgreSQL.")]


def test(context: typer.Context, fast: Fast = False) -> None:  # noqa: PT028
    """Check the code and run the tests; further arguments go to pytest."""
    if not fast:
        ensure_bot_environment()
        _install_missing()
    if not context.args:
        for check in CHECKS:
            _run(check)
        if not fast:
            # Here, and not in the first test that talks: training takes longer than a test may.
            ensure_model(Settings())
    options = context.args or side_by_side(len(os.sched_getaffinity(0)))
    _run(["pytest", *(["--fast"] if fast else []), *options])


def side_by_side(cores: int) -> list[str]:
    """pytest's options to use the machine's cores, each by a process of its own."""
    if cores == 1:
        return []
    # The third helps while the first waits for the assistant; a fourth has nothing to do.
    number = str(min(cores, MOST_PROCESSES))
    return ["-n", number, "-p", "tests.side_by_side", "--no-loadscope-reorder"]


def _install_missing() -> None:
    """Debian's Chromium and PostgreSQL, where they are missing and we may install them."""
    missing = [] if shutil.which("chromium") else ["chromium", "fonts-noto-cjk"]
    missing += [] if POSTGRES.exists() else ["postgresql"]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(missing)} …", file=sys.stderr)
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", *missing]):
        command = ["apt-get", *words]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=unasked)


def _run(module: list[str]) -> None:
    command = [sys.executable, "-m", *module]
    status = subprocess.run(command, cwd=CHECKOUT, check=False).returncode
    if status != 0:
        sys.exit(status)
