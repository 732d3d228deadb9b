"""The words by which an analysis is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import read_toml
from assistant.understanding.patterns import Patterns
from assistant.understanding.taken import took

_SAID = Patterns(__file__)
# Of whom and of what nothing is told.
UNTOLD = ("unkept_side", "new_people", "shifts")


def says(name: str, text: str) -> bool:
    return took(mark(name).search(text)) is not None


@cache
def every_mark() -> tuple[re.Pattern[str], ...]:
    """All words by which an analysis is asked for."""
    names = read_toml(Path(__file__).with_suffix(".toml"))
    return tuple(mark(name) for name in names if name not in UNTOLD)


@cache
def mark(name: str) -> re.Pattern[str]:
    return _SAID.compiled(name)


def without_names(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """The words beside the things of the catalogue that are named: no mark is part of a name."""
    letters = list(text)
    for one in entities:
        if one.get("code") and one.get("start") is not None:
            letters[one["start"] : one["end"]] = "\ue000" * (one["end"] - one["start"])
    return "".join(letters)
