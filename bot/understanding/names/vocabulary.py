"""The words of `vocabulary.toml`, as patterns that match the longest of them first."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

VOCABULARY = Path(__file__).with_name("vocabulary.toml")


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))


def words(kind: str, language: str) -> list[str]:
    """The words of `kind` in `language`, the longest first."""
    text = _lists()[kind][language]
    parts = re.split(r"[|\n]", text) if language == "en" else text.split()
    if language == "zh":
        parts = _rejoin_latin(parts)
    return sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True)


def _rejoin_latin(parts: list[str]) -> list[str]:
    """Chinese lists are split at spaces; "power bi" and "aws认证" are single words there too."""
    return [part for part in parts if len(part) > 1 or part >= "\u4e00"]


def any_of(kind: str, language: str) -> str:
    """An alternation of all words of `kind`."""
    return "|".join(re.escape(word) for word in words(kind, language))


def patterns_of(kind: str, language: str) -> str:
    """The entry of `kind` as the regular expression it is."""
    return _lists()[kind][language].strip()
