"""The request form driven without Rasa: messages read by the real reader, slots kept here."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import PeisuanAction, Turn
from actions.errors import say_error
from actions.language import language_of
from actions.message import Message, read_facts
from actions.request_form import REQUESTED, ValidateRequestForm
from actions.request_questions import QUESTIONS
from actions.speech import Speech
from actions.submit_request import SubmitRequest
from bot.understanding.quantities.read import read_quantities
from engine.usecases.context import BudgetEngine
from engine.values.errors import EngineError

COURSES = {
    "设备操作": "TC-EQ",
    "equipment operation": "TC-EQ",
    "精益生产": "TC-LEAN",
    "lean production": "TC-LEAN",
    "谈判": "TC-NEG",
    "negotiation": "TC-NEG",
}
ASKING = {one.action_name.removeprefix("action_ask_request_form_"): one for one in QUESTIONS}


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
        self.said: list[dict[str, Any]] = []
        message = self._message(text, intent)
        self._run(ValidateRequestForm(self.engine), message)
        asked = self.slots.get(REQUESTED)
        action = ASKING[asked] if asked else SubmitRequest
        followed = self._run(action(self.engine), message)
        if any(event.get("name") == "request_form" for event in followed):
            self._run(ValidateRequestForm(self.engine), message)
            if asked := self.slots.get(REQUESTED):
                self._run(ASKING[asked](self.engine), message)
        return "\n".join(str(one["custom"]["text"]) for one in self.said)

    @property
    def choices(self) -> list[str]:
        return [choice["title"] for one in self.said for choice in one["custom"]["choices"]]

    def _message(self, text: str, intent: str) -> Message:
        today = self.engine.today()
        entities = [*self._things(text), *self._quantities(text, today)]
        return Message(
            text=text,
            intent=intent,
            confidence=0.99,
            choices=(),
            message_id=f"m{next(self._numbers)}",
            person=self.person,
            channel="console",
            today=today,
            facts=read_facts(entities, today),
            entities=entities,
        )

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
        home = self.engine.company().currency
        return [
            {
                "entity": one.entity,
                "value": one.value if isinstance(one.value, str) else str(one.value),
                "start": one.start,
                "end": one.end,
                **one.extra,
            }
            for one in read_quantities(text, today, home)
        ]

    def _run(self, action: PeisuanAction, message: Message) -> Sequence[dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        language = language_of(message.text, self.slots.get("language"))
        turn = Turn(
            message=message,
            slots=self.slots,
            speech=Speech(language),
            engine=self.engine,
            dispatcher=dispatcher,
        )
        turn.slots["language"] = language
        try:
            action.respond(turn)
        except EngineError as error:
            action.on_refusal(turn, error)
        for event in turn.events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        self.said += dispatcher.messages
        return [event for event in turn.events if event["event"] == "followup"]


def refusal(engine: BudgetEngine, language: str, error: EngineError) -> str:
    """What somebody reads who is refused."""
    return say_error(Speech(language), error)
