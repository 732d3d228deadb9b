"""Which kind of thing is declined: told by its words, where one kind is ahead of the others.

The kinds are those by which the sentences of these capabilities are sorted. Likeness to the
sentences and a classifier for the kinds were tried (docs/decisions.md): a sentence of one kind
has too little in common with the others but its word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.capabilities import CAPABILITIES
from assistant.language import fallbacks, is_written_together, read_toml

DECLINED = frozenset(one.name for one in CAPABILITIES.values() if one.declines)
HERE = Path(__file__).parent
# How much more words of a kind of what the message was taken for count than those of the other.
OWN = 2


def family_of(text: str, capability: str, language: str) -> str | None:
    """The kind, as `capability.kind`; None where none is ahead."""
    plain = unicodedata.normalize("NFKC", text).lower()
    said: Counter[str] = Counter()
    for family, words in _words(language).items():
        letters = len({place for one in words.finditer(plain) for place in range(*one.span())})
        said[family] = letters * (OWN if family.startswith(f"{capability}.") else 1)
    (first, most), (_, second) = said.most_common(2)
    return first if most > second else None


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    files = (HERE / f"{one}.toml" for one in fallbacks(language))
    tables = next(read_toml(one) for one in files if one.exists())
    return {
        f"{capability}.{family}": _pattern(words)
        for capability, families in tables.items()
        for family, words in families.items()
    }


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Longer words first; one that is written with spaces begins where a word begins."""
    longest = sorted((one.lower() for one in words), key=len, reverse=True)
    return re.compile("|".join(_begins(one) + re.escape(one) for one in longest))


def _begins(word: str) -> str:
    return "" if is_written_together(word) else r"(?<![a-z0-9])"
