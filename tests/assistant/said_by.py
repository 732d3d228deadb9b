"""Which files of ours say a phrase: by its key, or by a key that they put together."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.sources import SOURCES, python_files

# Where phrases are said.
SPEAKING = ("actions", "application", "assistant", "channels")
# What a part that is filled in may be.
FILLED = "[a-z_]+"


@cache
def _by_key() -> dict[str, set[Path]]:
    """The files that have a text just so."""
    found: dict[str, set[Path]] = defaultdict(set)
    for file, tree in _trees():
        for one in ast.walk(tree):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                found[one.value].add(file)
    return found


@cache
def _put_together() -> dict[str, list[tuple[re.Pattern[str], Path]]]:
    """What keys may be that are put together, with the files that do it, by how they begin."""
    found: dict[str, list[tuple[re.Pattern[str], Path]]] = defaultdict(list)
    for file, tree in _trees():
        for one in ast.walk(tree):
            if isinstance(one, ast.JoinedStr) and isinstance(one.values[0], ast.Constant):
                pattern = re.compile("".join(map(_part, one.values)))
                found[str(one.values[0].value)].append((pattern, file))
    return found


def _part(one: ast.expr) -> str:
    return re.escape(str(one.value)) if isinstance(one, ast.Constant) else FILLED


@cache
def _trees() -> list[tuple[Path, ast.Module]]:
    return list(_read())


def _read() -> Iterator[tuple[Path, ast.Module]]:
    for file in python_files(*SPEAKING):
        yield file.relative_to(SOURCES), ast.parse(file.read_text(encoding="utf-8"))


def users(key: str) -> set[Path]:
    """The files that have the key."""
    return _by_key().get(key, set())


@cache
def makers(key: str) -> set[Path]:
    """The files that may put it together."""
    beginnings = (one for one in _put_together() if key.startswith(one))
    return {
        file
        for one in beginnings
        for pattern, file in _put_together()[one]
        if pattern.fullmatch(key)
    }
