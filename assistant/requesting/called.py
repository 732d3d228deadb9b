"""Which course of the catalogue is meant by words that are not quite its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.requesting.words import source
from engine.queries.catalogue import CatalogueName

# In so many signs one may be wrong.
SIGNS_PER_SLIP = {True: 6, False: 4}
SHORTEST, SHORTEST_PART = 2, 4
_WORD = re.compile(r"[a-z]{3,}|[^\W\d_a-z]+", re.IGNORECASE)


def course_called(said: str, names: Iterable[CatalogueName]) -> CatalogueName | None:
    """The one course whose name holds all the words, or is written nearly so; None where there
    is none, or more than one."""
    plain = plain_name(said)
    if len(plain) < SHORTEST:
        return None
    known = list(names)
    same = [one for one in known if plain_name(one.name) == plain]
    holding = [one for one in known if _holds(plain_name(one.name), plain)]
    like = [one for one in known if _is_like(plain_name(one.name), plain)]
    for found in (same, holding, like):
        if len({one.code for one in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def plain_name(name: str) -> str:
    """Without what every training is called."""
    return " ".join(re.sub(r"[\W_]+", " ", _generic().sub(" ", name.casefold())).split())


def _holds(name: str, said: str) -> bool:
    """By more than one word of it, which alone may be of anything (the team, 管理)."""
    words = _WORD.findall(said)
    if said.isascii():
        return len(words) > 1 and set(words) <= set(_WORD.findall(name))
    signs = "".join(words)
    return len(signs) >= SHORTEST_PART and signs in "".join(_WORD.findall(name))


def _is_like(name: str, said: str) -> bool:
    slips = len(said) // SIGNS_PER_SLIP[said.isascii()]
    return abs(len(name) - len(said)) <= slips and _distance(name, said) <= slips


def _distance(one: str, other: str) -> int:
    """How many signs are to be put in, left out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row = row, [at]
        for n, meant in enumerate(other, 1):
            row.append(min(before[n] + 1, row[-1] + 1, before[n - 1] + (sign != meant)))
    return row[-1]


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(source("line", "generic"), re.IGNORECASE)
