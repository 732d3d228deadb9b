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
from engine.settings import CHECKOUT

POSTGRES = Path("/usr/lib/postgresql")
CHECKS = (["-m", "ruff", "check", "."], ["-m", "ruff", "format", "--check", "."], ["-m", "mypy"])


Fast = Annotated[bool, typer.Option("--fast", help="Leave out Rasa, browsers and PostgreSQL.")]


def test(context: typer.Context, fast: Fast = False) -> None:  # noqa: PT028
    """Check the code and run the tests; further arguments go to pytest."""
    if not fast:
        ensure_bot_environment()
        _install_missing()
    if not context.args:
        for check in CHECKS:
            _run([sys.executable, *check])
    _run([sys.executable, "-m", "pytest", *(["--fast"] if fast else []), *context.args])


def _install_missing() -> None:
    """Debian's Chromium and PostgreSQL, where they are missing and we may install them."""
    missing = [] if shutil.which("chromium") else ["chromium", "fonts-noto-cjk"]
    missing += [] if POSTGRES.exists() else ["postgresql"]
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(missing)} …", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", *missing],
        check=False,
        **quiet,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


def _run(command: list[str]) -> None:
    status = subprocess.run(command, cwd=CHECKOUT, check=False).returncode
    if status != 0:
        sys.exit(status)
