"""What is not sure enough to be gone on with: it is asked what was meant, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from assistant.acting.features import BEGINS, HARM
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


# What harms nobody else is begun, and summed up, where its words alone are as plain as this and what
# the message does is no other thing: goals and ratings are statements, and look like any other.
PLAIN = 0.7
SPEAKS_FOR = ("start", "unclear", "social")


REQUEST = "request_budget"


def is_plain(message: Message) -> bool:
    facts = message.facts
    if message.intent != REQUEST and (facts.headcount or facts.amount or facts.amount_per_head):
        # People or money for a training: it may well be a request.
        return False
    own = message.intent in HARM["own"] and message.likely and message.likely[0].act in SPEAKS_FOR
    return bool(own) and message.intents.get(message.intent, 0.0) >= PLAIN


def doubted(message: Message) -> Message:
    """The message, or, where a wrong reading of it would do more harm than asking, one that is not
    understood: its `choices` are what it may be, that reading first."""
    acts = BEGINNING.get(message.intent)
    if acts is None or not message.likely or message.confidence >= CERTAIN or is_plain(message):
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
