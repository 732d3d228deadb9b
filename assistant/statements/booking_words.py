"""The patterns of `words/bookings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words" / "bookings.toml"


@cache
def words(part: str, name: str) -> re.Pattern[str]:
    """The pattern of that name, in either language."""
    said = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[part][name]
    return re.compile("|".join(f"(?:{one})" for one in said), re.IGNORECASE)


@cache
def each_of(part: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The same patterns one by one, where they name what they find."""
    said = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[part][name]
    return tuple(re.compile(one, re.IGNORECASE) for one in said)


def found_in(part: str, name: str, text: str) -> Iterator[re.Match[str]]:
    for pattern in each_of(part, name):
        yield from pattern.finditer(text)
