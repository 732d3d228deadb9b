"""Weights from pairwise comparisons (AHP, Saaty 1980)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from engine.analysis.method import Method
from engine.values.errors import InvalidInput

# Saaty's mean consistency index of random matrices, by size.
RANDOM_INDEX = {1: 0.0, 2: 0.0, 3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45}
WEIGHT = Decimal("0.000001")
# Of a ratio that is written down; beyond them machines differ.
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Judgement:
    """`first` counts `ratio` times as much as `second`: "3", "1/3", "1.5"."""

    first: str
    second: str
    ratio: str


@dataclass(frozen=True, slots=True)
class PairwiseInputs:
    """`limit` is the largest consistency ratio that is accepted."""

    criteria: tuple[str, ...]
    limit: float
    rows: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class WorstPair:
    """The judgement that fits the others least, and the ratio they imply."""

    first: str
    second: str
    ratio: float
    implied: float


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """Weights summing to exactly 1; `worst` is None where the judgements agree perfectly."""

    weights: Mapping[str, Decimal]
    consistency_ratio: float
    worst: WorstPair | None


def weigh_pairs(inputs: PairwiseInputs) -> PairwiseWeights:
    """The principal eigenvector; CR = ((λ − n)/(n − 1)) / RI(n).

    Raises:
        InvalidInput: a pair missing, given twice or not positive; or judgements that
            contradict each other beyond `limit`, naming the worst pair.
    """
    matrix = _matrix(inputs)
    values, vectors = np.linalg.eig(matrix)
    principal = int(np.argmax(values.real))
    vector = np.abs(vectors[:, principal].real)
    weights = _exact(inputs.criteria, [float(w) for w in vector / vector.sum()])
    size = len(inputs.criteria)
    index = (float(values[principal].real) - size) / (size - 1) if size > 2 else 0.0
    # What is consistent comes out as a rounding error of one machine or another.
    ratio = max(0.0, round(index / RANDOM_INDEX[size], DIGITS)) if size > 2 else 0.0
    worst = _worst(inputs, weights)
    if ratio > inputs.limit:
        assert worst is not None, "what is inconsistent has a worst pair"
        raise InvalidInput(
            "judgements_contradict",
            consistency_ratio=round(ratio, 4),
            limit=inputs.limit,
            first=worst.first,
            second=worst.second,
            given=round(worst.ratio, 2),
            implied=round(worst.implied, 2),
        )
    return PairwiseWeights(weights, ratio, worst)


def _matrix(inputs: PairwiseInputs) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    size = len(inputs.criteria)
    if not 1 <= size <= max(RANDOM_INDEX) or len(set(inputs.criteria)) != size:
        raise InvalidInput("criteria_count", count=size, most=max(RANDOM_INDEX))
    place = {criterion: index for index, criterion in enumerate(inputs.criteria)}
    matrix = np.eye(size)
    seen: set[frozenset[str]] = set()
    for row in inputs.rows:
        pair = frozenset((row.first, row.second))
        if not pair <= set(place) or len(pair) != 2 or pair in seen:
            raise InvalidInput("pair_unclear", first=row.first, second=row.second)
        seen.add(pair)
        ratio = float(read_ratio(row))
        matrix[place[row.first], place[row.second]] = ratio
        matrix[place[row.second], place[row.first]] = 1 / ratio
    if len(seen) < size * (size - 1) // 2:
        first, second = _missing(inputs.criteria, seen)
        raise InvalidInput("pair_missing", first=first, second=second)
    return matrix


def _missing(criteria: Sequence[str], seen: set[frozenset[str]]) -> tuple[str, str]:
    return next(
        (a, b)
        for index, a in enumerate(criteria)
        for b in criteria[index + 1 :]
        if frozenset((a, b)) not in seen
    )


def read_ratio(judgement: Judgement) -> Fraction:
    """The ratio as written ("1/3", "4", "1.5").

    Raises:
        InvalidInput: no positive number, or beyond Saaty's scale of 9.
    """
    try:
        ratio = Fraction(judgement.ratio)
    except (ValueError, ZeroDivisionError):
        ratio = Fraction(0)
    if not Fraction(1, 9) <= ratio <= 9:
        raise InvalidInput("ratio_out_of_scale", ratio=judgement.ratio)
    return ratio


def _worst(inputs: PairwiseInputs, weights: Mapping[str, Decimal]) -> WorstPair | None:
    pairs = [
        WorstPair(
            row.first,
            row.second,
            float(read_ratio(row)),
            float(weights[row.first] / weights[row.second]),
        )
        for row in inputs.rows
    ]
    worst = max(pairs, key=_misfit, default=None)
    return worst if worst is not None and _misfit(worst) > 1 + 1e-4 else None


def _misfit(pair: WorstPair) -> float:
    return max(pair.ratio / pair.implied, pair.implied / pair.ratio)


def _exact(criteria: Sequence[str], weights: Sequence[float]) -> dict[str, Decimal]:
    """Six decimals, the last crumbs to the largest, so that they sum to exactly 1."""
    rounded = {c: Decimal(w).quantize(WEIGHT) for c, w in zip(criteria, weights, strict=True)}
    largest = max(rounded, key=lambda criterion: rounded[criterion])
    rounded[largest] += 1 - sum(rounded.values())
    return rounded


PAIRWISE_WEIGHTS = Method(
    name="pairwise_weights",
    version=1,
    formula="principal eigenvector of the judgements; CR = ((λ − n) / (n − 1)) / RI(n)",
    inputs=PairwiseInputs,
    compute=weigh_pairs,
)
