"""A PostgreSQL of our own for as long as it is needed, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from commands.ports import free_port

POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def temporary_postgres(folder: Path) -> Iterator[str]:
    """The URL of a server whose data lie in `folder` and are worth nothing afterwards."""
    as_server = _unprivileged(folder)
    data, port = folder / "data", free_port()
    _run([*as_server, POSTGRES_BIN / "initdb", "-D", data, "-U", "peisuan", "-A", "trust"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control: list[str | Path] = [*as_server, POSTGRES_BIN / "pg_ctl", "-D", data]
    _run([*control, "-w", "-o", options, "-l", folder / "log", "start"])
    try:
        yield f"postgresql+psycopg://peisuan@127.0.0.1:{port}/postgres"
    finally:
        _run([*control, "-m", "immediate", "stop"])


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package made a user for it."""
    if os.geteuid() != 0:
        return []
    for parent in (folder, *folder.parents):
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: Sequence[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
