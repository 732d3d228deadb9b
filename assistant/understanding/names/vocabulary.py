"""The words of `vocabulary.toml`, as patterns that match the longest of them first."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.language import LANGUAGES, is_spaced

VOCABULARY = Path(__file__).with_name("vocabulary.toml")


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))


def words(kind: str, *, spaced: bool) -> list[str]:
    """The words of `kind` in the languages that part words by spaces, or in those that do not; the
    longest first. Lists of these are split at spaces, others, whose words hold spaces, at bars."""
    parts = [
        part.strip()
        for text in _of(kind, spaced)
        for part in (re.split(r"[|\n]", text) if spaced else text.split())
    ]
    return sorted({part for part in parts if part}, key=lambda part: (-len(part), part))


def any_of(kind: str, *, spaced: bool) -> str:
    """An alternation of all words of `kind`."""
    return "|".join(re.escape(word) for word in words(kind, spaced=spaced))


def patterns_of(kind: str, *, spaced: bool) -> str:
    """The entries of `kind` as the regular expressions they are."""
    return "|".join(text.strip() for text in _of(kind, spaced))


def _of(kind: str, spaced: bool) -> list[str]:
    said = _lists()[kind]
    return [said[one] for one in LANGUAGES if said.get(one) and is_spaced(one) == spaced]
