"""Headings that name a thing and which of a kind's fields of it the column holds: 合格率目标, "Sales
actual", "First aid - expiry date"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from engine.imports.amounts import plain
from engine.imports.kinds.kind import kinds
from engine.imports.recognising.headings import exact_matches
from engine.imports.recognising.periods import period_in

# How a wide form says that its columns are such.
PARTS = "parts"
# A word that any other may end with says nothing of it.
SHORTEST, SHORTEST_HAN = 3, 2
# So many fields of a thing tell that it is one.
FEW = 2
_EDGE = " -_/:|·()（）[]"
# What may part a word from what stands before it: 合格率(目标).
_BEFORE = " -_/:|·(（["

Part = tuple[str, str]


@lru_cache(maxsize=2_000)
def parts_of(kind: str, headings: tuple[str, ...]) -> Mapping[str, Part]:
    """By heading, the thing and its field, where several fields of the thing are told."""
    found = {one: part for one in headings if (part := _part_in(kind, one)) is not None}
    told: dict[str, set[str]] = {}
    for thing, field in found.values():
        told.setdefault(thing, set()).add(field)
    return {one: part for one, part in found.items() if len(told[part[0]]) >= FEW}


def has_parts(kind: str) -> bool:
    return bool(_fields(kind))


@lru_cache(maxsize=20_000)
def _part_in(kind: str, heading: str) -> Part | None:
    """What a heading is of, and which field of it."""
    bare = heading.strip().rstrip(")）]")
    said = plain(bare)
    # 月度目标 is the target of whatever the row is of, and of no 月度.
    if len(said) != len(bare) or exact_matches(kind, heading) or period_in(heading) is not None:
        return None
    for word, name in _words(kind).items():
        for thing in (_before(bare, said, word), _behind(bare, said, word)):
            if len(thing) > 1 and not exact_matches(kind, thing):
                return thing, name
    return None


def _before(bare: str, said: str, word: str) -> str:
    """What stands before a word at the end."""
    if not said.endswith(word) or said == word:
        return ""
    rest = bare[: -len(word)]
    is_apart = not word.isascii() or rest[-1] in _EDGE
    return rest.rstrip(_BEFORE).strip() if is_apart else ""


def _behind(bare: str, said: str, word: str) -> str:
    if not said.startswith(word) or said == word:
        return ""
    rest = bare[len(word) :]
    return rest.lstrip(_EDGE).strip() if not word.isascii() or rest[0] in _EDGE else ""


def _fields(kind: str) -> Sequence[str]:
    return [name for wide in kinds()[kind].wide if wide.read_as == PARTS for name in wide.parts]


@cache
def _words(kind: str) -> Mapping[str, str]:
    """The words for the fields, the longest first."""
    found = {
        plain(heading): name
        for name in _fields(kind)
        for heading in kinds()[kind].fields[name].headings
    }
    long = {
        word: name
        for word, name in found.items()
        if len(word) >= (SHORTEST if word.isascii() else SHORTEST_HAN)
    }
    return dict(sorted(long.items(), key=lambda pair: -len(pair[0])))
