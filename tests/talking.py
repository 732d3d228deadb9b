"""Talking to the actions without Rasa: what was said, as read, and what was replied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from assistant.base import Turn
from assistant.flows.names import REQUEST, REQUESTED
from assistant.language import language_of
from assistant.message import Message, read_facts
from assistant.speech import Speech
from assistant.understanding.quantities import read_quantities
from engine.usecases.context import BudgetEngine
from tests.assistant.alone import Taken
from tests.assistant.steps import REQUEST_READS, asks

Entity = dict[str, Any]


def read(text: str, engine: BudgetEngine) -> list[Entity]:
    """The times and figures of a text, as the assistant's own reader hands them on."""
    company = engine.company()
    found = read_quantities(text, engine.today(), company.fiscal)
    return [
        {
            "entity": one.entity,
            "start": one.start,
            "end": one.end,
            "value": str(one.value) if isinstance(one.value, Decimal) else one.value,
            **one.extra,
        }
        for one in found
    ]


@dataclass
class Talk:
    """One person's conversation with the actions."""

    engine: BudgetEngine
    person: str
    slots: dict[str, Any] = field(default_factory=dict)
    said: int = 0
    replies: list[dict[str, Any]] = field(default_factory=list)

    def act(
        self,
        action: Callable[[], Taken],
        text: str,
        *entities: Entity,
        intent: str = "",
    ) -> str:
        """Run one action on a message; what it replied, line by line."""
        self.said += 1
        turn = self._turn(text, [*entities, *read(text, self.engine)], intent)
        self._run(action, turn)
        return self.text

    def request(self, text: str, *entities: Entity) -> str:
        """Say something to the request form; its replies and its next question."""
        self.said += 1
        everything = [*entities, *read(text, self.engine)]
        turn = self._turn(text, everything, "request_budget")
        self._run(REQUEST_READS, turn)
        asked = self.slots.get(REQUESTED)
        if asked:
            again = self._turn(text, everything, "request_budget")
            self._run(asks(REQUEST, asked), again, keep=True)
        return self.text

    @property
    def text(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def choices(self) -> list[str]:
        return [one["title"] for reply in self.replies for one in reply.get("choices", [])]

    def _turn(self, text: str, entities: list[Entity], intent: str) -> Turn:
        company, today = self.engine.company(), self.engine.today()
        language = language_of(text, self.slots.get("language"))
        self.slots["language"] = language
        message = Message(
            text=text,
            intent=intent,
            confidence=0.9,
            choices=[],
            message_id=f"m{self.said}",
            person=self.person,
            channel="test",
            today=today,
            fiscal=company.fiscal,
            facts=read_facts(entities, today),
            entities=entities,
        )
        return Turn(
            message=message,
            slots=self.slots,
            speech=Speech(language, company.fiscal),
            engine=self.engine,
            dispatcher=CollectingDispatcher(),
        )

    def _run(self, action: Callable[[], Taken], turn: Turn, keep: bool = False) -> None:
        action().take(turn)
        said = [message["custom"] for message in turn.dispatcher.messages]
        self.replies = [*self.replies, *said] if keep else said
