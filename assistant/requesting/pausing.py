"""A flow that is left for a while: all that was said is kept, and nothing is asked."""

from __future__ import annotations

from assistant.base import Turn
from assistant.conversation.talk import PAUSED
from assistant.message import Message
from assistant.reading.answers import is_pause
from assistant.requesting.words import pattern


def puts_off(message: Message) -> bool:
    """Whether somebody goes away and means to come back, or says not to submit yet."""
    if message.act is not None:
        return False
    return is_pause(message) or bool(pattern("pause", "not_yet").search(message.text))


def pause(turn: Turn) -> None:
    turn.reply(turn.say("small.paused"))
    turn.set(**{PAUSED: True, "draft_key": turn.slots["draft_key"]})
