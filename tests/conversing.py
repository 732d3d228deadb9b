"""A conversation with the assistant without Rasa: messages are read by its own reader of figures
and days, names and intents are given, and everything else is as it is with Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from assistant.base import take_turn
from assistant.conversation.conducting import conduct
from assistant.conversation.talk import Talk
from assistant.message import Message, read_facts
from assistant.reply import Reply
from assistant.understanding.quantities.read import read_quantities
from engine.usecases.context import BudgetEngine

Entity = dict[str, Any]
# Names of the sample company: what is said, the kind, the code.
NAMES: Mapping[str, tuple[str, str]] = {
    "设备操作": ("course", "TC-EQ"),
    "equipment operation": ("course", "TC-EQ"),
    "精益生产": ("course", "TC-LEAN"),
    "lean production": ("course", "TC-LEAN"),
    "谈判": ("course", "TC-NEG"),
    "negotiation": ("course", "TC-NEG"),
}


@dataclass
class Conversation:
    """What one person says, and what is answered to the last of it."""

    engine: BudgetEngine
    person: str = "workshop-head"
    names: Mapping[str, tuple[str, str]] = field(default_factory=lambda: NAMES)
    talk: Talk = field(default_factory=Talk)
    replies: list[Reply] = field(default_factory=list)
    # What the classifier has as likeliest, where it matters.
    choices_read: tuple[str, ...] = ()
    channel: str = "console"

    def say(self, text: str, intent: str = "", *entities: Entity, confidence: float = 0.95) -> str:
        """All that is answered to `text`, which the classifier took for `intent`."""
        return self._hear(text, intent, confidence, entities, None)

    def press(self, title: str) -> str:
        """The button that begins with `title`, among those offered last."""
        (choice,) = [
            one for reply in self.replies for one in reply.choices if one.title.startswith(title)
        ]
        if choice.act is None:
            return self.say(choice.title)
        return self._hear(choice.title, choice.act["intent"], 1.0, (), choice.act)

    @property
    def choices(self) -> list[str]:
        return [choice.title for reply in self.replies for choice in reply.choices]

    @property
    def slots(self) -> dict[str, Any]:
        return self.talk.slots

    def _hear(
        self,
        text: str,
        intent: str,
        confidence: float,
        entities: tuple[Entity, ...],
        act: dict[str, Any] | None,
    ) -> str:
        message = self.message(text, intent, confidence, entities, act)
        dispatcher = CollectingDispatcher()
        turn = take_turn(self.engine, message, self.talk, dispatcher, conduct, self._read)
        self.replies = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
        assert turn is not None, self.replies
        self.talk = Talk.from_plain(turn.talk.as_plain())
        return "\n".join(reply.text for reply in self.replies)

    def message(
        self,
        text: str,
        intent: str = "",
        confidence: float = 0.95,
        entities: tuple[Entity, ...] = (),
        act: dict[str, Any] | None = None,
    ) -> Message:
        """What is said, as it was read."""
        found = (*entities, *self._names(text), *self._figures(text)) if act is None else ()
        company, today = self.engine.company(), self.engine.today()
        return Message(
            text=text,
            intent=intent or "nlu_fallback",
            confidence=confidence,
            choices=self.choices_read,
            message_id=f"m{self.talk.messages}",
            person=self.person,
            channel=self.channel,
            today=today,
            fiscal=company.fiscal,
            facts=read_facts(found, today),
            entities=found,
            act=act,
        )

    def _read(self, text: str) -> dict[str, Any]:
        """A text that the message was retold in, as it is read."""
        return {"entities": self.message(text).entities}

    def _names(self, text: str) -> list[Entity]:
        return [
            named(kind, code, name, start)
            for name, (kind, code) in self.names.items()
            if (start := text.lower().find(name)) >= 0
        ]

    def _figures(self, text: str) -> list[Entity]:
        company = self.engine.company()
        found = read_quantities(text, self.engine.today(), company.fiscal, home=company.currency)
        return [
            {
                "entity": one.entity,
                "value": str(one.value) if isinstance(one.value, Decimal) else one.value,
                "start": one.start,
                "end": one.end,
                **one.extra,
            }
            for one in found
        ]


def named(kind: str, code: str, name: str, start: int = 0) -> Entity:
    """A name of the catalogue, as the pipeline finds it."""
    return {
        "entity": kind,
        "kind": kind,
        "code": code,
        "value": name,
        "start": start,
        "end": start + len(name),
    }
