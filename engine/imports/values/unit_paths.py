"""Texts that name a unit together with those above it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection

from engine.imports.values.spelling import folded, unit_key

# Nobody has these in a unit's name; a slash and a dash many have.
SURE = re.compile(r"\s*[\\>→»›|]+\s*")
SLASH = re.compile(r"\s*/+\s*")
DASHES = tuple(re.compile(rf"\s*{mark}\s*") for mark in "_-–—")
# So many units, of which one alone has a slash, have it in its name.
MANY = 3
NEVER = re.compile(r"(?!)")


class Paths:
    """How a column writes paths: with what between, as its own texts and the known units prove.

    `unclear` are texts with a slash that nothing proves to part two units: "Sales/Marketing". A
    single one among many without is a name, and `kept`: IT/IS.
    """

    def __init__(self, texts: Collection[str], known: Callable[[str], bool]) -> None:
        self._known = known
        texts = {folded(text) for text in texts if text}
        self.unclear: frozenset[str] = frozenset()
        self.kept: str | None = None
        self._between = NEVER
        self._firsts: frozenset[str] | None = None
        if any(SURE.search(text) for text in texts):
            self._between = SURE
        elif slashed := {text for text in texts if "/" in text and not known(text)}:
            if any(text.startswith("/") for text in slashed) or self._recurs(texts):
                self._between = SLASH
            elif len(slashed) == 1 and len(texts) > MANY:
                self.kept = min(slashed)
            else:
                self.unclear = frozenset(slashed)
        else:
            for dash in DASHES:
                if firsts := self._firsts_of_dashed(texts, dash):
                    self._between, self._firsts = dash, firsts
                    break

    def trust_slashes(self) -> None:
        """Somebody said that they do part units."""
        self._between, self.unclear = SLASH, frozenset()

    def trust_names(self) -> None:
        """Somebody said that they belong to the names."""
        self.unclear = frozenset()

    def parts(self, text: str) -> tuple[str, ...]:
        """The names from the top down; of what is no path, the text alone."""
        text = folded(text)
        if not text:
            return ()
        found = split(text, self._between)
        whole = len(found) > 1 and self._known(text) and self._between is not SURE
        if whole or (self._firsts is not None and unit_key(found[0]) not in self._firsts):
            return (text,)
        return found

    def _recurs(self, texts: Collection[str]) -> bool:
        """Whether a part is a known unit or is met again: on its own, above or below another."""
        firsts, lasts, alone = self._counted(texts, SLASH)
        above = any(times > 1 or one in alone or self._known(one) for one, times in firsts.items())
        return above or any(len(others) > 1 or self._known(one) for one, others in lasts.items())

    def _firsts_of_dashed(self, texts: Collection[str], dash: re.Pattern[str]) -> frozenset[str]:
        """Names before a dash that are units for sure: there on their own, above a path that is
        there on its own, or with the same names behind the dash as others have."""
        firsts, lasts, alone = self._counted(texts, dash)
        found = {first for first in firsts if first in alone or self._known(first)}
        if max(map(len, lasts.values()), default=0) > 1:
            found |= {first for first, times in firsts.items() if times > 1}
        paths = {tuple(map(unit_key, split(text, dash))) for text in texts}
        found |= {path[0] for path in paths if len(path) > 2 and path[:-1] in paths}
        return frozenset(found)

    def _counted(
        self, texts: Collection[str], between: re.Pattern[str]
    ) -> tuple[Counter[str], dict[str, set[str]], set[str]]:
        """First parts, the first parts by their last ones, and the texts that are no paths."""
        firsts: Counter[str] = Counter()
        lasts: dict[str, set[str]] = defaultdict(set)
        alone = set()
        for text in texts:
            first, *rest = map(unit_key, split(text, between))
            if rest:
                firsts[first] += 1
                lasts[rest[-1]].add(first)
            else:
                alone.add(first)
        return firsts, lasts, alone


def split(text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    """The parts that are not empty; at least one."""
    return tuple(part for part in between.split(text) if part) or (text,)


def all_readings(text: str) -> list[tuple[str, ...]]:
    """Everything that a text can name: a unit of that name first, then paths."""
    found = [(text,), *(split(text, between) for between in (SURE, SLASH, *DASHES))]
    return list(dict.fromkeys(found))
