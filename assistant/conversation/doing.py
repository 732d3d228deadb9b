"""Having one of the assistant's actions done within a turn."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn


def do(turn: Turn, action: type[PeisuanAction]) -> str | None:
    """Have it done; the flow that it says goes on from there."""
    before = len(turn.events)
    action().take(turn)
    return next((one["name"] for one in turn.events[before:] if one["event"] == "followup"), None)
