"""What a message does, weighed with what stands open in the talk."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.context import Context, Said
from assistant.acting.likeliest import acts
from assistant.base import Turn
from assistant.flows.names import REQUESTED
from assistant.flows.stacking import at_hand
from assistant.message import Message

# The kind of answer that a field of a flow wants; others are choices.
FIELDS = {
    "confirmed": "confirmed",
    "decision": "decision",
    "course": "name",
    "headcount": "headcount",
    "amount": "amount",
    "tax_rate": "amount",
    "sessions": "amount",
    "period": "period",
    "reason": "words",
    "decision_comment": "words",
    "decision_change": "words",
    "rating": "rating",
}


def weighed(turn: Turn, message: Message) -> Message:
    """The message with the acts that it may be, the likeliest first; none for a button, and none
    where its words were not read for acts."""
    if message.act is not None or not message.readings:
        return message
    kinds = frozenset(one["entity"] for one in message.entities)
    said = Said(message.text, kinds)
    return replace(message, likely=acts(message.readings, message.intents, _context(turn), said))


def _context(turn: Turn) -> Context:
    talk, field, flow = turn.talk, turn.slots.get(REQUESTED), at_hand(turn)
    subject = talk.subject
    return Context(
        asked=FIELDS.get(field, "choice") if flow and field else None,
        flow=flow.capability(turn.slots) if flow else None,
        subject=subject.capability if subject else None,
        talked=talk.messages > 1,
        answered=talk.is_answered,
        shown=bool(talk.rows),
        waits=bool(talk.waiting),
        offered=bool(turn.slots.get("offer")),
        failed=not talk.understood,
    )
