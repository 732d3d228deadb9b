"""Of what a message names, that which is meant: not what it replaces, and not what it rules out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from assistant.message import TOPICS, Message, read_facts
from assistant.querying.about import CERTIFICATE, UNTRAINED, about_of
from assistant.reading import read_mentions
from assistant.reading.mention import EXCLUDED, NEW, OLD, Mention

# The reader of days and figures knows itself what is replaced among them.
NAMES = frozenset({"department", "position", "course", "skill", "kpi", "employee_name"})
Entity = Mapping[str, Any]
_YEAR = re.compile(r"(?<![\d.-])20\d\d(?![\d.-])")


def settled(message: Message) -> Message:
    """The message with the names that are meant; what is ruled out is kept apart, to be said.

    "不是一车间，是二车间" is about the second; "everybody but sales" is not about sales.
    """
    named = [one for one in message.entities if one["entity"] in NAMES]
    if message.act is not None or not named:
        return message
    mentions = read_mentions(message.text, message.entities, message.today)
    role_of = {id(one): _role(one, mentions) for one in named}
    if {CERTIFICATE, UNTRAINED} & {*about_of(message.text)}:
        # What people lack is what is asked for.
        lacked = {id(one) for one in named if one["entity"] in TOPICS}
        role_of = {key: None if key in lacked else role for key, role in role_of.items()}
    if not {OLD, EXCLUDED, NEW} & set(role_of.values()):
        return message
    kept = [one for one in message.entities if role_of.get(id(one)) not in (OLD, EXCLUDED)]
    kept.sort(key=lambda one: role_of.get(id(one)) != NEW)
    out = [one for one in named if role_of[id(one)] == EXCLUDED]
    return replace(
        message,
        entities=tuple(kept),
        facts=read_facts(kept, message.today),
        replaced=tuple(one for one in message.entities if role_of.get(id(one)) == OLD),
        ruled_out=tuple(dict.fromkeys(message.text[one["start"] : one["end"]] for one in out)),
        excluded=tuple(dict(one) for one in out),
    )


def without_times_out(message: Message) -> Message:
    """The message without the years that it says are to be left out: an answer about these would
    be the contrary of what is asked."""
    years = [*_bare_years(message)]
    said = [*message.entities, *years]
    placed = [one for one in said if one.get("start") is not None]
    mentions = read_mentions(message.text, placed, message.today)
    out = [one for one in placed if one["entity"] == "period" and _role(one, mentions) == EXCLUDED]
    if not out:
        return message
    kept = [one for one in message.entities if all(one is not other for other in out)]
    words = (message.text[one["start"] : one["end"]] for one in out)
    return replace(
        message,
        entities=tuple(kept),
        facts=read_facts(kept, message.today),
        ruled_out=tuple(dict.fromkeys((*message.ruled_out, *words))),
    )


def _bare_years(message: Message) -> Iterator[dict[str, Any]]:
    """Years that are but four digits, and were read as nothing."""
    for match in _YEAR.finditer(message.text):
        start, end = match.span()
        if all(
            one.get("start") is None or one["end"] <= start or end <= one["start"]
            for one in message.entities
        ):
            days = {"first_day": f"{match[0]}-01-01", "last_day": f"{match[0]}-12-31"}
            yield {"entity": "period", "start": start, "end": end, "value": match[0], **days}


def _role(entity: Entity, mentions: Iterable[Mention]) -> str | None:
    """The role of what the message says there."""
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return None
    for one in mentions:
        if one.span[0] < end and start < one.span[1]:
            return one.role
    return None
