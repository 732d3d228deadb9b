"""The request form driven without Rasa: messages read by the real reader, slots kept here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from assistant.flows.names import REQUEST, REQUESTED
from assistant.reply import Reply
from assistant.understanding.quantities.read import read_quantities
from engine.usecases.context import BudgetEngine
from tests.assistant.alone import Taken, run_alone
from tests.assistant.steps import REQUEST_ENDS, REQUEST_READS, asks

COURSES = {
    "设备操作": "TC-EQ",
    "equipment operation": "TC-EQ",
    "精益生产": "TC-LEAN",
    "lean production": "TC-LEAN",
    "谈判": "TC-NEG",
    "negotiation": "TC-NEG",
}


@dataclass
class Talk:
    """One person's talk in the form; `courses` are the names that the catalogue knows."""

    engine: BudgetEngine
    person: str = "workshop-head"
    courses: dict[str, str] = field(default_factory=lambda: dict(COURSES))
    slots: dict[str, Any] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def say(self, text: str, intent: str = "request_budget") -> str:
        """All that is answered, the next question included."""
        self.replies: list[Reply] = []
        message = self._message(text, intent)
        self._run(REQUEST_READS, message)
        asked = self.slots.get(REQUESTED)
        followed = self._run(asks(REQUEST, asked) if asked else REQUEST_ENDS, message)
        if any(event.get("name") == "request_form" for event in followed):
            self._run(REQUEST_READS, message)
            if asked := self.slots.get(REQUESTED):
                self._run(asks(REQUEST, asked), message)
        return "\n".join(reply.text for reply in self.replies)

    @property
    def choices(self) -> list[str]:
        return [choice.title for reply in self.replies for choice in reply.choices]

    def _message(self, text: str, intent: str) -> dict[str, Any]:
        company, today = self.engine.company(), self.engine.today()
        return {
            "text": text,
            "message_id": f"m{next(self._numbers)}",
            "intent": {"name": intent, "confidence": 0.99},
            "intent_ranking": [],
            "entities": [*self._things(text), *self._quantities(text, today)],
            "metadata": {
                "person": self.person,
                "channel": "console",
                "today": today.isoformat(),
                "currency": company.currency,
                "fiscal_month": company.fiscal.first_month,
            },
        }

    def _things(self, text: str) -> list[dict[str, Any]]:
        return [
            {
                "entity": "course",
                "value": name,
                "code": code,
                "start": text.lower().index(name),
                "end": text.lower().index(name) + len(name),
            }
            for name, code in self.courses.items()
            if name in text.lower()
        ]

    def _quantities(self, text: str, today: date) -> list[dict[str, Any]]:
        company = self.engine.company()
        return [
            {
                "entity": one.entity,
                "value": one.value if isinstance(one.value, str) else str(one.value),
                "start": one.start,
                "end": one.end,
                **one.extra,
            }
            for one in read_quantities(text, today, company.fiscal, home=company.currency)
        ]

    def _run(
        self, action: Callable[[], Taken], message: dict[str, Any]
    ) -> Sequence[dict[str, Any]]:
        tracker = Tracker("t", self.slots, message, [], False, None, {}, "")
        dispatcher = CollectingDispatcher()
        events = run_alone(action, self.engine, dispatcher, tracker)
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        self.replies += [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
        return [event for event in events if event["event"] == "followup"]
