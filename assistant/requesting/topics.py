"""What may be the topic of a training, of all that people say where it is asked for."""

from __future__ import annotations

import re
from functools import cache

from assistant.requesting.words import pattern, source

# A topic is a noun phrase: whatever is longer is a sentence.
LONGEST = 24
MOST_WORDS = 7
_SIGNS = " \t，,。.！!、:：“”\"'"


def read_topic(text: str) -> str | None:
    """The topic in so few words; None where the message cannot be one."""
    said = _unwrapped(text.strip(_SIGNS))
    if len(said) < 2 or not any(sign.isalpha() for sign in said):
        return None
    if _whole().fullmatch(said) or pattern("topic", "holds").search(said):
        return None
    too_long = len(said.split()) > MOST_WORDS if said.isascii() else len(said) > LONGEST
    return None if too_long else said


def says_nothing(text: str) -> bool:
    """Whether it is but a filler or an assent: 行就那个, whatever."""
    return bool(_whole().fullmatch(text.strip(_SIGNS)))


def _unwrapped(said: str) -> str:
    """Without "I would like to do" before it and "training" behind it."""
    bare = _before().sub("", said)
    inner = _behind().sub("", bare).strip(_SIGNS)
    return inner if len(inner) > 1 else bare


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:{source('topic', 'whole')}|[\W_])+", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    words = rf"(?:{source('topic', 'wrapped_before')}\s*+)"
    asks, we = source("topic", "asks"), source("topic", "we")
    return re.compile(rf"^(?:{we}\s*+{words}++|{asks}\s*+{words}*+|{words}++)", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s*+{source('topic', 'wrapped_behind')}$", re.IGNORECASE)
