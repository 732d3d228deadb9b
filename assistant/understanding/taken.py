"""Which words of a message an answer takes up: every reader of an argument notes those by which it
read it, in the place where it reads them. What is left over was said for nothing
(`assistant/conversation/heeding`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TAKEN: ContextVar[list[str] | None] = ContextVar("taken", default=None)
_LATIN = re.compile(r"[a-z][\w'-]*|\d+|[^\W\da-z_]", re.IGNORECASE)
# By so many letters it is seen that a word stands in a pattern, whatever it may end with.
_STEM = 5


@contextmanager
def taking() -> Iterator[list[str]]:
    """What is taken up from here on."""
    taken: list[str] = []
    token = _TAKEN.set(taken)
    try:
        yield taken
    finally:
        _TAKEN.reset(token)


def take(*words: str) -> None:
    """Note words that are taken up as they were said."""
    taken = _TAKEN.get()
    if taken is not None:
        taken += [one.casefold() for one in words if one]


def took(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match, with its words noted as taken up."""
    if match is not None and _TAKEN.get() is not None:
        take(*named_in(match))
    return match


def named_in(match: re.Match[str]) -> list[str]:
    """What of a match the pattern names: not what it lets stand in between."""
    pattern, found, at = match.re.pattern.casefold(), [""], match.start()
    for one in _LATIN.finditer(match.string, match.start(), match.end()):
        word = one[0].casefold()
        if one.start() > at or len(word) > 1:
            found.append("")
        if word[:_STEM] in pattern or word.isdigit():
            found[-1] += word
        else:
            found.append("")
        if len(word) > 1:
            found.append("")
        at = one.end()
    return [one for one in found if one]
