"""The words of each language by which something is asked of what was shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "words"
LANGUAGES = ("zh", "en")
_CHINESE = re.compile(r"[一-鿿]")


def found(table: str, text: str) -> Iterator[tuple[str, int, int]]:
    """What of a table the text has: name, from where, to where."""
    for language in languages_of(text):
        for name, pattern in patterns(language, table).items():
            for match in pattern.finditer(text):
                yield name, match.start(), match.end()


def languages_of(text: str) -> tuple[str, ...]:
    return LANGUAGES if _CHINESE.search(text) else ("en",)


def only_filler(text: str) -> bool:
    """Whether nothing is left of it but what says nothing by itself."""
    for language in languages_of(text):
        text = patterns(language, "filler")["words"].sub(" ", text)
    return not re.sub(r"[\W_]", "", text)


@cache
def patterns(language: str, table: str) -> Mapping[str, re.Pattern[str]]:
    words: dict[str, str] = _words(language)[table]
    return {name: re.compile(_whole(language, one), re.IGNORECASE) for name, one in words.items()}


def _whole(language: str, words: str) -> str:
    """English words end where they end."""
    return words if language == "zh" else rf"(?<!\w)(?:{words})(?!\w)"


@cache
def _words(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
