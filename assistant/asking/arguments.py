"""What a question is about, as one value: named in it, meant by a part of a name, or kept from
what was talked about where it goes on with that."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.base import Turn
from assistant.conversation.pointing import POINTED
from assistant.listing import codes_said
from assistant.message import Thing
from assistant.units import unit_code
from engine.usecases.teaching import course_for
from engine.usecases.units import positions_in
from engine.values.errors import EngineError
from engine.values.results import Named

WORDS = Path(__file__).with_name("words.toml")
# Parts of a unit by which a question may be split.
PARTS = ("team", "unit")
# From here on, a message is taken to go on with the last question.
GOES_ON = 0.5
SHORTEST_PART = 2
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)


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
    position = _code(facts.position) or _position_meant(turn, unit)
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
        part=next((one for one in PARTS if says(one, turn.message.text)), None),
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
    course, skill = _kept(turn, "course"), _kept(turn, "skill")
    taught = turn.perform(course_for, skill) if skill and not course else None
    return {code for code in (course, taught.code if taught else None) if code}


def goes_on(turn: Turn) -> bool:
    """Whether it asks the last question again, with something else in it."""
    return turn.talk.subject is not None and turn.message.does("vary", "more") >= GOES_ON


def says(what: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(what))


@cache
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return tuple(re.compile(one[what], re.IGNORECASE) for one in words.values())


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


# --- positions by a part of their name -------------------------------------------------------
def _position_meant(turn: Turn, unit: str | None) -> str | None:
    """The position of which a part of the name was said (the assistants, 初级的): one that
    tells it from all others in the unit."""
    words = _unread(turn)
    if not words:
        return None
    try:
        held = turn.perform(positions_in, unit)
    except EngineError:
        return None
    found = [one for one in held if _is_called(one, held, words)]
    return found[0].code if len(found) == 1 else None


def _is_called(one: Named, held: Sequence[Named], words: str) -> bool:
    others = [other for other in held if other != one]
    return any(part in words for part in _own_parts(one.name, [o.name for o in others])) or bool(
        _own_word(one.name_en or "", [o.name_en or "" for o in others])
        & {word.removesuffix("s") for word in _WORD.findall(words.lower())}
    )


def _own_parts(name: str, others: Sequence[str]) -> list[str]:
    """The beginning and the end of a Chinese name that no other one has."""
    if name.isascii() or len(name) <= SHORTEST_PART:
        return []
    ends = (name[:SHORTEST_PART], name[-SHORTEST_PART:])
    return [part for part in ends if not any(part in other for other in others)]


def _own_word(name: str, others: Sequence[str]) -> set[str]:
    """Of an English name its last word where that is its alone; else its first."""
    words = [word.lower() for word in _WORD.findall(name)]
    known = {word.lower() for other in others for word in _WORD.findall(other)}
    ends = [word for word in (words[-1:] + words[:1]) if word not in known]
    return set(ends[:1])


def _unread(turn: Turn) -> str:
    """The words in which nothing was found that the company has."""
    letters = list(turn.message.text)
    for one in turn.message.entities:
        if one.get("start") is not None and (one.get("code") or "first_day" in one):
            letters[one["start"] : one["end"]] = "\n" * (one["end"] - one["start"])
    return "".join(letters)
