"""The words by which an analysis is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)


def says(name: str, text: str) -> bool:
    return mark(name).search(text) is not None


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
