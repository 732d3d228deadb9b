"""On which of Kirkpatrick's levels something was measured, by what it is called."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from engine.imports.amounts import plain


def level_told(text: str) -> str | None:
    """The level of a measure, if its words tell one alone."""
    said = plain(text)
    found = {level for level, words in _words().items() if any(word in said for word in words)}
    return found.pop() if len(found) == 1 else None


@cache
def _words() -> dict[str, list[str]]:
    path = Path(__file__).parent / "evaluation_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
