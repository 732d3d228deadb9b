"""The patterns of `words/spoken.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import value_of

WORDS = Path(__file__).parent / "words" / "spoken.toml"
# A number as people write one of people or days.
NUMBER = Patterns(__file__)["number"]


@cache
def words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def pattern(written: str) -> re.Pattern[str]:
    """A pattern of the file; `{n}` in it is any number."""
    return re.compile(written.replace("{n}", NUMBER), re.IGNORECASE)


def first_of(patterns: tuple[str, ...] | list[str], text: str) -> re.Match[str] | None:
    """Where the first of the patterns that fits does."""
    return next((found for one in patterns if (found := pattern(one).search(text))), None)


def count_of(said: str) -> int:
    """What a number comes to; it matches NUMBER."""
    return int(value_of(said) or 0)
