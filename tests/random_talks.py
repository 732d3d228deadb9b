"""Talks at random: what people say, in any order, taken for anything, by anybody. Nobody talks so;
but whatever a message is read as, there has to be an answer."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from assistant.acting.features import ACTS
from assistant.base import take_turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.conducting import conduct
from assistant.conversation.talk import Talk
from assistant.conversation.weighing import FIELDS
from assistant.flows.names import REQUESTED
from assistant.language import LANGUAGES
from assistant.message import TOPICS, Message, Part, read_facts
from assistant.reply import Choice, Reply
from assistant.understanding.names import read_names
from assistant.understanding.names.catalogue import CatalogueNames, Meaning
from assistant.understanding.names.merge import merge
from assistant.understanding.parts import parts_of
from assistant.understanding.quantities import read_quantities
from bot.talks import MarkedMessage, marked_messages
from engine.queries.catalogue import catalogue_names
from engine.store.database import Database
from engine.store.tables import Employee, Request
from engine.usecases.context import BudgetEngine

Entity = dict[str, Any]
PEOPLE = ("workshop-head", "sales-head", "rd-head", "hr", "finance", "director", "worker")
INTENTS = (*CAPABILITIES, "nlu_fallback")
# What stands in a talk about another company, and which of ours may take its place.
OURS = {"unit": "org_unit", **{kind: kind for kind in (*TOPICS, "position", "kpi")}}
PERSON, REQUEST = "person", "request"
# How often a message is what it was marked as; a name is one of ours; a button is pressed; and
# somebody else goes on with his own talk.
AS_MARKED, IS_OURS, PRESSES, IS_ANOTHERS = 0.6, 0.7, 0.2, 0.1
# How often a question is answered with something that was an answer to such a one.
ANSWERS = 0.5


@cache
def _sayings() -> tuple[MarkedMessage | tuple[str, str], ...]:
    """What is marked by hand, and (capability, sentence) of what the reader is taught."""
    taught = []
    for capability in CAPABILITIES.values():
        for language in LANGUAGES:
            file = capability.sentences(language)
            if not file.exists():
                continue
            for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
                lines = block["examples"].splitlines()
                taught += [(capability.name, one.removeprefix("- ").strip()) for one in lines]
    return (*marked_messages(), *taught)


@cache
def _answers() -> Mapping[str | None, list[MarkedMessage]]:
    """What was said when a kind of answer was asked for."""
    found: dict[str | None, list[MarkedMessage]] = {}
    for one in marked_messages():
        found.setdefault(one.context.asked, []).append(one)
    return found


@dataclass(kw_only=True)
class RandomTalks:
    """What several people say to the assistant, one after the other, about one store."""

    engine: BudgetEngine
    database: Database
    seed: int
    talks: dict[str, Talk] = field(default_factory=dict)
    offered: dict[str, list[Choice]] = field(default_factory=dict)
    said: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.person = self.chance.choice(PEOPLE)
        with self.database.transaction() as session:
            known = [Meaning(one.kind, one.code, one.name) for one in catalogue_names(session)]
            self.people = list(session.scalars(select(Employee.name).limit(60)))
        self.names = CatalogueNames(known)
        self.known: dict[str, list[str]] = {}
        for one in known:
            self.known.setdefault(one.kind, []).append(one.name)

    def go_on(self) -> str | None:
        """Say one thing more; it, where there was no answer to it."""
        if self.chance.random() < IS_ANOTHERS:
            self.person = self.chance.choice(PEOPLE)
        offered = self.offered.get(self.person)
        if offered and self.chance.random() < PRESSES:
            choice = self.chance.choice(offered)
            intent = choice.act["intent"] if choice.act else self._any(INTENTS)
            return self._hear(self._message(choice.title, "fill", intent, choice.act))
        saying = self._saying()
        if isinstance(saying, MarkedMessage):
            act, capability = saying.acts[0]
            return self._hear(self._message(self._in_our_words(saying), act, capability))
        return self._hear(self._message(saying[1], "start", saying[0]))

    def _saying(self) -> MarkedMessage | tuple[str, str]:
        slots = self.talks.get(self.person, Talk()).slots
        asked = FIELDS.get(slots.get(REQUESTED) or "")
        answers = _answers().get(asked) if asked else None
        if answers and self.chance.random() < ANSWERS:
            return self.chance.choice(answers)
        return self.chance.choice(_sayings())

    def _hear(self, message: Message) -> str | None:
        dispatcher = CollectingDispatcher()
        talk = self.talks.get(self.person, Talk())
        turn = take_turn(self.engine, message, talk, dispatcher, conduct)
        if turn is None or not dispatcher.messages:
            return f"{self.person}: {message.text} [{message.intent}]"
        replies = [Reply.from_plain(one["custom"]) for one in dispatcher.messages]
        self.offered[self.person] = [choice for one in replies for choice in one.choices]
        # As Rasa keeps it.
        kept = json.loads(json.dumps(turn.talk.as_plain()))
        self.talks[self.person] = Talk.from_plain(kept)
        return None

    def _in_our_words(self, saying: MarkedMessage) -> str:
        """The message with names of this company in the place of most."""
        text = saying.text
        for mark in sorted(saying.mentions, key=lambda one: -one.start):
            ours = self._ours(mark.kind)
            if ours and self.chance.random() < IS_OURS:
                text = text[: mark.start] + self._any(ours) + text[mark.end :]
        return text

    def _ours(self, kind: str) -> list[str]:
        if kind == PERSON:
            return self.people
        if kind == REQUEST:
            with self.database.transaction() as session:
                return list(session.scalars(select(Request.number)))
        return self.known.get(OURS.get(kind, ""), [])

    def _message(
        self, text: str, act: str, intent: str | None, button: dict[str, Any] | None = None
    ) -> Message:
        """What was said, read as it was meant or as anything else."""
        self.said += 1
        entities = self._entities(text, intent) if button is None else ()
        company, today = self.engine.company(), self.engine.today()
        if button is None:
            act, intent = self._maybe(act, ACTS), self._maybe(intent, INTENTS)
        intents, readings = self._shares(intent, INTENTS), self._shares(act, ACTS)
        parts = parts_of(text)
        return Message(
            text=text,
            intent=intent or "nlu_fallback",
            confidence=intents.get(intent or "", 0.5) if button is None else 1.0,
            choices=sorted(intents, key=lambda one: -intents[one]),
            message_id=f"m{self.said}",
            person=self.person,
            channel=self._any(("console", "web")),
            today=today,
            fiscal=company.fiscal,
            facts=read_facts(entities, today),
            entities=entities,
            act=button,
            intents=intents,
            readings=readings,
            parts=tuple(self._part(*span) for span in parts),
        )

    def _part(self, start: int, end: int) -> Part:
        intent, act = self._any(INTENTS), self._any(ACTS)
        return Part(start, end, self._shares(intent, INTENTS), self._shares(act, ACTS))

    def _entities(self, text: str, intent: str | None) -> tuple[Entity, ...]:
        company = self.engine.company()
        found = read_quantities(text, self.engine.today(), company.fiscal, home=company.currency)
        role = self._any(TOPICS)
        names = merge(text, self.names.find(text), read_names(text), self.names)
        figures = [
            {
                "entity": one.entity,
                "start": one.start,
                "end": one.end,
                "value": _plain(one.value) if isinstance(one.value, Decimal) else one.value,
                **one.extra,
            }
            for one in found
        ]
        named = [{**one, "entity": role} if one["entity"] in TOPICS else one for one in names]
        return (*named, *figures)

    def _shares(self, likeliest: str | None, every: tuple[str, ...]) -> Mapping[str, float]:
        """Probabilities of a few, the likeliest first."""
        sure = self.chance.uniform(0.3, 1.0)
        others = self.chance.sample(every, 4)
        return {**dict.fromkeys(others, (1 - sure) / 4), likeliest or every[0]: sure}

    def _maybe(self, marked: str | None, every: tuple[str, ...]) -> str:
        keep = marked is not None and self.chance.random() < AS_MARKED
        return marked if keep and marked is not None else self._any(every)

    def _any(self, of: Any) -> Any:
        return self.chance.choice(of)


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else str(value)
