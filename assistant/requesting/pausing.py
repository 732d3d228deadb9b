"""Whether a flow is to be left for a while."""

from __future__ import annotations

from assistant.message import Message
from assistant.reading.answers import is_pause
from assistant.requesting.words import pattern


def puts_off(message: Message) -> bool:
    """Whether somebody goes away and means to come back, or says not to submit yet."""
    if message.act is not None:
        return False
    return is_pause(message) or bool(pattern("pause", "not_yet").search(message.text))
