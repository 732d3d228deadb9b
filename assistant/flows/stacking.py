"""Putting a flow aside for another one, and taking it up again."""

from __future__ import annotations

from assistant.base import Turn
from assistant.conversation.talk import Waiting
from assistant.flows.all import FLOWS
from assistant.flows.flow import Flow
from assistant.flows.names import FLOW, REQUESTED

# What belongs to the conversation, whichever flow is at hand.
SHARED = frozenset(
    {
        "language",
        "last_lookup",
        "last_request",
        "last_explanation",
        "last_decision",
        "last_need",
        "talked_at",
        "looked_at",
        "misunderstood",
        "shown_tables",
        "trouble",
    }
)


def at_hand(turn: Turn) -> Flow | None:
    return FLOWS.get(turn.slots.get(FLOW) or "")


def put_aside(turn: Turn, flow: Flow) -> None:
    """Keep all that was said for it, and begin with nothing."""
    fields = {
        name: value
        for name, value in turn.slots.items()
        if name not in SHARED and value is not None
    }
    turn.personal = flow.is_personal(turn)
    turn.reply(turn.say("back.put_aside", what=flow.about(turn)))
    turn.remember(waiting=(*turn.talk.waiting, Waiting(flow.name, fields)), asked=None)
    turn.set(**dict.fromkeys(fields))


def take_up_again(turn: Turn) -> Flow | None:
    """The flow that was put aside last, as it stood; None where none waits."""
    if not turn.talk.waiting:
        return None
    *others, last = turn.talk.waiting
    flow = FLOWS[last.flow]
    turn.remember(waiting=tuple(others), asked=None)
    turn.set(**last.slots)
    turn.personal = flow.is_personal(turn)
    turn.reply(turn.say("back.goes_on", what=flow.about(turn)))
    return flow


def close(turn: Turn) -> None:
    turn.set(**{FLOW: None, REQUESTED: None})
    turn.remember(asked=None)
