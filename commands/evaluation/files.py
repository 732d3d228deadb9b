"""Reading evaluation files: JSON lines, each with the keys of its kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands.failure import Failure


def read_lines(file: Path, required: tuple[str, ...]) -> list[dict[str, Any]]:
    """The objects of `file`, one a line.

    Raises:
        Failure: no such file, a line that is not a JSON object, or one that lacks a key.
    """
    if not file.is_file():
        raise Failure(f"there is no file {file}.")
    lines: list[dict[str, Any]] = []
    for number, text in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if text.strip():
            lines.append(_read_line(file, number, text, required))
    if not lines:
        raise Failure(f"{file} is empty.")
    return lines


def _read_line(file: Path, number: int, text: str, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except json.JSONDecodeError as error:
        raise Failure(f"{file}, line {number}: not JSON ({error.msg}).") from error
    missing = [key for key in required if not isinstance(line, dict) or key not in line]
    if missing:
        raise Failure(f"{file}, line {number}: lacks {', '.join(missing)}.")
    return dict(line)
