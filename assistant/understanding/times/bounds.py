"""What stands around a time: up to it, from it on, without it, instead of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)

BEFORE, AFTER, WITHIN, FROM, UNTIL, SINCE = "before", "after", "within", "from", "until", "since"

_STANDING = _SAID.each("following")
_LEADING = _SAID.each("preceding")
LONGEST = 40
_EXCLUDED_BEFORE = _SAID.compiled("excluded_before")
_EXCLUDED_AFTER = _SAID.compiled("excluded_after")
_REPLACED = _SAID.compiled("replaced")
_INSTEAD_OF = re.compile(_SAID["instead_of"])
_CORRECTED = _SAID.compiled("corrected")
_MOVED_FROM = _SAID.compiled("moved_from")
_CONNECTED = _SAID.compiled("connected")
_BETWEEN = _SAID.compiled("between")
_BETWEEN_BEFORE = _SAID.compiled("between_before")
_LISTED = _SAID.compiled("listed")
_EACH_ITS_OWN = _SAID.compiled("each_its_own")
_IN_TURN = _SAID.compiled("in_turn")
NOW = _SAID.compiled("now")


@dataclass(frozen=True)
class Bound:
    """Which way, and where the words begin and end that say it."""

    name: str
    start: int
    end: int


def bound_of(text: str, start: int, end: int) -> Bound | None:
    """The bound that a time from `start` to `end` is, by the words around it."""
    following = _first(((name, pattern.match(text, end)) for name, pattern in _STANDING))
    begin = max(0, start - LONGEST)
    leading = _first(((name, pattern.search(text, begin, start)) for name, pattern in _LEADING))
    if following and leading:
        # 从4月起, 自4月以来: what follows says more.
        return Bound(following[0], leading[1].start(), following[1].end())
    if following:
        return Bound(following[0], start, following[1].end())
    return Bound(leading[0], leading[1].start(), end) if leading else None


Tried = tuple[str, "re.Match[str] | None"]


def _first(tried: Iterable[Tried]) -> tuple[str, re.Match[str]] | None:
    return next(((name, match) for name, match in tried if match), None)


def is_excluded(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LONGEST) : start]
    return bool(_EXCLUDED_BEFORE.search(before) or _EXCLUDED_AFTER.match(text, end))


def replaces(between: str, before: str) -> str | None:
    """Which of two times that have `between` between them is not meant: first or second."""
    if match := _REPLACED.fullmatch(between):
        return "second" if _INSTEAD_OF.match(match.group()) else "first"
    if _CORRECTED.fullmatch(between):
        return "first"
    if _MOVED_FROM.search(before[-2 * LONGEST :]) and _CONNECTED.fullmatch(between):
        return "first"
    return None


def connects(between: str, before: str) -> bool:
    """Whether two times with that between them are the two ends of one."""
    if _CONNECTED.fullmatch(between):
        return True
    return bool(_BETWEEN.fullmatch(between) and _BETWEEN_BEFORE.search(before[-12:]))


def respectively(before: str, after: str) -> bool:
    """Whether several times are told apart, each for one of several things."""
    return bool(_EACH_ITS_OWN.search(before) or _IN_TURN.match(after))


def lists(between: str) -> bool:
    return bool(_LISTED.fullmatch(between))
