"""Which files are a copy of the store, and of which moment: written when all of them are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from engine.private_files import write_whole

NAME = "copy.json"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A table, after it had been changed so often."""

    version: int
    file: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`store` is its identity, `shape` what its tables look like."""

    store: str
    shape: str
    taken_at: datetime
    parts: Mapping[str, Part]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts.values())


_FORM = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """The copy that lies in `folder`; None where there is none that can be read."""
    try:
        return _FORM.validate_json((folder / NAME).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    write_whole(folder / NAME, _FORM.dump_json(manifest))
