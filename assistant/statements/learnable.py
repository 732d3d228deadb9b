"""Which words can name something to learn: a noun phrase or what one does, and no sentence, no time,
no figure and nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.language import is_written_together
from assistant.reading.kinds import COUNTS, MONEY, TIMES, kind_of

Entity = Mapping[str, Any]
Span = tuple[int, int]
# Whatever is longer is a sentence.
LONGEST, MOST_WORDS = 16, 6
FEWEST_LETTERS = 2
PERSON = "employee_name"
# What ends a name, and is none.
BESIDES = TIMES | MONEY | (COUNTS - {"number", "level", "rank"})


def without_figures(text: str, span: Span, entities: Sequence[Entity]) -> Span:
    """The span up to the first time or figure in it, or behind those that it begins with."""
    start, end = span
    for one in sorted(_placed(entities), key=lambda one: int(one["start"])):
        if kind_of(one["entity"]) not in BESIDES or one["end"] <= start or end <= one["start"]:
            continue
        if any(map(str.isalnum, text[start : one["start"]])):
            return start, one["start"]
        start = one["end"]
    return start, end


def can_be_learnt(
    text: str, span: Span, entities: Sequence[Entity], says: Callable[[str, str], bool]
) -> bool:
    """`says` tells whether words hold a pattern of those of wishing."""
    words = text[span[0] : span[1]]
    if sum(map(str.isalpha, words)) < FEWEST_LETTERS or says("clause", words):
        return False
    if any(
        one["entity"] == PERSON and one["start"] < span[1] and span[0] < one["end"]
        for one in _placed(entities)
    ):
        return False
    if is_written_together(words):
        return len(words) <= LONGEST
    return len(words.split()) <= MOST_WORDS


def _placed(entities: Sequence[Entity]) -> list[Entity]:
    return [one for one in entities if one.get("start") is not None]
