"""How many people a message says, where its numbers say it only together with what stands around
them: "headcount to 208", "the worst 50 of the 100 people", "about a dozen".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from assistant.message import Message, read_facts
from assistant.understanding.patterns import Patterns
from assistant.understanding.quantities.numbers import NUMBER, parse_number

Entity = dict[str, Any]
_SAID = Patterns(__file__, number=NUMBER)
_LABELLED = _SAID.compiled("labelled")
_PART_OF = tuple(map(_SAID.compiled, ("of_the", "of_people", "whole_first")))
_ROUND = _SAID.compiled("round")
_COUNTS = ("headcount", "vague_headcount", "number")


def with_counts(message: Message) -> Message:
    """The message with the people that it counts."""
    if message.act is not None:
        return message
    entities = _labelled(message.text, _rounded(message.text, _of_group(message)))
    if entities == list(message.entities):
        return message
    return replace(message, entities=entities, facts=read_facts(entities, message.today))


def _of_group(message: Message) -> list[Entity]:
    """Of so many people these: the group is not how many are meant."""
    for match in chain.from_iterable(one.finditer(message.text) for one in _PART_OF):
        part, whole = (parse_number(match[name]) for name in ("part", "whole"))
        if part is None or whole is None or not 0 < part < whole:
            continue
        kept = _beside(message.entities, *match.span())
        return [*kept, _headcount(match, "part", str(part))]
    return list(message.entities)


def _rounded(text: str, entities: list[Entity]) -> list[Entity]:
    """A dozen or so is no twelve."""
    match = _ROUND.search(text)
    if match is None:
        return entities
    said = [one for one in entities if one["entity"] in _COUNTS and _touches(one, match.span())]
    if not said:
        return entities
    start, end = match.span()
    vague = {
        "entity": "vague_headcount",
        "start": start,
        "end": end,
        "value": match.group().strip(),
    }
    return [*_beside(entities, start, end), vague]


def _labelled(text: str, entities: list[Entity]) -> list[Entity]:
    """A number behind the word for it."""
    match = _LABELLED.search(text)
    if match is None or parse_number(match["count"]) is None:
        return entities
    if any(one["entity"] != "number" and _touches(one, match.span("count")) for one in entities):
        return entities
    kept = _beside(entities, *match.span("count"))
    return [*kept, _headcount(match, "count", str(parse_number(match["count"])))]


def _headcount(match: re.Match[str], group: str, value: str) -> Entity:
    start, end = match.span(group)
    return {"entity": "headcount", "start": start, "end": end, "value": value}


def _beside(entities: Sequence[Entity], start: int, end: int) -> list[Entity]:
    """All but the counts that stand there."""
    return [
        one for one in entities if one["entity"] not in _COUNTS or not _touches(one, (start, end))
    ]


def _touches(entity: Entity, span: tuple[int, int]) -> bool:
    start, end = entity.get("start"), entity.get("end")
    return start is not None and end is not None and start < span[1] and span[0] < end
