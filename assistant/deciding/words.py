"""The words of all languages by which messages amid a decision are read, beside those of
`assistant.deciding.meaning`: a table of `assistant/words/decision_*.toml` as one pattern."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.deciding.meaning import WORDS
from assistant.language import LANGUAGES, is_spaced, read_toml

ANYWHERE, WHOLE = "(?:{})", r"(?<!\w)(?:{})(?!\w)"


@cache
def pattern(table: str, name: str, *, whole: bool = False) -> re.Pattern[str]:
    """What fits the line `name` of `table` in any language; `whole`: words whole, where they
    stand apart."""
    parts = []
    for language in LANGUAGES:
        listed = words(language, table, name)
        if listed:
            form = WHOLE if whole and is_spaced(language) else ANYWHERE
            parts.append(form.format("|".join(sorted(listed, key=len, reverse=True))))
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def words(language: str, table: str, name: str) -> tuple[str, ...]:
    """A line as it is written; nothing where the language has none."""
    return tuple(_tables(language).get(table, {}).get(name, ()))


@cache
def _tables(language: str) -> dict[str, dict[str, Any]]:
    return read_toml(WORDS / f"decision_{language}.toml")
