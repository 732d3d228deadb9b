"""The file of a backup: the store as its database's tools wrote it, and a manifest."""

from __future__ import annotations

import hashlib
import json
import tarfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.failure import Failure
from engine.private_files import move_whole

MANIFEST, CONTENT = "manifest.json", "store"
FORMAT = 1
# What reading one may raise that was cut off, changed, or never was one.
UNREADABLE = (OSError, EOFError, tarfile.TarError, zlib.error, ValueError, KeyError, TypeError)


def pack(folder: Path, file: Path, told: dict[str, Any]) -> dict[str, Any]:
    """The content in `folder`, with what is told of it, as one file; returns the manifest."""
    manifest = {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": _sha256(folder / CONTENT),
        **told,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    packed = folder / "packed"
    with tarfile.open(packed, "w:gz") as archive:
        for name in (MANIFEST, CONTENT):
            archive.add(folder / name, name)
    move_whole(packed, file)
    return manifest


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """The manifest of a file whose content now lies in `folder`.

    Raises:
        Failure: it is damaged, or no backup.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["format"] == FORMAT and manifest["sha256"] == _sha256(folder / CONTENT)
    except UNREADABLE as error:
        raise Failure(
            f"{file} is damaged, or no backup of this program ({error}); nothing was changed."
        ) from error
    if not whole:
        raise Failure(f"{file} is damaged, or of another version; nothing was changed.")
    return manifest


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
