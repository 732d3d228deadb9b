"""One of the assistant's actions by itself, on a message and on slots as they are."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.base import PeisuanAction, take_turn
from assistant.conversation.talk import Talk
from assistant.message import Message
from engine.usecases.context import BudgetEngine


def run_alone(
    action: type[PeisuanAction],
    engine: BudgetEngine,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
) -> list[dict[str, Any]]:
    """What it sets, and what it says follows; its replies are with the dispatcher."""
    talk = Talk(slots=dict(tracker.current_slot_values()))
    turn = take_turn(engine, Message.latest(tracker), talk, dispatcher, action().take)
    return [] if turn is None else turn.events
