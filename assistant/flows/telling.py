"""Whether a message told a flow anything."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.base import Turn
from assistant.flows.names import REQUESTED

# What a step sets that no message told it.
UNTOLD = {REQUESTED, "misunderstood", "last_lookup"}


@dataclass(frozen=True)
class Before:
    """How a turn stood: how much was set in it, and said."""

    events: int
    said: int

    @classmethod
    def of(cls, turn: Turn) -> Before:
        return cls(len(turn.events), len(turn.dispatcher.messages))

    def is_told(self, turn: Turn) -> bool:
        """Whether something was set or said since."""
        events = turn.events[self.events :]
        told = {event["name"] for event in events if event["event"] == "slot"}
        return bool(told - UNTOLD) or len(turn.dispatcher.messages) > self.said
