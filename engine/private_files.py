"""Folders and files that nobody but their owner may read, and that are written whole or not at
all, whatever the process's own mask says."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TextIO

FOLDER, FILE = 0o700, 0o600


def make_folder(folder: Path) -> None:
    """With those above it that are missing."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=FOLDER, exist_ok=True)


def write_whole(file: Path, content: bytes) -> None:
    """In place of what was there: a crash leaves the one or the other, and nothing in between."""
    written = _written_beside(file, content)
    written.replace(file)
    sync(file.parent)


def opened_for_owner(file: Path) -> TextIO:
    """Where somebody wants a text of people's data: also a file that was there is its owner's alone
    from now on; the terminal stays as it is."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        os.fchmod(handle, FILE)
    return os.fdopen(handle, "w", encoding="utf-8")


def move_whole(written: Path, file: Path) -> None:
    """What somebody else wrote on the same disk, as `file`: readable by its owner alone, and there
    whole or not at all, even after a power cut."""
    written.chmod(FILE)
    sync(written)
    written.replace(file)
    sync(file.parent)


def write_first(file: Path, content: bytes) -> bool:
    """The same, unless somebody else was first; whether it was written."""
    written = _written_beside(file, content)
    try:
        os.link(written, file)
    except FileExistsError:
        return False
    finally:
        written.unlink()
    sync(file.parent)
    return True


def _written_beside(file: Path, content: bytes) -> Path:
    make_folder(file.parent)
    # Readable by its owner alone from the start.
    handle, path = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    with os.fdopen(handle, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(handle)
    return Path(path)


def sync(path: Path) -> None:
    """A file's content, or a folder's names, onto the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
