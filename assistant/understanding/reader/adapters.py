"""What was learned beside the public weights: narrow matrices, small differences, and heads.

A matrix of the tuned encoder is that of the base and the product of two narrow ones; so the file of
what was learned has some megabytes and lies in the repository, with a page about it beside it: from
which base and data it was made, what its numbers stand for, and what was measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from assistant.understanding.reader import LEARNED
from assistant.understanding.reader.base import Base, Numbers, Sizes, of_layer

# What evens out what a layer gives: after it has seen the others, and at its end.
NORMS = ("aln.w", "aln.b", "oln.w", "oln.b")
HEADS = ("capability", "act", "tag", "role")


def matrices(sizes: Sizes) -> dict[str, tuple[int, int]]:
    """name -> inputs, outputs of the matrices of a layer."""
    wide, inner = sizes.hidden, sizes.inner
    square = dict.fromkeys(("q", "k", "v", "ao"), (wide, wide))
    return {**square, "fi": (wide, inner), "fo": (inner, wide)}


def differences(sizes: Sizes) -> dict[str, int]:
    """name -> size of the numbers of a layer that are learned as a difference."""
    found = {f"{name}.b": outputs for name, (_, outputs) in matrices(sizes).items()}
    return found | dict.fromkeys(NORMS, sizes.hidden)


def read_by(head: str, sizes: Sizes) -> int:
    """How many numbers a head reads: the act also those of the first place."""
    return 2 * sizes.hidden if head == "act" else sizes.hidden


def first_numbers(base: Base) -> tuple[Numbers, Numbers]:
    """Those of the places, a row each, and those that all pieces have in common."""
    wide = base.sizes.hidden
    return base.numbers("emb.pos").reshape(-1, wide), base.numbers("emb.type")[:wide]


class Learned:
    """`names` are what the outputs of each head stand for, and the signs of the talk."""

    def __init__(self, numbers: Mapping[str, Numbers], page: Mapping[str, Any]) -> None:
        self._numbers = {name: np.asarray(one, np.float32) for name, one in numbers.items()}
        self.page = page
        self.names: dict[str, list[str]] = page["names"]

    @classmethod
    def read(cls, file: Path = LEARNED) -> Learned:
        with np.load(file, allow_pickle=False) as numbers:
            page = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
            return cls(dict(numbers), page)

    def matrix(self, base: Base, layer: int, name: str) -> Numbers:
        """The tuned matrix, inputs x outputs."""
        inputs, _ = matrices(base.sizes)[name]
        narrow, wide = self._numbers[f"{name}.down"][layer], self._numbers[f"{name}.up"][layer]
        return np.asarray(base.matrix(of_layer(layer, f"{name}.w"), inputs).T + narrow @ wide)

    def row(self, base: Base, layer: int, name: str) -> Numbers:
        """A layer's own numbers (its biases and norms) as tuned."""
        return np.asarray(base.numbers(of_layer(layer, name)) + self._numbers[name][layer])

    def head(self, name: str) -> tuple[Numbers, Numbers]:
        """The matrix and the biases."""
        return self._numbers[f"{name}.w"], self._numbers[f"{name}.b"]

    @property
    def talk(self) -> Numbers:
        """The first numbers of the signs of the talk, a row each."""
        return self._numbers["talk"]
