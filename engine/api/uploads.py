"""Files as a form sends them."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, UploadFile

from engine.imports.grid.limits import BYTES, too_big
from engine.usecases.imports.views import GivenFile

MOST_FILES = 100
GivenFiles = Annotated[list[UploadFile], File(max_length=MOST_FILES)]


def given_files(files: list[UploadFile]) -> list[GivenFile]:
    """All of them together are as big as one may be.

    Raises:
        InvalidInput: they are too big.
    """
    left, found = BYTES, []
    for one in files:
        content = one.file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_big(one.filename or "", "bytes", BYTES)
        found.append(GivenFile(_name(one.filename), content))
    return found


def _name(said: str | None) -> str:
    """Without folders and what cannot be stored."""
    bare = (said or "").replace("\\", "/").rpartition("/")[2].replace("\x00", "")
    return bare.strip()[-200:] or "file"
