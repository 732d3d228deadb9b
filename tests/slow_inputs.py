"""Inputs that a regular expression is slow on, made from its own pieces.

What makes a pattern slow is that it can begin, or go on, at many places and fails late: so each
piece that may be repeated, each character, and near-misses of the whole are repeated to fill a
message, with a sign behind that nothing matches.
"""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONG, SHORT = 2_000, 300
# On a short text so much is more than linear could be: only such inputs are tried in full.
SUSPECT = 0.0012
# What takes that long is measured more often.
DOUBTFUL = 0.025
# What takes longer is not waited for.
GIVEN_UP = 0.25
END = "\u2603"
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_SAMPLES = {
    codes.CATEGORY_DIGIT: "07٣",
    codes.CATEGORY_NOT_DIGIT: "a ，",
    codes.CATEGORY_SPACE: " \n\u3000",
    codes.CATEGORY_NOT_SPACE: "a1，",
    codes.CATEGORY_WORD: "a1训_",
    codes.CATEGORY_NOT_WORD: " ，-",
}
_OTHERS = "a1 训，x-.\n人é0B"


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """Seconds of this process for the slowest of its inputs, and what that is made of."""
    worst = (0.0, "")
    for unit, text in _inputs(pattern):
        if _seconds(pattern, text(SHORT)) <= SUSPECT:
            continue
        seconds = _best_of(3, pattern, text(LONG))
        if seconds > DOUBTFUL:
            # Others on the machine make it slower, and nothing makes it quicker than it is.
            seconds = min(seconds, _best_of(9, pattern, text(LONG)))
        worst = max(worst, (seconds, unit))
        if seconds >= GIVEN_UP:
            break
    return worst


def _best_of(tries: int, pattern: re.Pattern[str], text: str) -> float:
    return min(_seconds(pattern, text) for _ in range(tries))


class _TooLong(BaseException):
    pass


def _give_up(*_: object) -> None:
    raise _TooLong


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    """For whichever is slower: to find all, or to match the whole."""
    before = signal.signal(signal.SIGVTALRM, _give_up)
    try:
        return max(
            _timed(lambda: [*pattern.finditer(text)]), _timed(lambda: pattern.fullmatch(text))
        )
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
        work()
    except _TooLong:
        return GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _inputs(pattern: re.Pattern[str]) -> Iterator[tuple[str, Callable[[int], str]]]:
    chance = random.Random(1)
    maker = _Maker(pattern, chance)
    pieces = maker.pieces()
    wholes = [one for one in (maker.whole() for _ in range(8)) if one]
    signs = [*dict.fromkeys("".join(wholes))]
    chance.shuffle(signs)
    every = [*pieces, *signs[:6], *wholes] or ["a"]
    units = [*pieces, *signs[:6], *wholes[:4]]
    units += ["".join(chance.choices(every, k=chance.randint(2, 3))) for _ in range(6)]
    units += [one[: chance.randint(1, len(one))] for one in wholes]
    for unit in dict.fromkeys(units):
        yield unit, lambda size, unit=unit: _filled("", unit, size)
    for unit in pieces[:6]:
        head = chance.choice(["", *wholes])[: chance.randint(0, 40)]
        yield f"{head} + {unit}", lambda size, unit=unit, head=head: _filled(head, unit, size)
    mixed = "".join(chance.choices(every, k=LONG))
    yield "all of them", lambda size: _filled("", mixed, size)


def _filled(head: str, unit: str, size: int) -> str:
    return (head + unit * (size // len(unit) + 1))[: size - 1] + END


class _Maker:
    """Texts that a pattern matches, or nearly: what stands around is not looked at."""

    def __init__(self, pattern: re.Pattern[str], chance: random.Random) -> None:
        self._tree = parser.parse(pattern.pattern, pattern.flags)
        self._chance = chance
        self._groups: dict[int, str] = {}

    def whole(self) -> str:
        return self._made(self._tree)

    def pieces(self, most: int = 14) -> list[str]:
        """What may be repeated."""
        bodies = [*self._repeated(self._tree)]
        made = [*dict.fromkeys(self._made(body)[:50] for body in bodies for _ in range(4))]
        self._chance.shuffle(made)
        return [one for one in made if one][:most]

    def _repeated(self, tree: Any) -> Iterator[Any]:
        for kind, value in tree:
            if kind in REPEATS:
                if value[1] > 3:
                    yield value[2]
                yield from self._repeated(value[2])
            else:
                for part in _parts(kind, value):
                    yield from self._repeated(part)

    def _made(self, tree: Any) -> str:
        return "".join(self._one(kind, value) for kind, value in tree)

    def _one(self, kind: Any, value: Any) -> str:
        choose = self._chance.choice
        if kind is codes.LITERAL:
            return chr(value)
        if kind in (codes.NOT_LITERAL, codes.ANY):
            return choose([one for one in _OTHERS if value is None or ord(one) != value])
        if kind is codes.IN:
            return str(choose(_members(value)))
        if kind in REPEATS:
            least, most, body = value
            times = self._chance.randint(
                least, max(least, min(most, least + choose((0, 1, 1, 2, 4))))
            )
            return "".join(self._made(body) for _ in range(min(times, 100)))
        if kind is codes.GROUPREF:
            return self._groups.get(value, "")
        if kind in (codes.ASSERT, codes.ASSERT_NOT) and self._chance.random() < 0.6:
            return ""
        parts = _parts(kind, value)
        made = self._made(choose(parts)) if parts else ""
        if kind is codes.SUBPATTERN and value[0]:
            self._groups[value[0]] = made
        return made


def _parts(kind: Any, value: Any) -> list[Any]:
    """The patterns that one is made of, one of which is meant."""
    if kind is codes.SUBPATTERN:
        return [value[3]]
    if kind is codes.ATOMIC_GROUP:
        return [value]
    if kind is codes.BRANCH:
        return list(value[1])
    if kind in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if kind is codes.GROUPREF_EXISTS:
        return [one for one in value[1:] if one is not None]
    return []


def _members(value: Any) -> list[str]:
    """Some characters of a class."""
    said: list[str] = []
    for kind, one in value:
        if kind is codes.LITERAL:
            said.append(chr(one))
        elif kind is codes.RANGE:
            said += [chr(one[0]), chr(one[1]), chr(sum(one) // 2)]
        elif kind is codes.CATEGORY:
            said += _SAMPLES[one]
    if value[0][0] is codes.NEGATE:
        return [one for one in _OTHERS if one not in said] or [END]
    return said
