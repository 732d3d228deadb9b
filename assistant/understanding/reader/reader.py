"""Reads a message: what it asks for, what it does, and what is named in it, with likelihoods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from assistant.understanding.reader import LEARNED, WEIGHTS
from assistant.understanding.reader.adapters import HEADS, Learned, first_numbers
from assistant.understanding.reader.base import Base, Numbers
from assistant.understanding.reader.calculation import COUNTS, PLACES, calculation
from assistant.understanding.reader.naming import Named, named
from assistant.understanding.reader.pieces import LONGEST, Cutter, Piece


@dataclass(frozen=True, kw_only=True)
class Read:
    """The probabilities of capabilities and of acts, and what is named."""

    capabilities: dict[str, float]
    acts: dict[str, float]
    named: tuple[Named, ...]


class Reader:
    def __init__(self, weights: Path = WEIGHTS, learned: Path = LEARNED) -> None:
        self._base, self._learned = Base(weights), Learned.read(learned)
        self._cutter = Cutter(self._base.vocabulary)
        places, common = first_numbers(self._base)
        self._places, self._common = places[: LONGEST + 2] + common, common
        self._signs = {sign: row for row, sign in enumerate(self._learned.names["talk"])}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            calculation(self._base, self._learned), options
        )

    def read(self, text: str, talk: Sequence[str] = ()) -> Read:
        """`talk` are the signs of what was said before, where that is known (acting/signs.py)."""
        pieces = self._cutter.cut(text)
        said = self._said(pieces, talk)
        names = self._learned.names
        warmth = self._learned.page["warmth"]
        return Read(
            capabilities=_shares(names["capability"], said["capability"][0] / warmth["capability"]),
            acts=_shares(names["act"], said["act"][0] / warmth["act"]),
            named=tuple(self._named(pieces, said)),
        )

    def _said(self, pieces: Sequence[Piece], talk: Sequence[str]) -> dict[str, Numbers]:
        numbers = self._cutter.framed(pieces)
        rows = self._base.words(numbers) + self._places[: len(numbers)]
        signs = [self._signs[one] for one in talk if one in self._signs]
        counts = np.zeros((1, len(numbers) + len(signs)), np.float32)
        counts[0, : len(numbers)] = 1 / len(numbers)
        before = self._learned.talk[signs] + self._common
        given = {PLACES: np.vstack([rows, before]).astype(np.float32), COUNTS: counts}
        return dict(zip(HEADS, self._session.run(list(HEADS), given), strict=True))

    def _named(self, pieces: Sequence[Piece], said: dict[str, Numbers]) -> Iterator[Named]:
        names, within = self._learned.names, slice(1, len(pieces) + 1)
        tags = _softened(said["tag"][within])
        best = [names["tag"][one] for one in tags.argmax(axis=-1)]
        return named(pieces, best, tags.max(axis=-1), names["role"], said["role"][within])


def _shares(names: Sequence[str], sums: Numbers) -> dict[str, float]:
    return dict(zip(names, _softened(sums).tolist(), strict=True))


def _softened(sums: Numbers) -> Numbers:
    parts = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return np.asarray(parts / parts.sum(axis=-1, keepdims=True))
