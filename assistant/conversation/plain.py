"""Which words of a question say little: it asks for the same without them. A word says little where
many kinds of questions are asked with it, where those who mean this answer use it often, or where it
is a word of the language that says how and not what; never where it says of whom, when or where
something is to be told, or what is not kept here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.analysing.marks import every_mark
from assistant.asking.aspects import words_asking
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.language import LANGUAGES, read_toml
from assistant.understanding.taken import named_in

WORDS = Path(__file__).parent / "words"
# What so many kinds of questions are asked with says nothing of what is asked.
_PLAIN = 3
# Of so many sentences of a capability one is said by chance.
_CHANCE = 300
# What limits an answer is taken up where it is said so often.
_OFTEN = 40
_LEAST_STEM = 3
# A word of Chinese is no longer.
_LONGEST = 4
# Of words that people said so many are kept at most.
_KEPT = 2048
_VOWEL = re.compile(r"[aeiou]")
_WORD = re.compile(r"[a-z][\w'-]+|[^\W\da-z_]+")


def words_in(said: str) -> list[str]:
    return _WORD.findall(said.casefold())


@lru_cache(_KEPT)
def says_little(word: str) -> bool:
    """Whatever is asked."""
    return not restricts(word) and (_is_plain(stem(word)) or _is_of_language(word))


@lru_cache(_KEPT)
def is_own(word: str, capability: str) -> bool:
    """Whether those who mean this capability say it, and not by chance; what limits it, often."""
    if restricts(word):
        return said_by(stem(word), capability, _OFTEN)
    if _is_abbreviated(word) and any(_abbreviates(word, one) for one in _vocabulary(capability)):
        return True
    return said_by(stem(word), capability)


@lru_cache(_KEPT)
def is_said(word: str, capability: str) -> bool:
    """Whether anybody says it who means this capability."""
    return not restricts(word) and any(stem(word) in one for one in _every(capability))


@lru_cache(_KEPT)
def said_by(word: str, capability: str, one_of: int = _CHANCE) -> bool:
    """Whether it stands in more than one of so many of the sentences of a language."""
    return any(
        sum(word in one for one in lines) > len(lines) // one_of
        for language in LANGUAGES
        if (lines := _lines(capability, language))
    )


def in_parts(words: str, knows: Callable[[str], bool], heard: Collection[str]) -> bool:
    """Whether words that are written together are all known: 够格当 is 够格 and 当. What stands alone
    in them was read, or says little."""
    if words.isascii() or restricts(words):
        return False
    upto = {0}
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _LONGEST), end):
            part = words[start:end]
            known = part in _single() or part in heard if len(part) == 1 else knows(part)
            if start in upto and known:
                upto.add(end)
                break
    return len(words) in upto


@lru_cache(_KEPT)
def restricts(word: str) -> bool:
    """Whether it says of whom, when, where or how paid something is to be told."""
    return any(pattern.search(word) for pattern in _restricting())


@lru_cache(_KEPT)
def restricting_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where such words stand."""
    return tuple(match.span() for pattern in _restricting() for match in pattern.finditer(text))


@lru_cache(_KEPT)
def units_named_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where a unit is called by name: the place of the name, and the end of what it is called."""
    found = (one for said in _said()["units"].values() for one in re.finditer(said, text, re.I))
    return tuple((*one.span("name"), one.end()) for one in found)


def stem(word: str) -> str:
    """Without its ending; what is hardly more than one stays."""
    shorter = (word.removesuffix(one) for one in _endings() if word.endswith(one))
    return next((one for one in shorter if len(one) >= _LEAST_STEM), word)


@lru_cache(_KEPT)
def named_by_question(capability: str, text: str) -> tuple[str, ...]:
    """The words by which a text asks for what this capability can be asked for."""
    analyses = capability in CAPABILITIES and CAPABILITIES[capability].analysis is not None
    marks = every_mark() if analyses else ()
    found = (one.search(text) for one in (*words_asking(capability), *marks))
    return tuple(word for match in found if match is not None for word in named_in(match))


@cache
def _lines(capability: str, language: str) -> tuple[str, ...]:
    """What people say who mean it."""
    known = CAPABILITIES.get(capability)
    file = known.sentences(language) if known else None
    if file is None or not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").casefold().splitlines()
    return tuple(one for one in lines if one.strip().startswith("- "))


@cache
def _vocabulary(capability: str) -> frozenset[str]:
    return frozenset(
        word
        for language in LANGUAGES
        for line in _lines(capability, language)
        for word in words_in(line)
    )


def _is_abbreviated(word: str) -> bool:
    return word.isascii() and len(word) > 1 and not _VOWEL.search(word)


def _abbreviates(word: str, whole: str) -> bool:
    """Whether its letters stand in the other in their order, from the first on: trng, training."""
    if not whole.startswith(word[0]) or len(whole) <= len(word):
        return False
    letters = iter(whole)
    return all(one in letters for one in word)


@cache
def _endings() -> tuple[str, ...]:
    """What a word may end with and mean the same."""
    return tuple(one for said in _said()["endings"].values() for one in said)


@cache
def _said() -> dict[str, Any]:
    return read_toml(WORDS / "heeding.toml")


@cache
def _single() -> frozenset[str]:
    """What says little by itself, in words that are written together."""
    return frozenset("".join(_said()["single"].values()))


@cache
def _restricting() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in _said()["restricting"].values())


@lru_cache(_KEPT)
def _is_plain(word: str) -> bool:
    """Whether all kinds of things are said with it."""
    ours = set(CAPABILITIES) - of_kind("outside")
    said = (one for one in ours if any(word in line for line in _every(one)))
    return sum(1 for _ in zip(range(_PLAIN), said, strict=False)) == _PLAIN


def _every(capability: str) -> Iterator[str]:
    for language in LANGUAGES:
        yield from _lines(capability, language)


@lru_cache(_KEPT)
def _is_of_language(word: str) -> bool:
    if word.isascii():
        return bool(_bases(word) & _general())
    return word in _general()


def _bases(word: str) -> set[str]:
    """What it may be a form of: making, hitting, tries."""
    found = {word}
    for ending in _endings():
        short = word.removesuffix(ending)
        if short != word and len(short) >= _LEAST_STEM - 1:
            found |= {short, f"{short}e", short[:-1] if short[-1:] == short[-2:-1] else short}
            if short.endswith("i"):
                found.add(f"{short[:-1]}y")
    return found


@cache
def _general() -> frozenset[str]:
    """What says how and not what, by language."""
    files = (WORDS / f"plain.{language}.txt" for language in LANGUAGES)
    return frozenset(
        word
        for file in files
        if file.exists()
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    )
