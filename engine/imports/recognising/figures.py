"""Headings that name a thing and that the column is its target, or its result: 合格率目标, "Sales
actual", "Target units"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from engine.imports.amounts import plain
from engine.imports.kinds.kind import kinds
from engine.imports.recognising.headings import exact_matches
from engine.imports.recognising.periods import period_in

KIND, FIGURES = "kpi_results", ("target", "actual")
# A word that any other may end with says nothing of it.
SHORTEST, SHORTEST_HAN = 3, 2
_EDGE = " -_/:|·()（）[]"
# What may part a word from what stands before it: 合格率(目标).
_BEFORE = " -_/:|·(（["


@lru_cache(maxsize=20_000)
def figure_in(heading: str) -> tuple[str, str] | None:
    """What a heading is of, and whether it is the target or the actual result."""
    bare = heading.strip().rstrip(")）]")
    said = plain(bare)
    if len(said) != len(bare) or period_in(heading) is not None or _is_plain_figure(heading):
        return None
    for word, name in _words().items():
        for thing in (_before(bare, said, word), _behind(bare, said, word)):
            if thing and len(thing) > 1:
                return thing, name
    return None


def both_told(headings: Sequence[str]) -> frozenset[str]:
    """The things of which headings tell the target and the result."""
    told: dict[str, set[str]] = {}
    for heading in headings:
        if (found := figure_in(heading)) is not None:
            told.setdefault(found[0], set()).add(found[1])
    return frozenset(thing for thing, figures in told.items() if len(figures) == len(FIGURES))


def _is_plain_figure(heading: str) -> bool:
    """月度目标 is the target of whatever the row is of, and of no 月度."""
    return bool(exact_matches(KIND, heading).keys() & set(FIGURES))


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


@cache
def _words() -> Mapping[str, str]:
    """The words for targets and results, the longest first."""
    found = {
        plain(heading): name for name in FIGURES for heading in kinds()[KIND].fields[name].headings
    }
    long = {
        word: name
        for word, name in found.items()
        if len(word) >= (SHORTEST if word.isascii() else SHORTEST_HAN)
    }
    return dict(sorted(long.items(), key=lambda pair: -len(pair[0])))
