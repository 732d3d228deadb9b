"""Several needs in one message: told apart, so that each can be worked out by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.decision_reading import mentions
from actions.reading import REASON, REPLACES, STOP

TOPICS = ("course", "skill")
# Of each need; what stands before the first training (a unit) holds for all of them.
FIGURES = ("headcount", "amount", "amount_per_head", "amount_per_session")
OWN = (*FIGURES, "tax_rate", "period", "vague_period", "impossible_day", "position")

# Which of several, by its place: from the first, or from the last.
PLACES = (
    (
        0,
        re.compile(
            r"第[一1](?:个|项|门|条)?|前(?:面|一个|者)|头一个|\b(?:first|former|1st)\b", re.I
        ),
    ),
    (1, re.compile(r"第[二2](?:个|项|门|条)?|\b(?:second|2nd)\b", re.I)),
    (2, re.compile(r"第[三3](?:个|项|门|条)?|\b(?:third|3rd)\b", re.I)),
    (3, re.compile(r"第[四4](?:个|项|门|条)?|\b(?:fourth|4th)\b", re.I)),
    (-1, re.compile(r"最后|后(?:面|一个|者)|末|\b(?:last|latter|other)\b", re.I)),
)
DROPS = re.compile(r"去掉|删|拿掉|\b(?:remove|skip|delete|scrap|leave out)\b", re.IGNORECASE)
LONGEST_DROP = 40


def need_dropped(text: str, needs: Sequence[Sequence[str]]) -> int | None:
    """Which of the needs, given by their names, is to be dropped; None where the message drops
    none of them by its place or its name."""
    drops = (STOP.search(text) or DROPS.search(text)) and not (
        REPLACES.search(text) or REASON.search(text)
    )
    if len(needs) < 2 or not drops or len(text) > LONGEST_DROP:
        return None
    named = [at for at, names in enumerate(needs) if any(_names(text, name) for name in names)]
    if named:
        return named[0] if len(named) == 1 else None
    place = next((at for at, pattern in PLACES if pattern.search(text)), None)
    return len(needs) - 1 if place == -1 else place


def _names(text: str, name: str) -> bool:
    """By a part of the name that is enough: 精益 or "lean"."""
    return mentions(text, name) or (not name.isascii() and name[:2] in text)


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
