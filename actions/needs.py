"""Several needs in one message: told apart, so that each can be worked out by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TOPICS = ("course", "skill")
# Of each need; what stands before the first training (a unit) holds for all of them.
FIGURES = ("headcount", "amount", "amount_per_head", "amount_per_session")
OWN = (*FIGURES, "tax_rate", "period", "vague_period", "impossible_day", "position")


def read_needs(entities: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The entities of each need, in the order of the text; empty where there is but one.

    A need begins where a training is named and ends before the next. There are several only
    if each has a headcount or a price of its own: a training mentioned in passing has none.
    """
    ordered = sorted(entities, key=lambda one: one["start"])
    starts = sorted({one["start"] for one in ordered if one["entity"] in TOPICS})
    if len(starts) < 2:
        return []
    parts = _parts(ordered, starts)
    shared = [one for one in ordered if one["entity"] == "department"]
    figured = [[*part, *shared] for part in parts if any(one["entity"] in FIGURES for one in part)]
    return figured if len(figured) > 1 else []


def _parts(ordered: Sequence[dict[str, Any]], starts: Sequence[int]) -> list[list[dict[str, Any]]]:
    """The entities of each need. Where figures stand before the first training, they go with
    the training that follows them; else with the one before."""
    first = starts[0]
    leads = any(one["start"] < first and one["entity"] in OWN for one in ordered)
    parts: list[list[dict[str, Any]]] = [[] for _ in starts]
    for entity in ordered:
        at = sum(start <= entity["start"] for start in starts) - 1
        if entity["entity"] not in TOPICS and leads:
            at = min(at + 1, len(starts) - 1)
        if entity["entity"] in (*TOPICS, *OWN):
            parts[max(at, 0)].append(entity)
    return parts
