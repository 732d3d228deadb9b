"""The one custom action: whatever was said is answered by the assistant, in one call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.names import ACTION, TALK
from assistant.base import Reader, take_turn
from assistant.conversation.conducting import conduct
from assistant.conversation.talk import Talk
from assistant.message import Message
from engine.usecases.context import BudgetEngine

# Beside the talk: which store it is about.
STORE = "store"


class Answer(Action):  # type: ignore[misc]
    """Rasa has read the message; which flow it belongs to, and what is done, is decided here."""

    def __init__(self, engine: BudgetEngine, reader: Callable[[Message], Reader]) -> None:
        self._engine = engine
        self._reader = reader

    def name(self) -> str:
        return ACTION

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return await asyncio.to_thread(self._answer, dispatcher, tracker)

    def _answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
        # What was said about another store, before a restore, means something else in this one.
        store, kept = self._engine.database.identity, tracker.get_slot(TALK) or {}
        talk = Talk.from_plain(kept if kept.get(STORE, store) == store else None)
        message = Message.latest(tracker)
        read = self._reader(message)
        turn = take_turn(self._engine, message, talk, dispatcher, conduct, read)
        return [] if turn is None else [SlotSet(TALK, {**turn.talk.as_plain(), STORE: store})]


def action_executor(engine: BudgetEngine, reader: Callable[[Message], Reader]) -> ActionExecutor:
    """What Rasa's action webhook runs, against `engine`; `reader` has further texts read as a
    message was."""
    executor = ActionExecutor()
    executor.register_action(Answer(engine, reader))
    return executor
