"""The tuned reader beside the linear models: they make other mistakes, so that the mean of both
likelihoods is right more often than either (docs/understanding.md). Without its files the linear
models stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.understanding import encoder
from assistant.understanding.reader import LEARNED, WEIGHTS

if TYPE_CHECKING:
    from assistant.understanding.reader.reader import Read, Reader

# A message is asked for by several components, and so are its sentences.
KEPT = 64


def capabilities(text: str, own: Mapping[str, float]) -> dict[str, float]:
    """`own` likelihoods of the linear model, and the reader's where it is here."""
    read = _read(text)
    return mean(own, read.capabilities) if read else dict(own)


def acts(text: str, own: Mapping[str, float]) -> dict[str, float]:
    """The same of what a message does."""
    read = _read(text)
    return mean(own, read.acts) if read else dict(own)


def mean(own: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """What `other` was never taught keeps its own likelihood, and takes part in nothing else."""
    known = [name for name in own if name in other]
    ours, theirs = sum(own[name] for name in known), sum(other[name] for name in known)
    if not ours or not theirs:
        return dict(own)
    return {
        name: (share + other[name] * ours / theirs) / 2 if name in other else share
        for name, share in own.items()
    }


@lru_cache(KEPT)
def _read(text: str) -> Read | None:
    reader = _reader()
    return reader.read(text) if reader else None


@cache
def _reader() -> Reader | None:
    if not (encoder.wanted() and LEARNED.exists() and WEIGHTS.exists()):
        return None
    # It takes 0.1 GB, and is only loaded where it is used.
    from assistant.understanding.reader.reader import Reader

    return Reader(WEIGHTS, LEARNED)
