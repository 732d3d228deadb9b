"""What is not sure enough to be gone on with: it is asked what was meant, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.features import BEGINS
from assistant.acting.likeliest import certainty, sureness
from assistant.capabilities import of_kind
from assistant.message import Message

# By kind of capability: the acts that begin it, the usual one first.
ACTS = {"change": ("start", "change", "undo"), "question": ("ask", "vary", "more", "repeat")}
BEGINNING = {
    name: (BEGINS.get(name, acts[0]), *acts)
    for kind, acts in ACTS.items()
    for name in of_kind(kind)
}
# As sure as what the talk has made of it.
CERTAIN = 1.0
NOT_UNDERSTOOD = "nlu_fallback"


def doubted(message: Message) -> Message:
    """The message, or, where a wrong reading of it would do more harm than asking, one that is not
    understood: its `choices` are what it may be, that reading first."""
    acts = BEGINNING.get(message.intent)
    if acts is None or not message.likely or message.confidence >= CERTAIN:
        return message
    meant = sum(
        one.probability
        for one in message.likely
        if one.capability == message.intent and one.act in acts
    )
    if sureness(meant, message.intent, message.intents) >= certainty(acts[0], message.intent):
        return message
    others = (one.capability for one in message.likely if one.capability)
    choices = tuple(dict.fromkeys((message.intent, *others, *message.choices)))
    return replace(message, intent=NOT_UNDERSTOOD, choices=choices)
