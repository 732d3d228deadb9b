"""What a message does and to what, the likeliest first: its words weighed with the talk.

A logistic regression whose weights are numbers in `weights.json` (made by `bot/learn_acts.py`):
it runs in the action server, without a library for learning.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.acting.context import Context, Said
from assistant.acting.features import ACTS, ALWAYS, BEGINS, HARM, evidence, features

WEIGHTS = Path(__file__).with_name("weights.json")
RANKED = 8
# Acts that have one capability whatever was talked about.
_OWN = {act: ALWAYS[act] for act in ("why", "export")}
# Acts that begin something: their capability is in the words.
_BEGINNING = ("start", "ask", "social", "outside")
# What they are of where nothing in the words is any that they begin.
ELSE = {"outside": "out_of_scope"}
_WITHOUT = ("knowledge", "unclear")
# Acts that are about the last answer, also while a flow is open.
_OF_ANSWER = ("vary", "more", "repeat")


class Likely(NamedTuple):
    """An act, the capability it is of (None where it has none), and how likely both are."""

    act: str
    capability: str | None
    probability: float


def acts(
    readings: Mapping[str, float],
    intents: Mapping[str, float],
    context: Context,
    said: Said,
) -> tuple[Likely, ...]:
    """The acts that the message may be, the likeliest first.

    `readings` are the probabilities of acts and `intents` those of capabilities by the words
    alone, as the pipeline gives them.
    """
    seen = features(readings, intents, said, context)
    return likely(act_shares(evidence(readings, intents), seen), intents, context)


def likely(
    shares: Mapping[str, float], intents: Mapping[str, float], context: Context
) -> tuple[Likely, ...]:
    """The acts with their capabilities, when the acts' probabilities are known."""
    found = [
        Likely(act, capability, share * part)
        for act, share in shares.items()
        for capability, part in _capabilities(act, intents, context)
    ]
    return tuple(sorted(found, key=lambda one: -one.probability)[:RANKED])


def certainty(act: str, capability: str | None) -> float:
    """How likely a reading has to be to go on with it without asking."""
    least: dict[str, float] = _learned()["certainty"]
    if act == "yes":
        return least["yes"]
    harm = next((kind for kind, names in HARM.items() if capability in names), None)
    return least[harm] if act in ("start", "change") and harm else least["look"]


def sureness(probability: float, capability: str | None, intents: Mapping[str, float]) -> float:
    """How sure it is that `capability` is begun, to be held against `certainty`: as likely as that
    is with the talk, and as its words alone are of it. Both have to speak for it."""
    return probability * intents.get(capability or "", 0.0)


def act_shares(
    words: Mapping[str, tuple[float, float]], seen: Mapping[str, float]
) -> dict[str, float]:
    """The probability of each act, by the evidence for it and by all that is seen."""
    learned = _learned()
    common: list[float] = learned["common"]
    weights: dict[str, list[float]] = learned["weights"]
    sums = [sum(w * x for w, x in zip(common, words[act], strict=True)) for act in ACTS]
    for name, value in seen.items():
        if value and name in weights:
            sums = [
                total + value * weight for total, weight in zip(sums, weights[name], strict=True)
            ]
    highest = max(sums)
    parts = [math.exp(one - highest) for one in sums]
    return {act: part / sum(parts) for act, part in zip(ACTS, parts, strict=True)}


def _capabilities(
    act: str, intents: Mapping[str, float], context: Context
) -> list[tuple[str | None, float]]:
    """The capabilities that `act` may be of, with their parts of its probability."""
    if act in _WITHOUT:
        return [(None, 1.0)]
    if act in _OWN:
        return [(_OWN[act], 1.0)]
    of = context.subject if act in _OF_ANSWER and context.answered else context.capability
    if act not in _BEGINNING and of:
        return [(of, 1.0)]
    begun = act if act in _BEGINNING else "start"
    among = {name: share for name, share in intents.items() if BEGINS.get(name) == begun and share}
    total = sum(among.values())
    return [(name, share / total) for name, share in among.items()] or [(ELSE.get(act), 1.0)]


def forget() -> None:
    """Read the weights anew."""
    _learned.cache_clear()


@cache
def _learned() -> dict[str, Any]:
    learned: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return learned
