"""The latest message as understood: its intent, and the facts said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker

Thing = dict[str, str]
ASKING = re.compile(
    r"[?？吗呢么]$|多少|怎么|为什么|什么|哪|(?<![十百两三四五])几[个名位]|"
    r"\b(?:how|what|why|where|which|who)\b",
    re.IGNORECASE,
)
TOPICS = ("course", "skill")
CATALOGUED = ("department", "position", "kpi", "employee_name")
WORDS = ("vague_headcount", "vague_amount", "request_id", "level")


REQUEST_FACTS = (
    "course",
    "skill",
    "department",
    "position",
    "kpi",
    "headcount",
    "vague_headcount",
    "amount",
    "amount_per_head",
    "vague_amount",
    "period",
    "number",
    "request_id",
)


@dataclass(frozen=True)
class Unknown:
    """A name without a thing in the catalogue; `candidates` are the likeliest {code, name}."""

    kind: str
    words: str
    candidates: tuple[Thing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a message says. Catalogue names are {code, name}; an unlisted course {topic}."""

    course: Thing | None = None
    skill: Thing | None = None
    department: Thing | None = None
    position: Thing | None = None
    kpi: Thing | None = None
    headcount: Decimal | None = None
    vague_headcount: str | None = None
    # Between so many and so many people.
    bounds: tuple[int, int] | None = None
    amount: Decimal | None = None
    amount_per_head: Decimal | None = None
    vague_amount: str | None = None
    period: dict[str, str] | None = None
    number: Decimal | None = None
    request_id: str | None = None
    # Everybody who has the name that was said: {code, name}.
    people: tuple[Thing, ...] = ()
    percent_from: Decimal | None = None
    percent_to: Decimal | None = None
    past_period: dict[str, str] | None = None
    # Names of units, positions, KPIs and people that the catalogue does not hold.
    unknown: tuple[Unknown, ...] = ()
    # Names that were not written as the catalogue has them: (as written, as it is called).
    guessed: tuple[tuple[str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether it says anything that a request or a need is made of."""
        return any(getattr(self, name) is not None for name in REQUEST_FACTS)

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


@dataclass(frozen=True, kw_only=True)
class Message:
    text: str
    intent: str
    confidence: float
    choices: Sequence[str]
    message_id: str
    person: str
    channel: str
    # The day it was at the company when this was said.
    today: date
    facts: Facts = field(default_factory=Facts)
    entities: Sequence[dict[str, Any]] = ()

    @classmethod
    def latest(cls, tracker: Tracker) -> Message:
        latest = tracker.latest_message
        intent = latest.get("intent") or {}
        ranking = [choice["name"] for choice in latest.get("intent_ranking", [])]
        metadata = latest.get("metadata") or {}
        today = date.fromisoformat(metadata["today"])
        return cls(
            text=latest.get("text") or "",
            intent=intent.get("name") or "",
            confidence=intent.get("confidence") or 0.0,
            choices=[name for name in ranking if name != "nlu_fallback"],
            message_id=latest.get("message_id") or "",
            person=metadata.get("person", ""),
            channel=metadata.get("channel", ""),
            today=today,
            facts=read_facts(latest.get("entities", []), today),
            entities=latest.get("entities", []),
        )

    @property
    def asks(self) -> bool:
        """Whether it is put as a question."""
        return bool(ASKING.search(self.text.strip()))


def read_facts(entities: Sequence[dict[str, Any]], today: date) -> Facts:
    """The first value of each kind, and what else a message with several needs says."""
    facts: dict[str, Any] = {}
    for entity in entities:
        kind, value = _fact(entity, today)
        if kind in Facts.__dataclass_fields__ and value is not None:
            facts.setdefault(kind, value)
    return Facts(
        **facts,
        bounds=next(((one["low"], one["high"]) for one in entities if "low" in one), None),
        people=tuple(_people(entities)),
        unknown=tuple(_unknown(one) for one in entities if _is_unknown(one)),
        guessed=tuple((one["value"], one["name"]) for one in entities if one.get("guessed")),
    )


def _fact(entity: dict[str, Any], today: date) -> tuple[str, Any]:
    """Which fact an entity is, and its value; None where it says nothing to go by."""
    kind, value = entity["entity"], entity["value"]
    if kind in TOPICS or kind in CATALOGUED:
        return _thing(entity)
    if kind == "period":
        days = {"words": value, "first_day": entity["first_day"], "last_day": entity["last_day"]}
        past = date.fromisoformat(entity["last_day"]) < today
        return ("past_period" if past else "period"), days
    if kind in WORDS:
        return kind, value
    return kind, Decimal(str(value))


def _thing(entity: dict[str, Any]) -> tuple[str, Thing | None]:
    """Things of the catalogue go by what their code is of; topics without one are courses."""
    code, kind = entity.get("code"), entity.get("kind", entity["entity"])
    if code:
        return kind, {"code": code, "name": entity["value"]}
    if entity["entity"] in TOPICS:
        return "course", {"topic": entity["value"]}
    return kind, None


def _people(entities: Sequence[dict[str, Any]]) -> Iterator[Thing]:
    """Those whom the first name of a person may mean."""
    named = [one for one in entities if one["entity"] == "employee_name" and one.get("code")]
    for one in named:
        if one["start"] == named[0]["start"]:
            yield {"code": one["code"], "name": one["value"]}


def _is_unknown(entity: dict[str, Any]) -> bool:
    return entity["entity"] in CATALOGUED and not entity.get("code")


def _unknown(entity: dict[str, Any]) -> Unknown:
    return Unknown(entity["entity"], entity["value"], tuple(entity.get("candidates", ())))
