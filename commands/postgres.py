"""A PostgreSQL of our own for as long as it is needed, where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.ports import free_port

POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")


@contextmanager
def temporary_postgres(folder: Path) -> Iterator[str]:
    """The URL of a server whose data lie in `folder` and are worth nothing afterwards."""
    as_server = _unprivileged(folder)
    data, port = folder / "data", free_port()
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    initialise = [POSTGRES_BIN / "initdb", "-D", data, "-U", "peisuan", "-A", "trust"]
    subprocess.run([*as_server, *initialise], **quiet)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = [*as_server, POSTGRES_BIN / "pg_ctl", "-D", data]
    subprocess.run([*control, "-w", "-o", options, "-l", folder / "log", "start"], **quiet)
    try:
        yield f"postgresql+psycopg://peisuan@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package made a user for it."""
    if os.geteuid() != 0:
        return []
    for parent in (folder, *folder.parents):
        if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
            parent.chmod(0o755)
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]
