"""The ranking of needs: strategy, business and employee needs, weighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Criteria:
    """What speaks for a programme, from 0 to 1 on each criterion."""

    code: str
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A programme with its weighted score (0–1), the parts of it, and its rank from 1."""

    code: str
    rank: int
    score: Decimal
    parts: Mapping[str, Decimal]


def rank(programmes: Sequence[Criteria], weights: Mapping[str, Decimal]) -> list[Ranked]:
    """score = Σ weight × criterion, highest first; equal scores share a rank.

    A criterion nobody scored counts 0: nothing speaks for it there.
    """
    scored = []
    for programme in programmes:
        parts = {
            origin: weight * programme.scores.get(origin, Decimal(0))
            for origin, weight in weights.items()
        }
        scored.append((programme.code, sum(parts.values(), Decimal(0)), parts))
    scored.sort(key=lambda row: (-row[1], row[0]))
    scores = [score for _, score, _ in scored]
    return [Ranked(code, scores.index(score) + 1, score, parts) for code, score, parts in scored]
