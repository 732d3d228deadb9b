"""Times in words, as each language reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.language import grammar, language_of, languages_in
from assistant.understanding.times.clock import Clock
from assistant.understanding.times.plain import read_plainly
from assistant.understanding.times.point import Point

Reading = Iterable[tuple[re.Match[str], Point]]


def spoken(text: str, clock: Clock) -> Iterator[Reading]:
    """What each of the languages that may stand in it reads; the first to be believed comes first.

    One without a grammar goes before the others only in what is written in it: months are called the
    same in many languages, and what others say with them is more than it knows.
    """

    def comes_later(one: str) -> bool:
        return grammar("times", one) is not None or one != language_of(text, None)

    for language in sorted(languages_in(text), key=comes_later):
        reader = grammar("times", language)
        yield reader(text, clock) if reader else read_plainly(text, language, clock)
