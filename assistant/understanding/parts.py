"""The sentences of a message, each of which may do something of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from assistant.language import either

_WORDS = tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))
# Behind a sign that ends a sentence; a full stop does so only before a blank.
_ENDED = re.compile(r"(?<=[。！？!?；;\n])(?![。！？!?；;\n])|(?<=[^\W\d]{2}\.|\d{2}\.)(?=\s)")
_ANOTHER = either(_WORDS["another"])
_BEFORE = "，,、"
MOST = 5


def parts_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, without the blanks around it; none where the message
    is one, or has so many that it tells a story."""
    another = (one.start() for one in _ANOTHER.finditer(text) if _begins(text, *one.span()))
    ends = {*(found.start() for found in _ENDED.finditer(text)), *another, len(text)}
    found = list(_spans(text, sorted(ends)))
    return found if 1 < len(found) <= MOST else []


def _begins(text: str, start: int, end: int) -> bool:
    """Whether a clause begins there that says more than these words."""
    before = text[:start]
    begins = before.rstrip().endswith(tuple(_BEFORE)) or before[-1:].isspace()
    return begins and any(one.isalnum() for one in text[end:])


def _spans(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in ends:
        part = text[begin:end]
        if any(character.isalnum() for character in part):
            start = begin + len(part) - len(part.lstrip())
            yield start, start + len(part.strip())
            begin = end
