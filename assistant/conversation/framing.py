"""How an answer is to be laid out: split by quarter, held against last year, only the first three.

A frame stands among the entities of a question, so that what follows it keeps it. It is no fact.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from assistant.language import LANGUAGES
from assistant.message import Message
from assistant.reading import Order, Pointer, read_mentions
from assistant.reading.mention import COMPARE, LIMIT, Mention
from assistant.understanding.taken import took
from engine.values.period import Period

WORDS = Path(__file__).parent / "words" / "framing.toml"
Entity = dict[str, Any]
CUT, AGAINST, PART, ORDER = "frame_cut", "frame_against", "frame_part", "frame_order"
FRAMES = (CUT, AGAINST, PART, ORDER)
MORE, ALL, FIRST = "more", "all", "first"
# So many rows of a list are said at once.
PAGE = 8
# Where only one end of it was asked for.
TOP = 3
_HELD = {"period": "period", "department": "unit"}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`cut` is by what (unit, quarter, month, year, course, position). `days` or `unit` is what
    the figures are held against. Of a list `most` rows from row `first` on are wanted (None: all
    of them); `highest` says which end of it comes first."""

    cut: str | None = None
    days: Period | None = None
    unit: str | None = None
    first: int = 0
    most: int | None = PAGE
    highest: bool | None = None


def frame_of(message: Message) -> Frame:
    """The frame that a question has, said in it or kept from what it follows."""
    found = {one["entity"]: one for one in message.entities if one["entity"] in FRAMES}
    against, part = found.get(AGAINST, {}), found.get(PART, {})
    days = None
    if "first_day" in against:
        first, last = (date.fromisoformat(against[name]) for name in ("first_day", "last_day"))
        days = Period(first, last)
    order = found.get(ORDER)
    most = TOP if order is not None else PAGE
    return Frame(
        cut=found.get(CUT, {}).get("value"),
        days=days,
        unit=against.get("code"),
        first=int(part.get("from", 0)),
        most=part.get("most", most),
        highest=None if order is None else order["value"] == "highest",
    )


def framed(message: Message) -> Message:
    """The message with its frames among the entities; what a frame is made of is no limit."""
    made = list(_named("cut", CUT, message.text))
    whole = _whole(message)
    if whole is not None:
        made.append(whole)
    mentions = read_mentions(message.text, _placed(message), message.today)
    made += _counted(mentions)
    against = [one for one in mentions if one.role == COMPARE and one.source.get("entity") in _HELD]
    made += [{**one.source, "entity": AGAINST} for one in against] or _last_year(message)
    used = [one.span for one in against] + [(one["start"], one["end"]) for one in made]
    kept = [one for one in message.entities if not _within(one, used)]
    made += _named("order", ORDER, message.text)
    return replace(message, entities=(*kept, *made)) if made else message


def says(kind: str, name: str, text: str) -> bool:
    """Whether a text has the words of that name."""
    return any(
        took(pattern.search(text))
        for language in LANGUAGES
        if (pattern := _patterns(language, kind).get(name))
    )


def _placed(message: Message) -> list[Mapping[str, Any]]:
    return [one for one in message.entities if one.get("start") is not None]


def _within(entity: Mapping[str, Any], used: list[tuple[int, int]]) -> bool:
    start, end = entity.get("start"), entity.get("end")
    if start is None or end is None:
        return False
    return any(first < end and start < last for first, last in used)


def _named(kind: str, entity: str, text: str) -> list[Entity]:
    """The first of a kind that is said."""
    for language in LANGUAGES:
        for name, pattern in _patterns(language, kind).items():
            if match := pattern.search(text):
                return [_entity(entity, name, *match.span())]
    return []


def asks_for_more(message: Message) -> bool:
    """Whether it asks for more of what was shown, or all of it, and for nothing else."""
    return _whole(message) is not None


def _whole(message: Message) -> Entity | None:
    """More, or all: nothing else may be said."""
    text = message.text.strip(" \t\n,.!?，。！？、~…")
    start = message.text.find(text)
    for language in LANGUAGES:
        for name, pattern in _patterns(language, "whole").items():
            if text and pattern.fullmatch(text):
                most = None if name == ALL else PAGE
                return {**_entity(PART, name, start, start + len(text)), "most": most}
    return None


def _counted(mentions: tuple[Mention, ...]) -> Iterator[Entity]:
    """The first three, top 5, the last two: so many rows of a list."""
    for one in mentions:
        pointer = isinstance(one.value, Pointer) and one.value.to == "firsts"
        number = one.value.number if isinstance(one.value, Pointer) and pointer else None
        if one.kind == "rank" and one.role == LIMIT and not isinstance(one.value, Order):
            number = int(str(one.value)) if one.value is not None else None
        if number:
            yield {**_entity(PART, FIRST, *one.span), "most": number}
            return


def _last_year(message: Message) -> list[Entity]:
    """The fiscal year before this one, where "year on year" is all that is said."""
    fiscal = message.fiscal
    year = fiscal.year_of(message.today) - 1
    for language in LANGUAGES:
        pattern = _patterns(language, "against").get("last_year")
        if match := pattern and pattern.search(message.text):
            first, last = fiscal.days(year)
            days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
            return [{**_entity(AGAINST, "last_year", *match.span()), **days}]
    return []


def _entity(kind: str, value: str, start: int, end: int) -> Entity:
    return {"entity": kind, "value": value, "start": start, "end": end}


@cache
def _patterns(language: str, kind: str) -> Mapping[str, re.Pattern[str]]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8")).get(language, {}).get(kind, {})
    return {name: re.compile(one, re.IGNORECASE) for name, one in words.items()}


def spans(kind: str, name: str, text: str) -> list[tuple[int, int]]:
    """Where the words of that name stand."""
    return [
        match.span()
        for language in LANGUAGES
        if (pattern := _patterns(language, kind).get(name))
        for match in pattern.finditer(text)
    ]
