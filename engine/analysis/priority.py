"""The ranking of needs: strategy, business and employee needs, weighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.analysis.method import Method
from engine.values.errors import InvalidInput, NotEnoughData

_FINEST = Decimal("0.000001")
ORIGINS = ("strategy", "business", "employee")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What speaks for a programme, from 0 to 1 on each criterion."""

    code: str
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PriorityInputs:
    """Weights by origin, summing to 1, and what each origin gave each programme."""

    year: int
    weights: Mapping[str, Decimal]
    rows: tuple[Criteria, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A programme with its weighted score (0–1), the parts of it, and its rank from 1."""

    code: str
    rank: int
    score: Decimal
    parts: Mapping[str, Decimal]


def check_weights(weights: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """The weights, if they are ones.

    Raises:
        InvalidInput: an origin missing or unknown, a negative weight, a sum that is not 1.
    """
    if set(weights) != set(ORIGINS):
        raise InvalidInput("weights_incomplete", origins=list(ORIGINS))
    total = sum(weights.values(), Decimal(0))
    if total != 1 or any(weight < 0 for weight in weights.values()):
        raise InvalidInput("weights_do_not_sum_to_one", total=total)
    return weights


def completed(given: Mapping[str, Decimal], usual: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The weights given, and for the origins that have none what is left of 1, in the relation of
    `usual`."""
    missing = [origin for origin in ORIGINS if origin not in given]
    left = 1 - sum(given.values(), Decimal(0))
    whole = sum((usual[origin] for origin in missing), Decimal(0))
    found = dict(given)
    for number, origin in enumerate(missing, start=1):
        share = usual[origin] / whole if whole else Decimal(1) / len(missing)
        rest = 1 - sum(found.values(), Decimal(0))
        found[origin] = rest if number == len(missing) else (left * share).quantize(_FINEST)
    return found


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
    place: dict[Decimal, int] = {}
    for index, (_, score, _) in enumerate(scored, start=1):
        place.setdefault(score, index)
    return [Ranked(code, place[score], score, parts) for code, score, parts in scored]


def rank_needs(inputs: PriorityInputs) -> tuple[Ranked, ...]:
    """The ranking.

    Raises:
        NotEnoughData: nobody has raised a need.
        InvalidInput: what `check_weights` refuses.
    """
    if not inputs.rows:
        raise NotEnoughData("no_needs")
    return tuple(rank(inputs.rows, check_weights(inputs.weights)))


WEIGHTED_PRIORITY = Method(
    name="weighted_priority",
    version=1,
    formula="score = Σ over origins: weight × priority",
    inputs=PriorityInputs,
    compute=rank_needs,
)
