"""The words of each language by which people and trainings are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from assistant.language import languages_in, read_toml

HERE = Path(__file__).parent / "words"


def says(table: str, name: str, text: str) -> bool:
    return any(True for _ in matches(table, name, text))


def named(table: str, text: str) -> list[str]:
    """What of a table is said."""
    found = [
        name
        for language in languages_in(text)
        for name, pattern in _patterns(language, table).items()
        if pattern.search(text)
    ]
    return list(dict.fromkeys(found))


def matches(table: str, name: str, text: str) -> Iterator[re.Match[str]]:
    for language in languages_in(text):
        pattern = _patterns(language, table).get(name)
        if pattern is not None:
            yield from pattern.finditer(text)


@cache
def _patterns(language: str, table: str) -> Mapping[str, re.Pattern[str]]:
    words: dict[str, str] = read_toml(HERE / f"{language}.toml").get(table, {})
    return {name: re.compile(one, re.IGNORECASE) for name, one in words.items()}
