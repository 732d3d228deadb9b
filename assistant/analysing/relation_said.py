"""Which two things a message wants related, or whether it wants a course's money elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.analysing.marks import mark, says, without_names
from assistant.base import Turn
from assistant.message import Message
from engine.usecases.relations import HOURS, KPI, LEVEL, PART, TENURE, Side
from engine.usecases.teaching import course_for, skill_for

RELATION, REALLOCATION = "relation", "reallocation"
# Keeps, among the entities of a question, which two things were related.
ASKED = "relation_asked"
TOPICS = ("course", "skill")


def wants_relation(message: Message) -> bool:
    """Whether two things are to be related: two are named, or one beside results."""
    text = without_names(message.text, message.entities)
    if not (says("relates", text) or says("more_of", text)):
        return False
    named = len({*_kinds(message, text)}) + (says("unkept_side", text))
    return named >= 2 or (named == 1 and says("results", text))


def wants_reallocation(message: Message) -> bool:
    """Whether a course's money is to go elsewhere since it does nothing, or such courses are asked
    for; sums are for who books them."""
    text, facts = without_names(message.text, message.entities), message.facts
    named = bool(facts.course or facts.skill)
    which = says("which_courses", text)
    if facts.amount or facts.department or not (named or which):
        return False
    nothing = says("no_relation", text)
    if which:
        return nothing and (says("cuts", text) or says("results", text) or bool(facts.kpi))
    useless = nothing or says("better_course", text)
    return (says("cuts", text) and useless) or says("only_cuts", text)


def names_side(message: Message) -> bool:
    text = without_names(message.text, message.entities)
    return bool({*_kinds(message, text)}) or says("unkept_side", text)


def _kinds(message: Message, text: str) -> Iterator[str]:
    """One name for each thing that could be a side."""
    topics = [one for one in message.entities if _is_said(one) and _kind(one) in TOPICS]
    yield from (f"topic {one['code']}" for one in topics)
    yield from (
        f"kpi {one['code']}" for one in message.entities if _is_said(one) and _kind(one) == KPI
    )
    if says("tenure", text):
        yield TENURE
    if not topics and (says("hours", text) or says("participation", text)):
        yield HOURS


def unkept_said(message: Message) -> str:
    """What nobody keeps of people here, as it was said."""
    found = mark("unkept_side").search(without_names(message.text, message.entities))
    return found.group() if found else ""


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What is measured of people, and the KPIs beside which it is held, as the message says them."""

    of_people: tuple[Side, ...]
    kpis: tuple[Side, ...]


def sides_said(turn: Turn) -> Sides:
    message = turn.message
    text = without_names(message.text, message.entities)
    said = [one for one in message.entities if _is_said(one)]
    kpis = dict.fromkeys(Side(KPI, one["code"]) for one in said if _kind(one) == KPI)
    topics = {(_kind(one), str(one["code"])) for one in said if _kind(one) in TOPICS}
    sides = [side for one in sorted(topics) if (side := _topic(turn, *one, text)) is not None]
    if not topics and says("hours", text) and not says("of_a_course", text):
        sides.append(Side(HOURS))
    elif not topics and says("participation", text):
        sides.append(Side(PART))
    if says("tenure", text):
        sides.append(Side(TENURE))
    return Sides(of_people=tuple(dict.fromkeys(sides)), kpis=tuple(kpis))


def _topic(turn: Turn, kind: str, code: str, text: str) -> Side | None:
    """A skill is had to some level, a course attended for some hours; by name they may be the same."""
    hours, part = says("hours", text), says("participation", text)
    if hours or part:
        course = turn.perform(course_for, code) if kind == "skill" else None
        code = course.code if course else code
        if kind == "course" or course:
            return Side(HOURS if hours else PART, code)
    if kind == "skill":
        return Side(LEVEL, code)
    if says("level", text):
        skill = turn.perform(skill_for, code)
        if skill is not None:
            return Side(LEVEL, skill.code)
    return Side(HOURS, code)


def asked_before(turn: Turn) -> list[Mapping[str, Any]]:
    """What was related before, where this goes on with it."""
    return [one for one in turn.message.entities if one["entity"] == ASKED]


def asked_entity(mode: str, x: Side | None, ys: tuple[Side, ...]) -> dict[str, Any]:
    """What a follow-up keeps of the question."""
    return {
        "entity": ASKED,
        "value": mode,
        "x": [x.kind, x.code] if x else None,
        "ys": [[one.kind, one.code] for one in ys],
    }


def _is_said(entity: Mapping[str, Any]) -> bool:
    return bool(entity.get("code")) and entity.get("start") is not None


def _kind(entity: Mapping[str, Any]) -> str:
    return str(entity.get("kind") or entity["entity"])
