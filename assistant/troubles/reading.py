"""By what words a trouble is told, and what is said of it afterwards: `words.toml`, `notions.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.language import either

# A sentence of more signs says something of its own.
LONGEST_ANSWER = 60
HERE = Path(__file__).parent


def says(kind: str, text: str) -> bool:
    return bool(_pattern(kind).search(text))


def asked_for(kind: str) -> str:
    """The capability that words of this kind ask for."""
    return _read("words")[kind]["capability"]


def tells_trouble(text: str) -> bool:
    """Whether it tells of something that goes wrong, or that people cannot do; no question for a
    figure does."""
    if says("asks", text):
        return False
    bad, unable = says("bad", text), says("unable", text)
    if says("plea", text) and (bad or unable):
        return True
    return (bad and says("often", text)) or (
        unable and (says("theirs", text) or says("often", text))
    )


def leaves_it(text: str) -> bool:
    """Whether somebody knows no name, leaves it to us, or only wants it cheap."""
    kinds = ("unknowing", "leaves", "cheap")
    return len(text) <= LONGEST_ANSWER and any(says(one, text) for one in kinds)


def notions_in(text: str) -> tuple[tuple[str, ...], ...]:
    """What it speaks of, each by all words for it."""
    said = text.lower()
    return tuple(words for words, pattern in _notions() if pattern.search(said))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return either(_read("words")[kind])


@cache
def _notions() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (tuple(words), re.compile("|".join(rf"(?<![a-z]){re.escape(one)}" for one in words)))
        for words in _read("notions").values()
    )


@cache
def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
