"""Which line of a draft the parts of a message are about: by the name of its training, or by
its place among the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from assistant.reading.answers import CLAUSE
from assistant.requesting.called import plain_name
from assistant.requesting.words import listed, pattern

Entity = Mapping[str, Any]
Places = tuple[int, ...]
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_LEADS = re.compile(r"^[\s,，、:：;；.。]+")
# Kinds that a line has one of: two of them in one clause are of two lines.
TOPICS = ("course", "skill")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A line by its place in the draft; `names` and `codes` are those of its training."""

    place: int
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mention:
    start: int
    end: int
    places: Places


@dataclass(frozen=True, kw_only=True)
class Part:
    """What of a message is about these lines (about none that is named where there are none);
    `words` is it without the names."""

    places: Places
    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...] = ()

    @property
    def words(self) -> str:
        """With blanks where the names were, so that all stands where it stood."""
        said = list(self.text)
        for one in self.mentions:
            at, end = one.start - self.start, one.end - self.start
            said[at:end] = " " * (end - at)
        bare = "".join(said)
        lead = _LEADS.match(bare)
        return " " * lead.end() + bare[lead.end() :] if lead else bare


def placed(entities: Sequence[Entity]) -> list[Entity]:
    """Those that stand in the text; others are carried over from what was said before."""
    return [one for one in entities if one.get("start") is not None and one.get("end") is not None]


def parts_of(text: str, entities: Sequence[Entity], lines: Sequence[Named]) -> list[Part]:
    """The message in parts, each about the lines named in it; empty where it names none."""
    found = mentions_of(text, entities, lines)
    if not found:
        return []
    parts: list[Part] = []
    for start, end in _clauses(text, found):
        within = tuple(one for one in found if start <= one.start < end)
        if not within and parts and parts[-1].places:
            parts[-1] = _longer(text, parts[-1], end)
            continue
        places = tuple(dict.fromkeys(at for one in within for at in one.places))
        parts.append(
            Part(places=places, start=start, end=end, text=text[start:end], mentions=within)
        )
    return _by_elimination(parts, lines)


def _longer(text: str, part: Part, end: int) -> Part:
    return Part(
        places=part.places,
        start=part.start,
        end=end,
        text=text[part.start : end],
        mentions=part.mentions,
    )


def _by_elimination(parts: list[Part], lines: Sequence[Named]) -> list[Part]:
    """What names no line is about the only one that is named nowhere else."""
    named = {at for part in parts for at in part.places}
    left = [one.place for one in lines if one.place not in named]
    unnamed = [part for part in parts if not part.places and _says_words(part.text)]
    if len(left) != 1 or len(unnamed) != 1:
        return parts
    return [
        Part(places=(left[0],), start=one.start, end=one.end, text=one.text)
        if one is unnamed[0]
        else one
        for one in parts
    ]


def _says_words(text: str) -> bool:
    return sum(sign.isalpha() for sign in text) > 1


def _clauses(text: str, found: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Clauses; one that names two lines is cut before the second, or behind the first where
    what is said stands before the names."""
    at = 0
    for end in [*(sign.end() for sign in CLAUSE.finditer(text)), len(text)]:
        if not text[at:end].strip():
            continue
        within = [one for one in found if at <= one.start < end]
        leads = bool(within) and bool(re.search(r"\d", text[at : within[0].start]))
        cuts = [one.end for one in within[:-1]] if leads else [one.start for one in within[1:]]
        bounds = [at, *(cuts if _apart(text, within) else []), end]
        yield from pairwise(bounds)
        at = end


def _apart(text: str, within: Sequence[Mention]) -> bool:
    """Whether something is said between two names, or they are but named side by side."""
    between = [text[a.end : b.start] for a, b in pairwise(within)]
    return all(not pattern("line", "joins").fullmatch(one) for one in between)


# --- where a line is named ----------------------------------------------------------------
def mentions_of(text: str, entities: Sequence[Entity], lines: Sequence[Named]) -> list[Mention]:
    found: list[Mention] = []
    for one in (*_coded(entities, lines), *_called(text, lines), *_placed(text, lines)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _coded(entities: Sequence[Entity], lines: Sequence[Named]) -> Iterator[Mention]:
    for one in placed(entities):
        if one["entity"] not in TOPICS:
            continue
        places = tuple(line.place for line in lines if one.get("code") in line.codes)
        if len(places) == 1 and one.get("code"):
            yield Mention(start=one["start"], end=one["end"], places=places)


def _called(text: str, lines: Sequence[Named]) -> Iterator[Mention]:
    lowered = text.casefold()
    for line in lines:
        others = [name.casefold() for one in lines if one is not line for name in one.names]
        for name in line.names:
            for word in _telling(name.casefold()):
                if not any(word in other for other in others):
                    for match in re.finditer(_as_word(word), lowered):
                        yield Mention(start=match.start(), end=match.end(), places=(line.place,))


def _telling(name: str) -> list[str]:
    """The name, and the parts of it that people name it by: its words, or how it begins."""
    plain = plain_name(name)
    words = _WORD.findall(plain)
    signs = "".join(one for one in plain if not one.isascii())
    pieces = [signs[at:end] for at in range(len(signs)) for end in range(at + 3, len(signs) + 1)]
    begins = [signs[:2]] if len(signs) > 1 else []
    return sorted(filter(None, {name, plain, *words, *pieces, *begins}), key=lambda one: -len(one))


def _as_word(name: str) -> str:
    escaped = re.escape(name)
    return rf"(?<![a-z0-9]){escaped}(?![a-z0-9])" if name.isascii() else escaped


def _placed(text: str, lines: Sequence[Named]) -> Iterator[Mention]:
    """The second one, the last two, both."""
    places = sorted(one.place for one in lines)
    for name, found in _ordinals().items():
        meant = _meant(name, places)
        if meant:
            for match in found.finditer(text):
                yield Mention(start=match.start(), end=match.end(), places=meant)


@cache
def _ordinals() -> dict[str, re.Pattern[str]]:
    return {name: pattern("line", name) for name in listed("line", "ordinals")}


def _meant(name: str, places: Sequence[int]) -> Places:
    count = len(places)
    whole = tuple(places)
    by_name: dict[str, Places] = {
        "first_two": whole[:2] if count > 2 else (),
        "last_two": whole[-2:] if count > 2 else (),
        "first": whole[:1],
        "second": whole[1:2],
        "third": whole[2:3],
        "fourth": whole[3:4],
        "middle": whole[1:2] if count == 3 else (),
        "last": whole[-1:],
        "all": whole,
    }
    return by_name[name]
