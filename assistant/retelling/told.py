"""What a language model says that a message does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from assistant.acting.features import ACTS
from assistant.capabilities import CAPABILITIES

# An act of the model's alone: it works with the rows last shown, which is to vary the answer.
LIST, VARY = "list", "vary"
# How a message is retold: to stand by itself, or as what is to be done with the rows last shown.
WHOLE, OF_LIST = "whole", "list"
MOST = 5
LONGEST = 600


class Told(NamedTuple):
    """An act, the capability it is of (None where it has none), and a sentence that stands by
    itself ("" where the act says all)."""

    act: str
    capability: str | None
    text: str
    retold: str = WHOLE


def read(answer: Mapping[str, Any]) -> tuple[Told, ...]:
    """The model's answer.

    Raises: ValueError: it is not of the form that was asked for.
    """
    does = answer.get("does")
    if not isinstance(does, list) or not 0 < len(does) <= MOST:
        raise ValueError("no list of what is done")
    return tuple(_told(one) for one in does)


def _told(said: Any) -> Told:
    if not isinstance(said, dict):
        raise ValueError("what is done is no object")
    act, name, text = said.get("act"), said.get("of"), said.get("says") or ""
    if act not in (*ACTS, LIST):
        raise ValueError("an act that there is not")
    if name is not None and name not in CAPABILITIES:
        raise ValueError("a capability that there is not")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise ValueError("a sentence that is none")
    return Told(
        VARY if act == LIST else str(act), name, text.strip(), OF_LIST if act == LIST else WHOLE
    )
