"""What is asked for and kept nowhere here, told by the words of the question, whatever it was taken for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.declining.answering import decline_as
from assistant.knowledge.answering import tell
from assistant.language import read_toml

WORDS = Path(__file__).with_suffix(".toml")
# Of these the book has an answer.
TOPIC = "topic"
# What a company sets itself as a KPI (turnover, absence), or supposes a price to be made of, is asked
# about there; and what is not kept of people, a list of them says itself.
MEASURED = frozenset(
    one.name
    for one in CAPABILITIES.values()
    if one.analysis
    or one.looks_ahead
    or "effect" in (one.measures or ())
    or one.exports == "people"
)


def asks_unkept(text: str) -> str | None:
    """The kind of what it asks for, as `capability.kind`; None where it may ask for something kept."""
    return next((kind for kind, words in _words().items() if _says(words, text)), None)


def decline_unkept(turn: Turn) -> bool:
    """Say that it is not here, who has it and what can be told instead; whether such is asked for."""
    message = turn.message
    if message.act is not None or message.intent in MEASURED or message.facts.kpi:
        return False
    kind = asks_unkept(message.text)
    if kind is None:
        return False
    turn.told = False
    owner, _, name = kind.partition(".")
    if owner == TOPIC:
        tell(turn, name)
    else:
        decline_as(turn, kind)
    return True


def _says(words: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(one.search(text) for one in words)


@cache
def _words() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return {
        f"{owner}.{kind}": tuple(re.compile(one, re.IGNORECASE) for one in words.values())
        for owner, kinds in read_toml(WORDS).items()
        for kind, words in kinds.items()
    }
