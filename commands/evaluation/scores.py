"""Scores of understanding: how often right, per capability, and per kind of entity."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NUMBERS = ("headcount", "amount", "amount_per_head", "percent_from", "percent_to")
# A reading that changes the store: going on with a wrong one costs most.
CHANGES = ("request_budget", "approve_request", "reject_request", "withdraw_request")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One sentence: what was meant and what was understood; `ranked` from the likeliest on."""

    text: str
    meant: str
    ranked: Sequence[str]
    confidence: float
    expected: Mapping[str, Any]
    found: Mapping[str, Any]
    milliseconds: float

    @property
    def right(self) -> bool:
        return bool(self.ranked) and self.ranked[0] == self.meant


@dataclass
class Count:
    """Right, wrong and missed ones of one kind."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def accuracy(readings: Sequence[Reading], within: int = 1) -> float:
    """The share of sentences whose capability is among the first `within`."""
    return _share(sum(one.meant in one.ranked[:within] for one in readings), len(readings))


def by_capability(readings: Sequence[Reading]) -> dict[str, Count]:
    """Counts of each capability that is meant or understood."""
    counts: dict[str, Count] = defaultdict(Count)
    for one in readings:
        said = one.ranked[0] if one.ranked else ""
        if one.right:
            counts[one.meant].right += 1
        else:
            counts[one.meant].missed += 1
            counts[said].wrong += 1
    return dict(sorted(counts.items()))


def macro_f1(readings: Sequence[Reading]) -> float:
    """The mean F1 of the capabilities that are meant at least once."""
    meant = {one.meant for one in readings}
    return statistics.mean(
        count.f1 for name, count in by_capability(readings).items() if name in meant
    )


def confusions(readings: Sequence[Reading]) -> list[tuple[str, str, int]]:
    """(meant, understood, how often), the most frequent first."""
    pairs = Counter((one.meant, one.ranked[0]) for one in readings if not one.right)
    return [(meant, said, times) for (meant, said), times in pairs.most_common()]


def sure_changes(readings: Sequence[Reading], threshold: float) -> Count:
    """What the assistant takes for a change of the store and goes on with unasked."""
    count = Count()
    for one in readings:
        said = one.ranked[0] if one.ranked else ""
        if said in CHANGES and one.confidence >= threshold:
            count.right += one.right
            count.wrong += not one.right
        elif one.meant in CHANGES:
            count.missed += 1
    return count


def by_entity(readings: Sequence[Reading], contained: bool = False) -> dict[str, Count]:
    """Counts of each kind of entity; numbers are compared exactly, words after trimming, or,
    where `contained`, as soon as one holds the other."""
    counts: dict[str, Count] = defaultdict(Count)
    for one in readings:
        for kind in {*one.expected, *one.found}:
            _compare(
                counts[kind],
                [_plain(kind, value) for value in _several(one.expected.get(kind))],
                [_plain(kind, value) for value in _several(one.found.get(kind))],
                contained and kind not in NUMBERS,
            )
    return dict(sorted(counts.items()))


def _compare(count: Count, expected: list[Any], found: list[Any], contained: bool) -> None:
    left = list(found)
    for value in expected:
        match = next((one for one in left if _same(value, one, contained)), None)
        if match is None:
            count.missed += 1
        else:
            left.remove(match)
            count.right += 1
    count.wrong += len(left)


def _same(expected: Any, found: Any, contained: bool) -> bool:
    if contained and isinstance(expected, str) and isinstance(found, str):
        return bool(expected and found) and (expected in found or found in expected)
    return bool(expected == found)


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _plain(kind: str, value: Any) -> Any:
    return float(value) if kind in NUMBERS else str(value).strip().lower()


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
