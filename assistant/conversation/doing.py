"""Having one of the assistant's actions done within a turn."""

from __future__ import annotations

from collections.abc import Callable

from assistant.base import PeisuanAction, Turn


def do(turn: Turn, action: Callable[[], PeisuanAction]) -> str | None:
    """Have it done; the flow that goes on from there."""
    action().take(turn)
    followed, turn.follows = turn.follows, None
    return followed
