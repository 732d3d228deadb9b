"""What was said before it was understood what for: not lost once that is known."""

from __future__ import annotations

from dataclasses import replace

from assistant.base import Turn
from assistant.conversation.talk import Question, Talk
from assistant.flows.all import OPENS
from assistant.message import Message, read_facts


def keep_unplaced(turn: Turn) -> None:
    """Remember a message that was not understood, for the next one may say what it was."""
    message = turn.message
    if not message.facts.anything:
        return
    entities = tuple(dict(one) for one in message.entities)
    at = turn.talk.messages
    turn.remember(unplaced=Question(capability="", text=message.text, entities=entities, at=at))


def placed(message: Message, talk: Talk) -> Message:
    """A message that only says what is wanted ("a budget request"), right after one that was not
    understood, with all that the other said."""
    kept = talk.unplaced
    if kept is None or kept.at != talk.messages - 1:
        return message
    if message.act is not None or message.intent not in OPENS or message.facts.anything:
        return message
    entities = kept.entities
    facts = read_facts(entities, message.today)
    return replace(message, text=kept.text, entities=entities, facts=facts)
