"""What a message says, with the role that each thing said plays in it.

`assistant.reading.mentions` is pure: no Rasa, no store. How answers to questions of the forms are
read stands in `assistant.reading.answers`, which needs Rasa; its names are still found here, and
are loaded only when somebody asks for one.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from assistant.reading.mention import Change, Days, Mention, Order, Pointer, Sum
from assistant.reading.mentions import read_mentions

__all__ = ["Change", "Days", "Mention", "Order", "Pointer", "Sum", "read_mentions"]


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(import_module("assistant.reading.answers"), name)
