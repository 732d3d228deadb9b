"""Needs merged by what they are about, and counted."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from engine.queries.need_records import (
    BUSINESS,
    EMPLOYEE,
    OPEN,
    REQUEST,
    STRATEGY,
    WITHDRAWN,
    NeedRecord,
)
from engine.values.results import Named

WORDS = Path(__file__).with_name("beside.toml")
REQUESTED = "requested"
ORIGINS = (STRATEGY, BUSINESS, EMPLOYEE)
STATES = (OPEN, REQUESTED, WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPart:
    """What of a topic comes from one origin: how many people (0, where no number was said), in how
    many records. `telling`: it tells of single people and is of too few to be told; then both are
    0."""

    origin: str
    people: int
    records: int
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTopic:
    """`people` is what the origin with the most says: they may mean the same people. `state` is
    requested, once a request for it is on its way or through; withdrawn, where nothing else is
    left. `numbers` are those of its records, single people's left out."""

    words: str
    course: Named | None
    skill: Named | None
    people: int
    parts: tuple[OriginPart, ...]
    units: tuple[Named, ...]
    years: tuple[int, ...]
    state: str
    priority: Decimal | None
    numbers: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def code(self) -> str | None:
        """Of the course or skill that it is; None where the catalogue has neither."""
        thing = self.course or self.skill
        return thing.code if thing else None


def merged(records: Iterable[NeedRecord], smallest: int) -> list[NeedTopic]:
    """A row a topic, the most people first. Single people are told of only where they are no fewer
    than `smallest`."""
    found: dict[str, list[NeedRecord]] = defaultdict(list)
    for one in records:
        found[_key(one)].append(one)
    topics = [_topic(rows, smallest) for rows in found.values()]
    return sorted(topics, key=lambda one: (-one.people, one.words))


def same_topic(words: str) -> str:
    """The words by which topics that the catalogue does not have are the same."""
    said = " ".join(words.casefold().split())
    for pattern in _beside():
        said = pattern.sub("", said).strip() or said
    return said


@cache
def _beside() -> tuple[re.Pattern[str], ...]:
    words: dict[str, list[str]] = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return tuple(re.compile(one) for said in words.values() for one in said)


def _key(record: NeedRecord) -> str:
    """The same course is the same topic, in whatever words; else the same skill; else the words."""
    thing = record.course or record.skill
    kind = "course" if record.course else "skill"
    return f"{kind}:{thing.code}" if thing else f"words:{same_topic(record.words)}"


def _topic(rows: Sequence[NeedRecord], smallest: int) -> NeedTopic:
    standing = [one for one in rows if one.status != WITHDRAWN]
    counted = standing or rows
    parts = [_part(origin, counted, smallest) for origin in ORIGINS]
    thing = counted[0].course or counted[0].skill
    told = [one for one in counted if one.person is None]
    return NeedTopic(
        words=thing.name if thing else counted[0].words,
        course=counted[0].course,
        skill=next((one.skill for one in counted if one.skill), None),
        people=max(one.people for one in parts),
        parts=tuple(one for one in parts if one.records or one.withheld),
        units=tuple(dict.fromkeys(one.unit for one in told)),
        years=tuple(sorted({one.year for one in counted})),
        state=_state(standing),
        priority=max((one.priority for one in told if one.priority is not None), default=None),
        numbers=tuple(dict.fromkeys(one.number for one in told)),
        reasons=tuple(dict.fromkeys(one.reason for one in told if one.reason)),
    )


def _state(standing: Sequence[NeedRecord]) -> str:
    if not standing:
        return WITHDRAWN
    return REQUESTED if any(one.kind == REQUEST for one in standing) else OPEN


def _part(origin: str, rows: Sequence[NeedRecord], smallest: int) -> OriginPart:
    """Six who ask are six. Of what a unit raised several times the largest counts, for it is about
    the same people; what units raised is added."""
    of = [one for one in rows if one.origin == origin]
    single = {one.person for one in of if one.person is not None}
    alone = [one for one in of if one.person is not None]
    largest: dict[str, int] = defaultdict(int)
    for one in of:
        if one.person is None:
            largest[one.unit.code] = max(largest[one.unit.code], one.people)
    withheld = 0 < len(single) < smallest
    return OriginPart(
        origin=origin,
        people=sum(largest.values()) + (0 if withheld else len(single)),
        records=len(of) - (len(alone) if withheld else 0),
        withheld=withheld,
    )


def is_told(topic: NeedTopic) -> bool:
    """Whether there is anything in it that may be told."""
    return any(part.records for part in topic.parts)
