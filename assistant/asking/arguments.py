"""What a question is about, as one value: named in it, or kept from what was talked about where it
goes on with that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.asking.words import LEVELS, part_said, says
from assistant.base import Turn
from assistant.conversation.pointing import POINTED
from assistant.listing import codes_said
from assistant.message import Thing
from assistant.units import unit_code
from engine.usecases.teaching import course_for

# From here on, a message is taken to go on with the last question.
GOES_ON = 0.5


@dataclass(frozen=True, kw_only=True)
class Arguments:
    """Codes; `part` is by which parts of the unit it is split, `names` that people are wanted,
    `everyone` that all of a part are."""

    unit: str | None = None
    position: str | None = None
    skill: str | None = None
    course: str | None = None
    part: str | None = None
    names: bool = False
    everyone: bool = False

    @property
    def group(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Whom and what it is about, as the engine's questions take it."""
        return self.unit, self.position, self.skill, self.course


def arguments_of(turn: Turn) -> Arguments:
    """What the message asks about.

    Raises:
        NotFound: it names a unit that is not there.
    """
    facts, unit = turn.message.facts, unit_code(turn)
    position = _code(facts.position)
    skill, course = _code(facts.skill), _code(facts.course)
    if position and _only_pointed(turn):
        skill, course = None, None
    if goes_on(turn):
        unit = unit or _kept(turn, "department")
        if not (position or skill or course):
            position = _kept(turn, "position")
        if not (skill or course or facts.position or position):
            skill, course = _kept(turn, "skill"), _kept(turn, "course")
    return Arguments(
        unit=unit,
        position=position,
        skill=skill,
        course=None if skill else course,
        part=part_said(turn.message.text),
        names=says("names", turn.message.text),
        everyone=says("everyone", turn.message.text),
    )


def courses_asked(turn: Turn) -> set[str]:
    """The courses that are named; else those that teach the skills that are."""
    named = codes_said(turn, "course")
    if named:
        return named
    taught = (turn.perform(course_for, code) for code in sorted(codes_said(turn, "skill")))
    return {one.code for one in taught if one is not None}


def courses_talked_about(turn: Turn) -> set[str]:
    """The one course, or the one that teaches the one skill, that the last question named."""
    return {*_course_of(turn, _kept(turn, "course"), _kept(turn, "skill"))}


def course_at_hand(turn: Turn) -> list[str]:
    """That of the request or estimate at hand."""
    return _course_of(turn, _code(turn.slots.get("course")), _code(turn.slots.get("skill")))


def _course_of(turn: Turn, course: str | None, skill: str | None) -> list[str]:
    taught = turn.perform(course_for, skill) if skill and not course else None
    code = course or (taught.code if taught else None)
    return [code] if code else []


def goes_on(turn: Turn) -> bool:
    """Whether it asks the last question again, with something else in it, or for the names of those
    whose number was just told."""
    subject = turn.talk.subject
    if subject is None:
        return False
    counted = subject.capability == LEVELS and turn.talk.is_answered
    return turn.message.does("vary", "more") >= GOES_ON or (
        counted and says("names", turn.message.text)
    )


def _only_pointed(turn: Turn) -> bool:
    """Whether no skill is named, but a row that was shown before is pointed at (both, them):
    beside another position those are its people."""
    named = [one for one in turn.message.entities if one.get("kind") in ("skill", "course")]
    return bool(named) and all(one.get(POINTED) for one in named)


def _code(thing: Thing | None) -> str | None:
    return (thing or {}).get("code")


def _kept(turn: Turn, kind: str) -> str | None:
    """What the last question was about, where that is one thing."""
    subject = turn.talk.subject
    entities: Sequence[Mapping[str, str]] = subject.entities if subject else ()
    codes = {
        one["code"] for one in entities if one.get("kind", one["entity"]) == kind and "code" in one
    }
    return codes.pop() if len(codes) == 1 else None
