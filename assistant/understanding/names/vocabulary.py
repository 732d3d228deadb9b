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
    """The words of `kind` in `language`, the longest first. Chinese lists are split at spaces,
    Latin ones, whose words hold spaces, at bars."""
    text = _lists()[kind][language]
    parts = re.split(r"[|\n]", text) if language == "en" else text.split()
    return sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True)


def any_of(kind: str, language: str) -> str:
    """An alternation of all words of `kind`."""
    return "|".join(re.escape(word) for word in words(kind, language))


def patterns_of(kind: str, language: str) -> str:
    """The entry of `kind` as the regular expression it is."""
    return _lists()[kind][language].strip()
