"""A message cut into the pieces that the encoder knows, each with its place in the message.

The likeliest way to cut: of all ways to write it as known pieces, the one with the highest sum of
scores (as SentencePiece's unigram model does it).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from assistant.understanding.reader.base import Vocabulary

# What stands for a space within pieces.
SPACE = "▁"
# How much less likely than the rarest piece a sign is that no piece holds.
STRANGE = 10.0
# A longer message is told by its beginning: in so many pieces, and signs.
LONGEST, SIGNS = 46, 600


class Piece(NamedTuple):
    number: int
    start: int
    end: int


class Cutter:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._scores: list[float] = vocabulary.scores.tolist()
        self._longest = max(map(len, vocabulary.pieces))
        self._strange = min(self._scores) - STRANGE

    def cut(self, text: str) -> list[Piece]:
        """The first pieces of `text`, in their order; spaces around it count for nothing."""
        signs, places = self._evened(text[:SIGNS])
        if not signs:
            return []
        found = []
        for number, first, last in self._likeliest(signs):
            start, end = places[first][0], places[last - 1][1]
            # The space before a word is no part of it.
            while start < end and text[start].isspace():
                start += 1
            found.append(Piece(number, start, end))
        return found[:LONGEST]

    def framed(self, pieces: Sequence[Piece]) -> list[int]:
        """Their numbers, with those for the start and the end of a text around them."""
        return [self._words.start, *(one.number for one in pieces), self._words.end]

    def _evened(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The signs that are looked up, and where each came from in `text`."""
        signs, places = "", []
        for place, sign in enumerate(text):
            for one in self._words.evened.get(sign, sign):
                if one == " " and (not signs or signs[-1] == SPACE):
                    continue
                signs += SPACE if one == " " else one
                places.append((place, place + 1))
        if signs.endswith(SPACE):
            signs, places = signs[:-1], places[:-1]
        if not signs:
            return "", []
        return SPACE + signs, [(places[0][0], places[0][0]), *places]

    def _likeliest(self, signs: str) -> list[tuple[int, int, int]]:
        """(number, first, last) of the pieces of the best way to cut."""
        best = [0.0, *[-math.inf] * len(signs)]
        came: list[tuple[int, int]] = [(0, 0)] * (len(signs) + 1)
        pieces, scores, unknown = self._words.pieces, self._scores, self._words.unknown
        for first in range(len(signs)):
            for last in range(first + 1, min(first + self._longest, len(signs)) + 1):
                number = pieces.get(signs[first:last], unknown)
                if number != unknown and best[first] + scores[number] > best[last]:
                    best[last], came[last] = best[first] + scores[number], (number, first)
            if best[first] + self._strange > best[first + 1]:
                best[first + 1], came[first + 1] = best[first] + self._strange, (unknown, first)
        found, last = [], len(signs)
        while last:
            number, first = came[last]
            found.append((number, first, last))
            last = first
        return found[::-1]
