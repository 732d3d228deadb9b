"""Whether a message is plainly one to decline, so that nothing else is made of it."""

from __future__ import annotations

from dataclasses import replace

from assistant.declining.families import DECLINED
from assistant.message import Message

# Where it is one of them at all, which of them may be open.
RATHER = 0.5
# From here on it is no answer to a question of a flow: of 242 reasons that people gave, 1 looks like
# it to the words alone, of 151 times 1, of 360 changes to a summary 6 (bot/data/talks).
SURELY = 0.8
NOT_UNDERSTOOD = "nlu_fallback"


def rather_declined(message: Message) -> Message:
    """What was not understood, though it is rather one of them than anything else."""
    if message.act is not None or message.intent != NOT_UNDERSTOOD or _share(message) < RATHER:
        return message
    best = max(DECLINED, key=lambda one: message.intents.get(one, 0.0))
    return replace(message, intent=best, confidence=_share(message))


def is_declined(message: Message) -> bool:
    """No act, no rule of the book and no question before makes anything else of it."""
    sure = max(message.confidence, _share(message)) >= RATHER
    return message.act is None and message.intent in DECLINED and sure


def is_surely_declined(message: Message) -> bool:
    return is_declined(message) and _share(message) >= SURELY


def _share(message: Message) -> float:
    return sum(message.intents.get(one, 0.0) for one in DECLINED)
