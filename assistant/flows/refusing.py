"""What a flow does may be refused by the engine: then it says why, each in its own way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from assistant.base import Turn
from assistant.flows.flow import Flow
from engine.values.errors import EngineError

T = TypeVar("T")


def tried(
    turn: Turn, flow: Flow, do: Callable[[], T], refused: Callable[[Turn, EngineError], None]
) -> T | None:
    """What `do` comes to; None where the engine refuses."""
    turn.personal = flow.is_personal(turn)
    try:
        return do()
    except EngineError as error:
        turn.told = False
        refused(turn, error)
        return None
