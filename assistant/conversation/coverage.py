"""What a message names and its answer does not use: said back, never dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.capabilities import CAPABILITIES
from assistant.message import CATALOGUED, TOPICS, Message

# Kinds by which an answer could be limited or computed; the others are words in passing.
TELLING = frozenset(
    {"department", "position", "course", "skill", "kpi", "employee_name", "period", "headcount"}
)
# What is told of them under another name.
AS = {"number": "headcount", "amount_per_head": "amount", "amount_per_session": "amount"}


def unused(message: Message) -> list[str]:
    """The words of what the answer will not be limited to, as they were said."""
    capability = CAPABILITIES.get(message.intent)
    if capability is None or capability.uses is None:
        return []
    used = capability.uses
    return list(
        dict.fromkeys(
            _words(message.text, one)
            for one in message.entities
            if _is_sure(one) and _kind(one) in TELLING and _kind(one) not in used
        )
    )


def _is_sure(entity: Mapping[str, Any]) -> bool:
    """Said in this message, and no mere guess at a name: a thing of the catalogue, or a figure."""
    said = entity.get("start") is not None and not entity.get("guessed")
    return said and (entity["entity"] not in CATALOGUED + TOPICS or bool(entity.get("code")))


def _kind(entity: Mapping[str, Any]) -> str:
    kind = str(entity.get("kind") or entity["entity"])
    return AS.get(kind, kind)


def _words(text: str, entity: Mapping[str, Any]) -> str:
    return text[entity["start"] : entity["end"]].strip()
