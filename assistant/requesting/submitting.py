"""A yes to the summary as people say it: 交吧, 报上去, sned it off, go go."""

from __future__ import annotations

import re
from functools import cache

from assistant.requesting.words import listed, pattern, source

LONGEST = 40
_WORD = re.compile(r"[a-z']+")
# A word of fewer letters is no misspelling of another.
SHORTEST_MISSPELT = 4


def says_submit(text: str) -> bool:
    """Whether it tells to submit what was shown, and holds nothing else."""
    said = text.strip().lower()
    if not said or len(said) > LONGEST or pattern("submit", "asks").search(said):
        return False
    if not said.isascii():
        return bool(_joined().fullmatch(said)) and bool(_act().search(said))
    found = _WORD.findall(said)
    if not found or re.sub(r"[a-z'\s.,!~]", "", said):
        return False
    acts, beside = listed("submit", "spaced"), listed("submit", "spaced_beside")
    known = all(_is_one(word, (*acts, *beside)) for word in found)
    return known and (
        pattern("submit", "does").search(said) is not None
        or any(_is_one(word, acts) for word in found)
    )


@cache
def _joined() -> re.Pattern[str]:
    parts = f"{source('submit', 'joined')}|{source('submit', 'joined_beside')}"
    return re.compile(rf"(?:{parts}|[\W_])*", re.IGNORECASE)


@cache
def _act() -> re.Pattern[str]:
    return re.compile(source("submit", "joined"))


def _is_one(word: str, known: list[str] | tuple[str, ...]) -> bool:
    return word in known or any(_is_misspelt(word, one) for one in known)


def _is_misspelt(word: str, meant: str) -> bool:
    """Two neighbours changed places, or one letter is missing, doubled or another; the first
    stays."""
    if len(word) < SHORTEST_MISSPELT or word[0] != meant[0] or abs(len(word) - len(meant)) > 1:
        return False
    if sorted(word) == sorted(meant):
        return True
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    if len(longer) == len(shorter):
        return (
            len(word) > SHORTEST_MISSPELT
            and sum(a != b for a, b in zip(word, meant, strict=True)) == 1
        )
    return len(longer) > SHORTEST_MISSPELT and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
