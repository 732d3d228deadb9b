"""Where words of a table stand in a text."""

from __future__ import annotations

from pathlib import Path

from assistant.asking.aspects import compiled_words
from assistant.language import languages_in, read_toml


def place_of(file: Path, table: str, text: str) -> int | None:
    """Where the first of them ends; None where none is said."""
    words = read_toml(file)[table]
    ends = [
        found.end()
        for language in languages_in(text)
        if words.get(language) and (found := compiled_words(words[language]).search(text))
    ]
    return min(ends, default=None)
