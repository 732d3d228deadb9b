"""The patterns of `words/bookings.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.language import read_toml, said_at

_WORDS = Path(__file__).parent / "words" / "bookings.toml"


@cache
def words(part: str, name: str) -> re.Pattern[str]:
    """The pattern of that name, in any language."""
    return re.compile("|".join(f"(?:{one})" for one in _listed(part, name)), re.IGNORECASE)


@cache
def each_of(part: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The same patterns one by one, where they name what they find."""
    return tuple(re.compile(one, re.IGNORECASE) for one in _listed(part, name))


def _listed(part: str, name: str) -> list[str]:
    return [one for said in said_at(read_toml(_WORDS), part, name) for one in said]


def found_in(part: str, name: str, text: str) -> Iterator[re.Match[str]]:
    for pattern in each_of(part, name):
        yield from pattern.finditer(text)
