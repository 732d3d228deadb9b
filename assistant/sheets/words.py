"""The words of each language by which something is asked of what was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from assistant.language import is_spaced, languages_in, read_toml

HERE = Path(__file__).parent / "words"


def found(table: str, text: str) -> Iterator[tuple[str, int, int]]:
    """What of a table the text has: name, from where, to where."""
    for language in languages_in(text):
        for name, pattern in patterns(language, table).items():
            for match in pattern.finditer(text):
                yield name, match.start(), match.end()


def only_filler(text: str) -> bool:
    """Whether nothing is left of it but what says nothing by itself."""
    return not re.sub(r"[\W_]", "", without_filler(text))


def without_filler(text: str) -> str:
    for language in languages_in(text):
        for pattern in patterns(language, "filler").values():
            text = pattern.sub(" ", text)
    return text


@cache
def patterns(language: str, table: str) -> Mapping[str, re.Pattern[str]]:
    words: dict[str, str] = read_toml(HERE / f"{language}.toml").get(table, {})
    return {name: re.compile(_whole(language, one), re.IGNORECASE) for name, one in words.items()}


def _whole(language: str, words: str) -> str:
    """Where words stand apart, they end where they end."""
    return rf"(?<!\w)(?:{words})(?!\w)" if is_spaced(language) else words
