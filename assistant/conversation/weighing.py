"""What a message does, weighed with what stands open in the talk."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.context import Context, Said
from assistant.acting.likeliest import acts
from assistant.base import Turn
from assistant.conversation.flows import DECISION, NEED, REQUEST, STATEMENT
from assistant.conversation.stacking import FLOW
from assistant.message import Message
from assistant.request_form import REQUESTED

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
    talk, field = turn.talk, turn.slots.get(REQUESTED)
    flow = turn.slots.get(FLOW)
    subject = talk.subject
    return Context(
        asked=FIELDS.get(field, "choice") if flow and field else None,
        flow=_in_hand(turn, flow),
        subject=subject.capability if subject else None,
        talked=talk.messages > 1,
        answered=talk.is_answered,
        shown=bool(talk.rows),
        waits=bool(talk.waiting),
        offered=bool(turn.slots.get("offer")),
        failed=not talk.understood,
    )


def _in_hand(turn: Turn, flow: str | None) -> str | None:
    """The capability of the flow that is open."""
    own = {REQUEST: "request_budget", NEED: "report_skill_need"}
    of_slots = {DECISION: "decision", STATEMENT: "statement"}
    if flow in of_slots:
        capability = turn.slots.get(of_slots[flow])
        return str(capability) if capability else None
    return own.get(flow or "")
