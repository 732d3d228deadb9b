"""Questions of prices that are such by their words alone, whatever they were taken for."""

from __future__ import annotations

from dataclasses import replace

from assistant.capabilities import of_kind
from assistant.capabilities.estimate_cost.hearing import is_asked
from assistant.message import Message

NAME = "estimate_cost"
CHANGES = of_kind("change")


def price_meant(message: Message) -> Message:
    """The message as a question of prices, where its words say so; what is to be done is none."""
    if message.act is not None or message.intent in (NAME, *CHANGES) or not is_asked(message):
        return message
    return replace(message, intent=NAME, confidence=1.0)
