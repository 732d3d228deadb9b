"""One message and what is done with it: the flow that is open reads it first; what tells it
nothing is answered as what it is, and the flow asks again."""

from __future__ import annotations

from assistant.analyses import ANALYSIS_ACTIONS
from assistant.base import PeisuanAction, Turn
from assistant.conversation.flows import FLOWS, OPENS, REQUEST, Flow
from assistant.lookups import LOOKUP_ACTIONS
from assistant.report import ExportReport
from assistant.request_form import REQUESTED
from assistant.small_talk import SMALL_TALK, Cancel, Clarify

# The flow at hand.
FLOW = "flow"
ANSWERS: dict[str, type[PeisuanAction]] = {
    one.action_name.removeprefix("action_"): one
    for one in (*LOOKUP_ACTIONS, *ANALYSIS_ACTIONS, *SMALL_TALK, ExportReport)
}
# What is meant only where no flow is open: within one, the flow has read it.
OUTSIDE = ("affirm", "deny")


def conduct(turn: Turn) -> None:
    """Answer a message in full."""
    turn.message = turn.message.with_people(turn.perform)
    flow = FLOWS.get(turn.slots.get(FLOW) or "")
    if flow is not None and _reads(turn, flow):
        _go_on(turn, flow)
        return
    intent = turn.message.intent
    if flow is None and (opened := _opened(turn)) is not None:
        _open(turn, opened)
        return
    if flow is not None and intent == "cancel":
        _do(turn, Cancel)
        turn.set(**{FLOW: None, REQUESTED: None})
        return
    answer = ANSWERS.get(intent, Clarify)
    if flow is not None and intent in OUTSIDE:
        answer = Clarify
    followed = _do(turn, answer)
    if followed is not None:
        _open(turn, FLOWS[followed])
    elif flow is not None:
        _ask(turn, flow)


def _opened(turn: Turn) -> Flow | None:
    """The flow that the message begins."""
    intent = turn.message.intent
    accepted = intent in ("affirm", "amend_request")
    if accepted and turn.slots.get("offer") == "request_budget":
        return FLOWS[REQUEST]
    name = OPENS.get(intent)
    return FLOWS[name] if name else None


def _open(turn: Turn, flow: Flow) -> None:
    turn.set(**{FLOW: flow.name, REQUESTED: None})
    _do(turn, flow.reads)
    _go_on(turn, flow)


def _reads(turn: Turn, flow: Flow) -> bool:
    """Whether the message told the flow anything: it sets a slot then, beside what to ask."""
    before = len(turn.events)
    _do(turn, flow.reads)
    told = {event["name"] for event in turn.events[before:] if event["event"] == "slot"}
    return bool(told - {REQUESTED, "misunderstood", "last_lookup"})


def _go_on(turn: Turn, flow: Flow) -> None:
    """Ask for what is still open; end the flow where nothing is."""
    if turn.slots.get(REQUESTED) is not None:
        _ask(turn, flow)
        return
    turn.set(**{FLOW: None, REQUESTED: None})
    followed = _do(turn, flow.ends)
    if followed is not None:
        _open(turn, FLOWS[followed])


def _ask(turn: Turn, flow: Flow) -> None:
    asked = turn.slots.get(REQUESTED)
    if asked is None:
        _go_on(turn, flow)
        return
    turn.set(**{FLOW: flow.name})
    _do(turn, flow.question(asked))


def _do(turn: Turn, action: type[PeisuanAction]) -> str | None:
    """Have it done; the flow that it says goes on from there."""
    before = len(turn.events)
    action().take(turn)
    return next((one["name"] for one in turn.events[before:] if one["event"] == "followup"), None)
