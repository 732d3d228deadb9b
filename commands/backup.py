"""`./peisuan backup` and `restore`: the whole store in one file, by the database's own tools."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import URL, inspect, make_url

from commands.failure import Failure
from commands.opening import alone
from commands.postgres import POSTGRES_BIN
from engine.settings import Settings
from engine.store.database import Database
from engine.trust.audit import verify
from engine.trust.invariants import breaches
from engine.usecases.store import store_kind

MANIFEST, CONTENT = "manifest.json", "store"
FORMAT = 1


def backup(file: Annotated[Path, typer.Argument(help="the file to write")]) -> None:
    """Write the store into one file, as it is at one moment; people may go on working."""
    if file.exists():
        raise Failure(f"{file} exists already; name another file.")
    url = make_url(Settings().store_url)
    with tempfile.TemporaryDirectory(dir=_folder(file)) as folder:
        content = Path(folder) / CONTENT
        told = _told(url)
        _dump(url, content)
        manifest = {
            "format": FORMAT,
            "database": url.get_backend_name(),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": _sha256(content),
            **told,
        }
        (Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=1))
        packed = Path(folder) / "packed"
        with tarfile.open(packed, "w:gz") as archive:
            for name in (MANIFEST, CONTENT):
                archive.add(Path(folder) / name, name)
        packed.chmod(0o600)
        packed.replace(file)
    print(f"{file}: {manifest['requests']} requests, audit head {manifest['audit_head']}.")


def restore(
    file: Annotated[Path, typer.Argument(help="a file made by ./peisuan backup")],
    yes: Annotated[bool, typer.Option("--yes", help="put it in place of what is there")] = False,
) -> None:
    """Put a backup in place of the store, and check that it is whole. What was there is kept
    beside it first, as a backup of its own."""
    settings = Settings()
    url = make_url(settings.store_url)
    with alone(settings), tempfile.TemporaryDirectory(dir=_folder(file)) as folder:
        manifest = _unpack(file, Path(folder), url)
        if _holds_a_company(settings.store_url):
            if not yes:
                raise Failure("the store is not empty. Say --yes to put the backup in its place.")
            kept = file.with_name(f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.tar.gz")
            backup(kept)
        _load(url, Path(folder) / CONTENT)
    _check(settings.store_url, manifest)
    print(f"Restored {file}, made {manifest['made_at']}: ledger, requests and log are whole.")


def _folder(file: Path) -> Path:
    folder = file.absolute().parent
    if not folder.is_dir():
        raise Failure(f"the folder {folder} does not exist.")
    return folder


def _unpack(file: Path, folder: Path, url: URL) -> dict[str, Any]:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        content = folder / CONTENT
        whole = manifest["format"] == FORMAT and manifest["sha256"] == _sha256(content)
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise Failure(f"{file} is no backup of this program ({error}).") from error
    if not whole:
        raise Failure(f"{file} is damaged, or of another version; nothing was changed.")
    if manifest["database"] != url.get_backend_name():
        raise Failure(
            f"{file} is of {manifest['database']}, but the store here is "
            f"{url.get_backend_name()}. Set PEISUAN_DATABASE_URL accordingly."
        )
    return manifest


def _told(url: URL) -> dict[str, Any]:
    """What the backup is to contain, to be compared after a restore."""
    database = Database(url.render_as_string(hide_password=False))
    try:
        with database.reading() as session:
            report = verify(session)
            requests = session.connection().exec_driver_sql("SELECT COUNT(*) FROM request")
            return {"requests": requests.scalar(), "audit_head": report.head}
    finally:
        database.dispose()


def _holds_a_company(url: str) -> bool:
    database = Database(url)
    try:
        return inspect(database.engine).has_table("store_info") and bool(store_kind(database))
    finally:
        database.dispose()


def _check(url: str, manifest: dict[str, Any]) -> None:
    database = Database(url)
    try:
        database.migrate()
        with database.reading() as session:
            found = breaches(session)
            # The head was read before the copy was made: the log may have gone on meanwhile.
            report = verify(session, manifest["audit_head"])
    finally:
        database.dispose()
    if found:
        raise Failure(f"restored, but not whole: {found[0].code} at {found[0].subject}.")
    if report.code is not None:
        raise Failure("restored, but the audit log is not the one that was backed up.")


def _dump(url: URL, content: Path) -> None:
    if url.get_backend_name() == "sqlite":
        if not Path(url.database or "").exists():
            raise Failure("there is no store yet, so there is nothing to back up.")
        with (
            closing(sqlite3.connect(url.database or "")) as source,
            closing(sqlite3.connect(content)) as target,
        ):
            source.backup(target)
        return
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={content}")


def _load(url: URL, content: Path) -> None:
    if url.get_backend_name() == "sqlite":
        store = Path(url.database or "")
        store.parent.mkdir(parents=True, exist_ok=True)
        copy = store.with_name(store.name + ".restoring")
        shutil.copy(content, copy)
        for leftover in ("-wal", "-shm"):
            store.with_name(store.name + leftover).unlink(missing_ok=True)
        copy.replace(store)
        return
    _run(
        "pg_restore",
        url,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={url.database}",
        str(content),
    )


def _run(program: str, url: URL, *arguments: str) -> None:
    """One of PostgreSQL's own programs, with the connection in its environment."""
    found = shutil.which(program) or str(POSTGRES_BIN / program)
    environment = {
        **os.environ,
        "PGHOST": url.host or "",
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }
    try:
        subprocess.run(
            [found, *arguments], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise Failure(f"{program} is missing; install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise Failure(f"{program}: {error.stderr.strip().splitlines()[-1]}") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
