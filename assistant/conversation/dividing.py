"""Several things said in one message: each is done, in the order in which it makes sense.

Only where a sentence plainly asks something of its own, beside another one that does something
else: what gives a reason or a figure to the sentence before stays with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.acting.likeliest import Likely, certainty
from assistant.base import Turn
from assistant.conversation.weighing import weighed
from assistant.flows.names import REQUESTED
from assistant.message import Message, Part, read_facts
from assistant.reading.answers import TOLD, WORDS

ASKS = ("ask", "why", "knowledge")
# How sure a sentence has to be read as a question for it to stand alone, and another as something
# else to stand beside it.
SURE = 0.6
RATHER = 0.5
# What says nothing to go by is left out beside what does.
IDLE = ("social", "unclear")
# What is told to a flow, but a yes or a no to it.
TOLD_OF_IT = frozenset(TOLD) - {"yes", "no"}


def divided(turn: Turn) -> tuple[Message, ...]:
    """The message as those that it is made of; itself where it is one."""
    message = turn.message
    if message.act is not None or not message.parts:
        return (message,)
    said = [weighed(turn, _part(message, one, number)) for number, one in enumerate(message.parts)]
    if turn.slots.get(REQUESTED) not in WORDS:
        said = [one for one in said if not (_is_idle(one) or _is_empty_yes(turn, one))]
    if len(said) == 1:
        return tuple(said)
    return tuple(_in_order(said)) if said and _are_several(said) else (message,)


def _part(message: Message, part: Part, number: int) -> Message:
    """A sentence as a message of its own."""
    entities = tuple(_within(message.entities, part))
    best = max(part.intents, key=lambda name: part.intents[name], default="")
    return replace(
        message,
        text=message.text[part.start : part.end],
        intent=best,
        confidence=part.intents.get(best, 0.0),
        choices=tuple(part.intents),
        entities=entities,
        facts=read_facts(entities, message.today),
        readings=part.readings,
        intents=part.intents,
        parts=(),
        message_id=f"{message.message_id}/{number}" if number else message.message_id,
    )


def _within(entities: Sequence[dict[str, Any]], part: Part) -> list[dict[str, Any]]:
    return [
        {**one, "start": one["start"] - part.start, "end": one["end"] - part.start}
        for one in entities
        if one.get("start") is not None and part.start <= one["start"] and one["end"] <= part.end
    ]


def _is_idle(message: Message) -> bool:
    return message.does(*IDLE) >= SURE and not message.facts.anything


def _is_empty_yes(turn: Turn, message: Message) -> bool:
    """An "ok" before what is meant: it confirms only what is asked, and only where it is sure."""
    first = _first(message)
    if first.act not in ("yes", "no") or message.facts.anything:
        return False
    asked = turn.slots.get(REQUESTED) or turn.slots.get("offer")
    return not asked or first.probability < certainty("yes", None)


def _are_several(said: Sequence[Message]) -> bool:
    """Whether one asks, and each does something that no other does."""
    asks = [one for one in said if one.does(*ASKS) >= SURE]
    plain = all(_first(one).probability >= RATHER for one in said)
    apart = {(_first(one).act, _first(one).capability) for one in said}
    return bool(asks) and plain and len(apart) == len(said)


def _first(message: Message) -> Likely:
    return message.likely[0]


def _in_order(said: Sequence[Message]) -> list[Message]:
    """What is asked beside the flow goes before what is told to it, so that the flow's question
    comes last; but a yes or a no is done first: what is asked may be about what comes of it."""
    return sorted(said, key=lambda one: _first(one).act in TOLD_OF_IT)
