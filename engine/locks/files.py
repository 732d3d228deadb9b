"""The lock as files of one folder: each holder keeps a file of its own locked."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from engine.locks.lock import Entered, Holder, Lock
from engine.private_files import FILE, make_folder

GATE = "gate"


class FileLock(Lock):
    """The system unlocks the file of a process that ends, even of one that is killed; what such
    a one left behind is removed by whoever comes next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def _gate(self) -> Iterator[None]:
        make_folder(self._folder)
        gate = _open(self._folder / GATE)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)

    def _living(self) -> list[Holder]:
        found = []
        for path in sorted(self._folder.glob("*.json")):
            file = _open(path)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
            except BlockingIOError:
                found.append(_read(path))
            finally:
                os.close(file)
        return found

    def _enter(self, holder: Holder) -> Entered:
        path = self._folder / f"{holder.process}-{secrets.token_hex(4)}.json"
        file = _open(path)
        fcntl.flock(file, fcntl.LOCK_EX)
        os.write(file, json.dumps({**asdict(holder), "since": holder.since.isoformat()}).encode())
        return _InFile(path, file)


class _InFile(Entered):
    def __init__(self, path: Path, file: int) -> None:
        self._path, self._file = path, file

    def lasts(self) -> bool:
        return True

    def leave(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE)


def _read(path: Path) -> Holder:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Holder(**{**kept, "since": datetime.fromisoformat(kept["since"])})
