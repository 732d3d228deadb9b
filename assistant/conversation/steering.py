"""What the classifier of capabilities took a message for, set right by what the talk makes of it.

Words such as "ok", "drop it" or "hello" before a question begin nothing, and what begins nothing
changes nothing: it is never a decision, a request or a goal.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.capabilities import of_kind
from assistant.message import Message

CHANGES, COURTESIES = of_kind("change"), of_kind("courtesy")
# Acts that begin nothing, and what each is where no flow is open.
BARE = {"yes": "affirm", "no": "deny", "stop": "cancel", "social": "thanks_bye"}
# How sure a bare act has to be to stand in the place of what was read.
SURE = 0.6
# What begins a change has to be likely to begin anything at all.
LIKELY = 0.25
BEGINNING = ("start", "change", "undo")
GREETINGS = ("greet", "thanks_bye")


def steered(message: Message) -> Message:
    """The message as what it is with nothing at hand."""
    if message.act is not None:
        return message
    if message.intent in GREETINGS and _says_more(message):
        return _next_likely(message)
    if not message.likely or message.intent not in CHANGES:
        return message
    first = message.likely[0]
    if first.act in BARE and message.does(first.act) >= SURE and not message.facts.anything:
        return replace(message, intent=BARE[first.act])
    if message.does(*BEGINNING) < LIKELY:
        return replace(message, intent="nlu_fallback")
    return message


def _says_more(message: Message) -> bool:
    """Whether a greeting only stands before what is meant."""
    return message.asks or message.facts.anything


def _next_likely(message: Message) -> Message:
    others = [one for one in message.choices if one not in COURTESIES]
    if not others:
        return message
    return replace(message, intent=others[0], confidence=message.intents.get(others[0], 0.5))
