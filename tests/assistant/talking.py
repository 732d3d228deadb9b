"""Actions run without Rasa: what was understood of a message goes in, replies come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.reply import Reply
from engine.usecases.context import BudgetEngine
from tests.assistant.alone import Taken, run_alone
from tests.conftest import NOW

Entity = dict[str, Any]


@dataclass
class Talk:
    """One conversation of `person`: its slots stay from action to action."""

    engine: BudgetEngine
    person: str
    slots: dict[str, Any] = field(default_factory=dict)
    messages: int = 0

    def run(
        self, action: Callable[[], Taken], text: str, *entities: Entity, intent: str = ""
    ) -> list[Reply]:
        """What `action` answers to `text`, of which Rasa understood `entities`."""
        self.messages += 1
        message = {
            "text": text,
            "message_id": f"m{self.messages}",
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [],
            "entities": list(entities),
            "metadata": {
                "person": self.person,
                "channel": "console",
                "today": NOW.date().isoformat(),
                "currency": "CNY",
                "fiscal_month": 1,
            },
        }
        tracker = Tracker("t", self.slots, message, [], False, None, {}, "")
        dispatcher = CollectingDispatcher()
        for event in run_alone(action, self.engine, dispatcher, tracker):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        return [Reply.from_plain(one["custom"]) for one in dispatcher.messages]


def said(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


def buttons(replies: list[Reply]) -> list[str]:
    return [choice.title for reply in replies for choice in reply.choices]
