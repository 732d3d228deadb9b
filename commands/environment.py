"""Rasa's own environment, made from its hashed lock when that has changed."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from commands.encoder import ensure_encoder
from commands.failure import Failure
from commands.progress import step
from engine.settings import CHECKOUT

BOT = CHECKOUT / "bot"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"
_LOCK = BOT / "requirements.lock"
_STAMP = BOT / ".venv" / ".made-from"
# The tests and the training beside them may both find that it is to be made.
_MAKING = BOT / ".venv.lock"


def ensure_bot_environment() -> None:
    """Install what Rasa needs; does nothing when it is there.

    Raises:
        Failure: the packages could not be installed.
    """
    if not _is_made():
        with FileLock(_MAKING):
            # Another may have made it meanwhile.
            if not _is_made():
                with step("Making Rasa's environment (about 2 GB on disk; a minute or two)"):
                    _make_environment()
    ensure_encoder(_uv())


def _is_made() -> bool:
    return _STAMP.exists() and filecmp.cmp(_LOCK, _STAMP, shallow=False)


def _make_environment() -> None:
    uv = _uv()
    if not BOT_PYTHON.exists():
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(BOT / ".venv")])
    _run(
        [
            uv,
            "pip",
            "sync",
            "--quiet",
            "--compile-bytecode",
            "--require-hashes",
            str(_LOCK),
            "--python",
            str(BOT_PYTHON),
        ]
    )
    shutil.copy(_LOCK, _STAMP)


def _uv() -> str:
    uv = os.environ.get("PEISUAN_UV", "")
    if uv and Path(uv).exists():
        return uv
    tools = CHECKOUT / ".tools"
    _run([sys.executable, "-m", "venv", str(tools)])
    _run([str(tools / "bin" / "pip"), "install", "--quiet", "uv>=0.5,<1"])
    return str(tools / "bin" / "uv")


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode != 0:
        raise Failure("Rasa's environment could not be installed (see above).")
