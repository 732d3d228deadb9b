"""The logs of the processes: added to at each start, and kept within bounds.

A process writes to its file by itself, so that its last words are there whatever becomes of
us, and nobody waits where we are stopped by Ctrl-Z. A file that is full is therefore copied
and emptied, as logrotate's `copytruncate` does.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from engine.logs import log_to
from engine.settings import Settings

MB = 2**20
# What the terminal is told; the file has the rest.
SHORT = logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S")


def opened(log: Path) -> BinaryIO:
    """The file to add to, which only we may read."""
    log.parent.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def log_supervision(settings: Settings) -> None:
    """What becomes of the processes is said at the terminal and kept in a file."""
    log = settings.logs / "up.log"
    opened(log).close()
    log_to(logging.FileHandler(log, encoding="utf-8"), "up", settings)
    terminal = logging.StreamHandler()
    terminal.setFormatter(SHORT)
    terminal.setLevel(logging.WARNING)
    logging.getLogger().addHandler(terminal)


def rotate_all(settings: Settings) -> None:
    """Keep every log of the installation within its bounds."""
    for log in settings.logs.glob("*.log"):
        rotate(log, settings.log_size * MB, settings.log_files)


def rotate(log: Path, size: int, count: int) -> None:
    """Where `log` has more than `size` bytes, begin it anew and keep what was there as `.1`;
    of earlier ones as many as make `count` with it."""
    if not log.exists() or log.stat().st_size <= size:
        return
    for number in range(count - 1, 0, -1):
        older = _numbered(log, number)
        if older.exists():
            older.replace(_numbered(log, number + 1))
    if count:
        shutil.copy(log, _numbered(log, 1))
    os.truncate(log, 0)


def _numbered(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
