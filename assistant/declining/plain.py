"""Whether a message is plainly one to decline, so that nothing else is made of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.declining.families import DECLINED
from assistant.message import Message

# Where it is one of them at all, which of them may be open.
RATHER = 0.5
PLAINLY = 0.6
NOT_UNDERSTOOD = "nlu_fallback"


def rather_declined(message: Message) -> Message:
    """What was not understood, though it is rather one of them than anything else."""
    if message.act is not None or message.intent != NOT_UNDERSTOOD or _share(message) < RATHER:
        return message
    best = max(DECLINED, key=lambda one: message.intents.get(one, 0.0))
    return replace(message, intent=best, confidence=_share(message))


def is_declined(message: Message) -> bool:
    """No act, no rule of the book and no question before makes anything else of it."""
    sure = max(message.confidence, _share(message)) >= PLAINLY
    return message.act is None and message.intent in DECLINED and sure


def _share(message: Message) -> float:
    return sum(message.intents.get(one, 0.0) for one in DECLINED)
