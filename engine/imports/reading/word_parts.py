"""What a text of a word field means by the words in it: 补考合格 is 合格, "Completed (Exempt)" is
completed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.imports.amounts import plain

# A sentence says anything; a word of one letter stands in any.
LONGEST, SHORTEST = 40, 3
SHORTEST_HAN = 2
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|\S")


def meant_by_parts(text: str, spelt: Mapping[str, Sequence[str]]) -> str | None:
    """The only value whose spellings stand in a text; None where there are none, where they are
    of several values, or where the text denies what they say."""
    bare = plain(text)
    if len(bare) > LONGEST:
        return None
    found = [
        (at, at + len(one), value)
        for value, texts in spelt.items()
        for one in texts
        if one in bare
        for at in _places(one, bare)
    ]
    widest = [one for one in found if not any(_is_within(one, other) for other in found)]
    if len({value for *_, value in widest}) != 1:
        return None
    rest = "".join(
        letter if not any(first <= at < last for first, last, _ in widest) else " "
        for at, letter in enumerate(bare)
    )
    return None if _denies(rest) else widest[0][2]


def _places(word: str, bare: str) -> list[int]:
    """Where a spelling stands, as a word of its own where blanks part words."""
    if not word.isascii():
        return list(_found(word, bare)) if len(word) >= SHORTEST_HAN else []
    if len(word) < SHORTEST:
        return []
    return [
        at
        for at in _found(word, bare)
        if not bare[at - 1 : at].isalnum() and not bare[at + len(word) :][:1].isalnum()
    ]


def _found(word: str, bare: str) -> Iterator[int]:
    at = bare.find(word)
    while at >= 0:
        yield at
        at = bare.find(word, at + len(word))


def _is_within(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one[:2] != other[:2]


def _denies(rest: str) -> bool:
    words = set(_WORDS.findall(rest))
    return any(one in words if one.isascii() or " " in one else one in rest for one in _denials())


@cache
def _denials() -> tuple[str, ...]:
    said = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple(one for language in said["denials"].values() for one in language)
