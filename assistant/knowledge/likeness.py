"""Which topic a sentence is like, without training: so that what a company adds is found at once.

A topic is the mean of its sentences, each a vector of characters (1-3) of Chinese and of words,
word pairs and parts of words of English, weighted by how rare they are (TF-IDF). What no topic
has in it makes a sentence less like all of them.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from assistant.language import in_language

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile("[a-zß-ɏ0-9%]+")
_LONGEST_HAN = 3
# Words longer than a part are also seen by their parts, which count less than a word.
_PART, _PART_COUNTS = 4, 0.5
# What asks nothing counts so much less.
_ORDER_COUNTS = 0.6

Vector = Mapping[str, float]


class Found(NamedTuple):
    """A topic, and how like it a sentence is (0-1)."""

    topic: str
    score: float


class Likeness:
    """Compares sentences of a language with topics, given by the sentences that ask for them."""

    def __init__(self, language: str, asked: Mapping[str, Sequence[str]]) -> None:
        self._question = re.compile(in_language(_settings()["question"], language), re.IGNORECASE)
        self._sure = float(in_language(_settings()["sure"], language))
        rows = [(topic, terms(text)) for topic, texts in asked.items() for text in texts]
        known = Counter(term for _, row in rows for term in row)
        self._rarity = {term: math.log((len(rows) + 1) / (n + 0.5)) for term, n in known.items()}
        self._rarest = math.log((len(rows) + 1) / 0.5)
        sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for topic, row in rows:
            for term, value in self._vector(row).items():
                sums[topic][term] += value
        self._weights: dict[str, list[Found]] = defaultdict(list)
        for topic, total in sums.items():
            for term, weight in _of_length_one(total).items():
                self._weights[term].append(Found(topic, weight))

    def find(self, text: str) -> list[Found]:
        """The topics that it asks for beyond doubt, the likeliest first."""
        return [one for one in self.nearest(text) if one.score >= self._sure]

    def nearest(self, text: str, most: int = 3) -> list[Found]:
        """The topics that it is most like, whether it asks for them or not."""
        scores: dict[str, float] = defaultdict(float)
        for term, value in self._vector(terms(text)).items():
            for topic, weight in self._weights.get(term, ()):
                scores[topic] += value * weight
        counts = 1 if self._question.search(text) else _ORDER_COUNTS
        found = [Found(topic, counts * score) for topic, score in scores.items()]
        return sorted(found, key=lambda one: (-one.score, one.topic))[:most]

    def _vector(self, row: Vector) -> Vector:
        return _of_length_one(
            {term: times * self._rarity.get(term, self._rarest) for term, times in row.items()}
        )


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "likeness.toml").read_text("utf-8"))


def terms(text: str) -> Vector:
    """What a sentence is seen by, each with how much it counts."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("'", "")
    found: dict[str, float] = {}
    for term, counts in _terms(plain):
        found[term] = found.get(term, 0.0) + counts
    return found


def _terms(plain: str) -> Iterator[tuple[str, float]]:
    for run in _HAN.findall(plain):
        for length in range(1, _LONGEST_HAN + 1):
            for at in range(len(run) - length + 1):
                yield run[at : at + length], 1.0
    words = [_singular(word) for word in _WORD.findall(plain)]
    for word in words:
        yield word, 1.0
        if len(word) > _PART:
            for at in range(len(word) - _PART + 1):
                yield f"~{word[at : at + _PART]}", _PART_COUNTS
    for first, second in pairwise(words):
        yield f"{first} {second}", 1.0


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _PART - 1 and re.search("[^s]s$", word) else word


def _of_length_one(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {term: value / length for term, value in vector.items()} if length else {}
