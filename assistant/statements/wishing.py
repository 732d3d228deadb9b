"""What somebody says he wants to learn: each thing by itself, in his words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import either, is_spaced, whole_words
from assistant.message import TOPICS
from assistant.reading.answers import CLAUSE, REASON, SAYS_WHY
from assistant.statements.learnable import can_be_learnt, without_figures
from assistant.understanding.names.listed import TOPIC

WORDS = Path(__file__).parent / "words" / "wishes.toml"
Entity = Mapping[str, Any]
Wish = dict[str, Any]
Span = tuple[int, int]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return either(tomllib.loads(WORDS.read_text(encoding="utf-8"))[kind], _form)


def _form(language: str, words: str) -> str:
    """Whole words, but for what says itself where it begins."""
    return words if is_spaced(language) and words[0] in "^[" else whole_words(language, words)


def says_wish(text: str) -> bool:
    """Whether it says that its author wants to learn something, or that he lacks it."""
    return bool(_pattern("frame").search(text) or _pattern("lack").search(text))


def adds_wish(text: str) -> bool:
    return bool(_pattern("more").search(text.strip()))


def replaces_wish(text: str) -> bool:
    return bool(_pattern("instead").search(text))


def read_wishes(
    text: str, entities: Sequence[Entity], *, whole: bool = False, goes_on: bool = False
) -> list[Wish]:
    """The things wished for, in their order: {kind, code, name, words} where the catalogue has
    what is meant, else {topic}. `words` stand there where they say more than its name.

    `whole`: the message answers what it is, so that it needs no words of wishing; `goes_on`: it
    follows a wish, so that it needs none to add one.
    """
    named = [one for one in entities if one["entity"] in TOPICS and one.get("start") is not None]
    items = [without_figures(text, one, entities) for one in _items(text, named, whole, goes_on)]
    found = [wish for item in items if (wish := _wish(text, item, named, entities))]
    heard = [one for item in items for one in _in(item, named)]
    for one in sorted(named, key=_preferred):
        if not any(_overlap(one, other) for other in heard) and not _is_heard(one, items):
            found.append(_as_wish(one, None))
            heard.append(one)
    return _distinct(found)


def _items(text: str, named: Sequence[Entity], whole: bool, goes_on: bool) -> Iterator[Span]:
    """Where each thing is named: after words of wishing, one clause after the other."""
    wishing = whole or goes_on
    for start, end in _clauses(text):
        for one in _defeating(text, start, end):
            yield from _parted(text, one, named)
        begins = _after_frame(text, start, end, named)
        adds = wishing and (whole or bool(_pattern("more").search(text[start:end])))
        if begins is None and not adds:
            continue
        if begins is None and REASON.search(text[start:end]):
            continue
        wishing = True
        start = start if begins is None else begins
        why = SAYS_WHY.search(text, start, end)
        yield from _parted(text, (start, why.start() if why else end), named)


def _defeating(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands before "is beyond me"; also where that is why something else is so."""
    beaten = _pattern("beaten").search(text, start, end)
    if beaten is None:
        return
    why = [one.end() for one in SAYS_WHY.finditer(text, start, beaten.start())]
    yield max([start, *why]), beaten.start()


def _clauses(text: str) -> Iterator[Span]:
    at = 0
    for sign in CLAUSE.finditer(text):
        yield at, sign.start()
        at = sign.end()
    yield at, len(text)


def _after_frame(text: str, start: int, end: int, named: Sequence[Entity]) -> int | None:
    """Where the thing begins: right after the words of wishing, none of which is its name's."""
    found = [
        match
        for kind in ("frame", "lack")
        if (match := _pattern(kind).search(text, start, end)) is not None
    ]
    if not found:
        return None
    behind = min(found, key=lambda match: match.start()).end()
    inside = [
        one["start"] for one in named if one.get("code") and one["start"] < behind < one["end"]
    ]
    return min(inside, default=behind)


def _parted(text: str, span: Span, named: Sequence[Entity]) -> Iterator[Span]:
    """What stands between the words for "and", none of which is part of a name."""
    at = span[0]
    for match in _pattern("and").finditer(text, *span):
        if any(_holds(text, one, match.span()) for one in named):
            continue
        yield at, match.start()
        at = match.end()
    yield at, span[1]


def _holds(text: str, one: Entity, span: Span) -> bool:
    """Whether what stands there is part of the name; where the catalogue does not have it, and
    topics stand before and behind it, these are two."""
    if one["end"] <= span[0] or span[1] <= one["start"]:
        return False
    parts = text[one["start"] : span[0]], text[span[1] : one["end"]]
    return bool(one.get("code")) or not all(map(TOPIC.search, parts))


def _wish(
    text: str, item: Span, named: Sequence[Entity], entities: Sequence[Entity]
) -> Wish | None:
    inside = _in(item, named)
    span = _trimmed(text, item, inside)
    words = text[slice(*span)]
    is_name = can_be_learnt(text, span, entities, _says)
    if not inside:
        named_so = is_name and not _pattern("vague").fullmatch(words)
        return {"topic": words} if named_so else None
    best = min(inside, key=_preferred)
    return _as_wish(best, words if is_name else None)


def _says(kind: str, words: str) -> bool:
    return bool(_pattern(kind).search(words))


def _in(item: Span, named: Sequence[Entity]) -> list[Entity]:
    return [one for one in named if item[0] <= one["start"] and one["end"] <= item[1]]


def _is_heard(one: Entity, items: Sequence[Span]) -> bool:
    """Whether it is no name of the catalogue, and words of it were read without those around."""
    return not one.get("code") and any(
        one["start"] < start < one["end"] or one["start"] < end < one["end"] for start, end in items
    )


def _overlap(one: Entity, other: Entity) -> bool:
    """Whether two stand in the same place: the same words, read in two ways."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _preferred(one: Entity) -> tuple[bool, bool, int]:
    """What the catalogue has, first; and a skill, which says more exactly what a person lacks
    than the course that teaches it."""
    return (not one.get("code"), _kind(one) != "skill", one["start"])


def _trimmed(text: str, item: Span, inside: Sequence[Entity]) -> Span:
    """Where the words stand without those beside them; never without a part of a name."""
    start, end = item
    first = min((one["start"] for one in inside), default=end)
    last = max((one["end"] for one in inside), default=start)
    while True:
        said = text[start:end]
        stripped = said.strip(" \t\n,，。.!！?？:：;；\"“”'")
        start += said.index(stripped) if stripped else len(said)
        end = start + len(stripped)
        cuts = [match.span() for match in _pattern("beside").finditer(stripped) if match[0]]
        front = next((b for a, b in cuts if a == 0 and start + b <= first), 0)
        back = next((a for a, b in cuts if b == len(stripped) and start + a >= last), None)
        if front >= len(stripped):
            return end, end
        if (not front and back is None) or (back is not None and back <= front):
            return start, end
        start, end = start + front, start + (len(stripped) if back is None else back)


def _kind(one: Entity) -> str:
    return str(one.get("kind") or one["entity"])


def _as_wish(one: Entity, words: str | None) -> Wish:
    """What the catalogue has, with the words that say more than its name."""
    if not one.get("code"):
        return {"topic": words or one["value"]}
    wish = {"kind": _kind(one), "code": one["code"], "name": one["value"]}
    own = one["end"] - one["start"]
    more = words is not None and len(words) > own and words.casefold() != one["value"].casefold()
    return {**wish, "words": words} if more else wish


def _distinct(wishes: Sequence[Wish]) -> list[Wish]:
    known: dict[str, Wish] = {}
    for one in wishes:
        known.setdefault(str(one.get("words") or one.get("code") or one["topic"]).casefold(), one)
    return list(known.values())
