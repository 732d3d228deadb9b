"""Which concepts of the domain a sentence touches: `concepts.toml` is the lexicon."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from assistant.language import either
from assistant.understanding.quantities import read_quantities

LEXICON = Path(__file__).with_name("concepts.toml")
# Which quantities stand in a sentence does not depend on the day; only their values do.
ANY_DAY = date(2026, 1, 1)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The pattern of each concept in all languages."""
    lexicon = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    return {name: either(one) for name, one in lexicon.items()}


def concepts(text: str) -> list[str]:
    """The names of the concepts in `text`, and kinds of quantities."""
    found = [name for name, pattern in patterns().items() if pattern.search(text)]
    kinds = {f"a {one.entity}" for one in read_quantities(text, ANY_DAY)}
    return [*found, *sorted(kinds)]
