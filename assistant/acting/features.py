"""A message and the talk before it as named numbers: what the weights are of.

Logarithms of probabilities, since a sum of weighted ones is the product that probabilities of
independent signs make; and each state of the talk beside them, since it changes what is likely.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.acting.context import Context, Said
from assistant.language import is_written_together

LEAST = 0.002
LENGTHS = (3, 8, 16, 32)
_WORDS = tomllib.loads(Path(__file__).with_name("acts.toml").read_text(encoding="utf-8"))
ACTS: tuple[str, ...] = tuple(_WORDS["acts"])
# capability -> the act that begins it
BEGINS: dict[str, str] = _WORDS["begins"]
# act -> the capability that it has, where that is always the same one
ALWAYS: dict[str, str] = {
    act: one for one, act in BEGINS.items() if list(BEGINS.values()).count(act) == 1
}
FITS: dict[str, frozenset[str]] = {
    asked: frozenset(kinds) for asked, kinds in _WORDS["fits"].items()
}
# kind of harm -> the capabilities that change the store with it
HARM: dict[str, tuple[str, ...]] = {kind: tuple(names) for kind, names in _WORDS["harm"].items()}
_FLAGS = ("talked", "answered", "shown", "waits", "offered", "done", "failed")
_QUESTION = re.compile(_WORDS["question"])


def features(
    readings: Mapping[str, float],
    intents: Mapping[str, float],
    said: Said,
    context: Context,
) -> dict[str, float]:
    """Everything that is weighed, by name; what is not there is 0."""
    state = context.state
    words = {f"says {act}": _log(readings.get(act, 0.0)) for act in ACTS}
    words |= {f"asks {act}": _log(share) for act, share in _begun(intents).items()}
    same = _log(intents.get(context.capability or "", 0.0))
    signs = dict.fromkeys(_signs(said, context), 1.0)
    seen = words | signs | {"same": same, "one": 1.0}
    within = {f"{state}: {name}": value for name, value in seen.items()}
    return {**seen, **within, **dict.fromkeys(_talk(context), 1.0)}


def evidence(
    readings: Mapping[str, float], intents: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """What the words say for each act: by the classifier of acts, by that of capabilities.

    Their weights are the same for all acts, so that an act which is rare in the talk that was
    learned from is believed when the words are plain.
    """
    begun = _begun(intents)
    return {act: (_log(readings.get(act, 0.0)), _log(begun.get(act, 0.0))) for act in ACTS}


def _begun(intents: Mapping[str, float]) -> dict[str, float]:
    """How much of the capabilities' probability each act has."""
    shares = dict.fromkeys(sorted(set(BEGINS.values())), 0.0)
    for capability, share in intents.items():
        if capability in BEGINS:
            shares[BEGINS[capability]] += share
    return shares


def _signs(said: Said, context: Context) -> Iterator[str]:
    size = len(said.text) if is_written_together(said.text) else len(said.text) / 3
    yield f"length {sum(size > limit for limit in LENGTHS)}"
    if _QUESTION.search(said.text):
        yield "question"
    if said.holds:
        yield "holds"
    if said.holds & FITS.get(context.asked or "", frozenset()):
        yield "fits"


def _talk(context: Context) -> Iterator[str]:
    yield f"asked {context.asked}"
    yield from (name for name in _FLAGS if getattr(context, name))
    yield from (f"{context.state}: {name}" for name in _FLAGS if getattr(context, name))
    if context.flow:
        yield f"flow {context.flow}"
    if context.subject:
        yield f"subject {context.subject}"


def _log(share: float) -> float:
    return math.log(max(share, LEAST) / LEAST) / -math.log(LEAST)
