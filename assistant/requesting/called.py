"""Which course of the catalogue is meant by words that are not quite its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from assistant.requesting.words import source
from engine.queries.catalogue import CatalogueName

# So like a name that but a sign or two are wrong.
LIKE = 0.8
SHORTEST = 2
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
    like = [one for one in known if _likeness(plain_name(one.name), plain) >= LIKE]
    for found in (same, holding, like):
        if len({one.code for one in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def plain_name(name: str) -> str:
    """Without what every training is called."""
    return _generic().sub(" ", name.casefold()).strip()


def _holds(name: str, said: str) -> bool:
    words = _WORD.findall(said)
    if not words:
        return False
    if said.isascii():
        return set(words) <= set(_WORD.findall(name))
    return "".join(words) in "".join(_WORD.findall(name))


def _likeness(name: str, said: str) -> float:
    return SequenceMatcher(None, name, said).ratio()


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(source("line", "generic"), re.IGNORECASE)
