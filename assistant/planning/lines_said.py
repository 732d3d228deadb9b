"""Which lines of a plan a message names: by its courses, what teaches a skill, or in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.base import Turn
from assistant.message import Thing
from engine.usecases.plans.versions import PlanLineView
from engine.usecases.teaching import course_for

SHORTEST = 2


def courses_said(turn: Turn) -> list[Thing]:
    """The courses that are named, {code, name}; of a skill the course that teaches it; a topic that
    the catalogue does not have, {topic}."""
    message = turn.message
    # What is to be taken out is named as what is not meant.
    every = (*message.entities, *message.excluded)
    found = [thing for one in every if (thing := _course(turn, one)) is not None]
    return list({one.get("code") or one["topic"]: one for one in found}.values())


def _course(turn: Turn, entity: dict[str, object]) -> Thing | None:
    kind = entity.get("kind", entity["entity"])
    if entity.get("start") is None or kind not in ("course", "skill"):
        return None
    code, value = entity.get("code"), str(entity["value"])
    if code is None:
        return {"topic": value}
    if kind == "skill":
        teaches = turn.perform(course_for, str(code))
        return None if teaches is None else {"code": teaches.code, "name": teaches.name}
    return {"code": str(code), "name": value}


def lines_said(turn: Turn, lines: Sequence[PlanLineView]) -> list[PlanLineView]:
    """The lines that a message names; those with a word of it in their name, where it names no
    course."""
    named = courses_said(turn)
    codes = {one["code"] for one in named if "code" in one}
    topics = [one["topic"] for one in named if "topic" in one]
    found = [one for one in lines if one.course and one.course.code in codes]
    found += [one for one in lines if any(_is_called(one, topic) for topic in topics)]
    if found or codes:
        return list(dict.fromkeys(found))
    return [
        one for one in lines if any(name in turn.message.text.casefold() for name in _names(one))
    ]


def _is_called(line: PlanLineView, words: str) -> bool:
    said = words.casefold()
    return any(said in name or name in said for name in _names(line))


def _names(line: PlanLineView) -> Iterator[str]:
    names = (line.topic, *((line.course.name, line.course.name_en) if line.course else ()))
    yield from (one.casefold() for one in names if one and len(one) >= SHORTEST)
