"""What a flow is about, in few words, for somebody who comes back to it."""

from __future__ import annotations

from assistant.base import Turn
from assistant.conversation.flows import DECISION, REQUEST, STATEMENT, Flow
from assistant.draft import thing_of
from assistant.requesting.lines import is_several, lines_of, name_of


def at_hand(turn: Turn, flow: Flow) -> str:
    """The request for a training and for how many; the request decided on; the need; the
    statement."""
    if flow.name == DECISION:
        decision, number = turn.slots.get("decision"), turn.slots.get("decision_number")
        return turn.say(f"back.{decision}", number=number or "")
    if flow.name == STATEMENT:
        return turn.say(f"back.{turn.slots.get('statement')}")
    thing = thing_of(turn.slots)
    name = turn.speech.name(thing) if thing.get("name") else thing.get("topic")
    if flow.name == REQUEST and is_several(turn.slots):
        names = [name_of(turn, one) for one in lines_of(turn.slots)]
        return turn.say("back.requests", trainings=names)
    if flow.name == REQUEST:
        headcount = turn.slots.get("headcount")
        if name and headcount:
            return turn.say("back.request_for", training=name, headcount=int(headcount))
        return turn.say("back.request", training=name) if name else turn.say("back.new_request")
    return turn.say("back.need", topic=name) if name else turn.say("back.new_need")
