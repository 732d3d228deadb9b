"""One of the assistant's actions by itself, on a message and on slots as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import Turn, take_turn
from assistant.conversation.talk import Talk
from assistant.message import Message
from engine.usecases.context import BudgetEngine


class Taken(Protocol):
    """What does something with a turn: one of the assistant's actions."""

    def take(self, turn: Turn) -> None: ...


def run_alone(
    action: Callable[[], Taken],
    engine: BudgetEngine,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
) -> list[dict[str, Any]]:
    """What it sets, and what it says follows; its replies are with the dispatcher."""
    talk = Talk(slots=dict(tracker.current_slot_values()))
    turn = take_turn(engine, Message.latest(tracker), talk, dispatcher, action().take)
    if turn is None:
        return []
    followed = [FollowupAction(turn.follows)] if turn.follows else []
    return [*turn.events, *followed]
