"""What a heading means by its parts: 工号, "Employee No." and "Pers.-Nr. (required)" all say the
code of a person. So headings are compared that no list has as they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from engine.imports.recognising.vocabulary import words_of

_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Concepts that a heading may have or not: "hired" is "hire date", 部门名称 is 部门.
_SILENT = ("within", "date", "name", "person")
# What nearly anything has: alone it says of nothing what it is.
_SAYING_NOTHING = frozenset(
    ("code", "name", "date", "kind", "by", "within", "group", "new", "old", "first", "start", "end")
)

Concepts = frozenset[str]
Part = tuple[str, Concepts | None]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is said; words that nobody explained mean themselves, and are `strange` as well.
    `strangeness` is their share (0 to 1), and `ends_strange` says that one is the end, which tells
    what the heading is of."""

    concepts: Concepts
    strange: Concepts
    strangeness: float
    ends_strange: bool

    @property
    def says_nothing(self) -> bool:
        return says_nothing(self.known)

    @property
    def known(self) -> Concepts:
        return self.concepts - self.strange


def core_of(concepts: Concepts) -> Concepts:
    """What is left without what may as well be left out."""
    left = concepts
    for one in _SILENT:
        without = left - {one}
        # The code of a person is another than that of a document.
        if without and not (one == "person" and without <= {"code"}):
            left = without
    return left


def says_nothing(concepts: Concepts) -> bool:
    return concepts <= _SAYING_NOTHING and len(concepts) < 2


@lru_cache(maxsize=20_000)
def meaning_of(heading: str) -> Meaning:
    parts = _joined_strangers(part for run in _runs(heading) for part in _parts(run))
    strange = frozenset(text for text, said in parts if said is None)
    length = sum(len(text) for text, _ in parts)
    return Meaning(
        frozenset(one for _, said in parts for one in said or ()) | strange,
        strange,
        sum(map(len, strange)) / length if length else 1.0,
        bool(parts) and parts[-1][1] is None,
    )


def _joined_strangers(parts: Iterable[Part]) -> list[Part]:
    """Unknown signs side by side as one word."""
    found: list[Part] = []
    for text, said in parts:
        if said is None and found and found[-1][1] is None and _HAN.match(text):
            text = found.pop()[0] + text
        found.append((text, said))
    return found


def _runs(heading: str) -> Iterator[Sequence[str]]:
    """The heading as runs: the signs of a Chinese one, the words of another."""
    latin: list[str] = []
    for word in words_of(heading):
        for run in _RUNS.findall(word):
            if _HAN.match(run):
                if latin:
                    yield tuple(latin)
                    latin = []
                yield run
            else:
                latin.append(run)
    if latin:
        yield tuple(latin)


def _parts(run: Sequence[str]) -> list[Part]:
    """The longest words of a run from its beginning, with what each says."""
    words, found, at = _words(), [], 0
    while at < len(run):
        longest = next(
            (end for end in range(len(run), at, -1) if _joined(run[at:end]) in words), at + 1
        )
        text = _joined(run[at:longest])
        found.append((text, words.get(text)))
        at = longest
    return found


def _joined(run: Sequence[str]) -> str:
    return run if isinstance(run, str) else " ".join(run)


@cache
def _words() -> Mapping[str, Concepts]:
    """What every word says; nothing for those that add nothing."""
    path = Path(__file__).with_name("concepts.toml")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {_spelt(word): frozenset[str]() for word in said["nothing"]["words"]}
    for concepts, words in said["words"].items():
        found |= {_spelt(word): frozenset(concepts.split()) for word in words}
    return found


def _spelt(word: str) -> str:
    """A word of the list as headings have it."""
    return word if _HAN.match(word) else " ".join(words_of(word))
