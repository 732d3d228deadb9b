"""The latest message as understood: its intent, and the facts said in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker

Thing = dict[str, str]
ASKING = re.compile(
    r"[?？吗呢么]$|多少|怎么|为什么|什么|哪|(?<![十百两三四五])几[个名位]|"
    r"\b(?:how|what|why|where|which|who)\b",
    re.IGNORECASE,
)
CATALOGUED = ("course", "skill", "department", "position", "kpi")


@dataclass(frozen=True)
class Facts:
    """What a message says. Catalogue names are {code, name}; an unlisted course {topic}."""

    course: Thing | None = None
    skill: Thing | None = None
    department: Thing | None = None
    position: Thing | None = None
    kpi: Thing | None = None
    headcount: Decimal | None = None
    vague_headcount: str | None = None
    amount: Decimal | None = None
    amount_per_head: Decimal | None = None
    period: dict[str, str] | None = None
    number: Decimal | None = None
    request_id: str | None = None

    @property
    def anything(self) -> bool:
        return any(getattr(self, name) is not None for name in self.__dataclass_fields__)

    @property
    def changes_request(self) -> bool:
        """Whether it says anew how many, how much, when, or which course."""
        said = (
            self.headcount,
            self.amount,
            self.amount_per_head,
            self.period,
            (self.course or {}).get("code"),
        )
        return any(fact is not None for fact in said)


@dataclass(frozen=True)
class Message:
    text: str
    intent: str
    confidence: float
    choices: Sequence[str]
    message_id: str
    person: str
    channel: str
    facts: Facts = field(default_factory=Facts)

    @classmethod
    def latest(cls, tracker: Tracker) -> Message:
        latest = tracker.latest_message
        intent = latest.get("intent") or {}
        ranking = [choice["name"] for choice in latest.get("intent_ranking", [])]
        metadata = latest.get("metadata") or {}
        return cls(
            text=latest.get("text") or "",
            intent=intent.get("name") or "",
            confidence=intent.get("confidence") or 0.0,
            choices=[name for name in ranking if name != "nlu_fallback"],
            message_id=latest.get("message_id") or "",
            person=metadata.get("person", ""),
            channel=metadata.get("channel", ""),
            facts=read_facts(latest.get("entities", [])),
        )

    @property
    def asks(self) -> bool:
        """Whether it is put as a question."""
        return bool(ASKING.search(self.text.strip()))


def read_facts(entities: Sequence[dict[str, Any]]) -> Facts:
    """The first value of each kind."""
    facts: dict[str, Any] = {}
    for entity in entities:
        kind = entity["entity"]
        if kind in facts or kind not in Facts.__dataclass_fields__:
            continue
        facts[kind] = _value(entity)
    return Facts(**facts)


def _value(entity: dict[str, Any]) -> Any:
    kind, value = entity["entity"], entity["value"]
    if kind in CATALOGUED:
        code = entity.get("code")
        return {"code": code, "name": value} if code else {"topic": value}
    if kind == "period":
        return {"words": value, "first_day": entity["first_day"], "last_day": entity["last_day"]}
    if kind in ("vague_headcount", "request_id"):
        return value
    return Decimal(str(value))
