"""Which people a question asks for: what of them, of whom, since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.asking.arguments import courses_asked
from assistant.asking.words import part_said
from assistant.base import Turn
from assistant.conversation.framing import CUT, frame_of
from assistant.draft import days_of
from assistant.listing import codes_said
from assistant.message import Message
from assistant.querying.about import (
    BELOW,
    CERTIFICATE,
    HIRED,
    LISTED,
    TRAINED,
    UNTRAINED,
    about_of,
    asks_count,
    asks_names,
    level_said,
    times_said,
)
from assistant.querying.lasting import days_looked_back, since
from assistant.querying.words import named, says
from assistant.units import unit_code
from engine.values.errors import NotFound
from engine.values.months import add_months
from engine.values.period import Period

# Of certificates: none that is valid; one that ends; either; one that is valid.
NONE, ENDS, EITHER, HELD = "none", "ends", "either", "held"
# Keeps, among the entities of a question, what of people it asks for.
ABOUT = "people_about"
# New is who came within a year, where no time is said.
NEW_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class PeopleAsked:
    """`about` is what of them; `days` when they were trained or hired, or their certificates end."""

    about: tuple[str, ...]
    unit: str | None = None
    position: str | None = None
    skills: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    certificate: str = HELD
    since: date | None = None
    days: Period | None = None
    hired: Period | None = None
    level: Decimal | None = None
    # Who took more trainings than so many.
    times: Decimal | None = None
    by: str | None = None
    count: bool = False


def kept_about(entities: object) -> Mapping[str, Any]:
    """What the question before asked for, where this one goes on with it."""
    assert isinstance(entities, tuple | list)
    return next((one for one in entities if one["entity"] == ABOUT), {})


def people_asked(turn: Turn) -> PeopleAsked | None:
    """None where nothing is asked of people that a query can tell.

    Raises:
        NotFound: a unit, a position or a course is named that there is not.
    """
    text, kept = turn.message.text, kept_about(turn.message.entities)
    said = about_of(text)
    # How many people, of those who were asked for, is how many of these.
    about = said if said not in ((), (LISTED,)) else tuple(kept.get("about", said))
    about = (*_beside(said, kept), *about)
    if not about or not (kept or is_of_training(turn.message, said)):
        return None
    _require_known(turn)
    courses = courses_asked(turn) if {TRAINED, UNTRAINED} & {*about} else set()
    return _with_days(
        turn,
        PeopleAsked(
            about=about,
            unit=unit_code(turn),
            position=(turn.message.facts.position or {}).get("code"),
            skills=tuple(sorted(codes_said(turn, "skill"))),
            courses=tuple(sorted(courses)),
            certificate=_certificate(text)
            if CERTIFICATE in said
            else kept.get("certificate", HELD),
            level=level_said(text) or _decimal(kept, "level"),
            times=times_said(text) or _decimal(kept, "times"),
            by=_split(turn),
            count=_counts(text, kept),
        ),
        date.fromisoformat(kept["since"]) if kept.get("since") and about != said else None,
    )


def is_of_training(message: Message, about: Iterable[str]) -> bool:
    """Whether what they took, where that is asked, is a training: one may take other things, too."""
    if not {TRAINED, UNTRAINED} & {*about}:
        return True
    named = message.facts.course or message.facts.skill
    return named is not None or says("nouns", "training", message.text)


def _beside(said: tuple[str, ...], kept: Mapping[str, Any]) -> tuple[str, ...]:
    """Of those who are new, or fall short, some are asked for next by their trainings."""
    if UNTRAINED not in said:
        return ()
    return tuple(one for one in (HIRED, BELOW) if one in kept.get("about", ()) and one not in said)


def _decimal(kept: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(kept[name]) if kept.get(name) else None


def _require_known(turn: Turn) -> None:
    facts = turn.message.facts
    for one in facts.unknown:
        if one.kind == "position" and not named("people", one.words):
            raise NotFound("unknown_name", name=one.words)
    course = facts.course
    if course is not None and not course.get("code"):
        raise NotFound("unknown_name", name=course.get("topic") or course.get("name", ""))


def _certificate(text: str) -> str:
    without, ends = says("certificates", "without", text), says("certificates", "ends", text)
    if without and ends:
        return EITHER
    return NONE if without else ENDS if ends else HELD


def _split(turn: Turn) -> str | None:
    said = any(
        one["entity"] == CUT and one.get("start") is not None for one in turn.message.entities
    )
    if asks_names(turn.message.text) and not said:
        return None
    cut = frame_of(turn.message).cut
    return cut if cut in ("unit", "position") else part_said(turn.message.text)


def _counts(text: str, kept: Mapping[str, Any]) -> bool:
    """Names are told where they are asked for; how many, where only that is."""
    if asks_names(text):
        return False
    return asks_count(text) or bool(kept.get("count"))


def _with_days(turn: Turn, asked: PeopleAsked, kept: date | None) -> PeopleAsked:
    """The time that is said is that of what is asked: of being hired, of trainings, of ends."""
    text, today = turn.message.text, turn.today
    if CERTIFICATE in asked.about:
        days = turn.message.facts.period or turn.message.facts.past_period
        return replace(asked, days=_until(days) if days else None)
    said = _days(turn)
    if HIRED in asked.about:
        first = since("hired", text, today) or kept or add_months(today, -NEW_MONTHS)
        return replace(asked, hired=said or Period(first, today))
    began = since("untrained", text, today) or kept
    return replace(asked, days=said or (Period(began, today) if began else None), since=began)


def _days(turn: Turn) -> Period | None:
    days = days_looked_back(turn)
    return days if days is None else Period(days.start, min(max(days.start, turn.today), days.end))


def _until(said: Mapping[str, Any]) -> Period:
    """By a day, or within a time, is from whenever on."""
    days = days_of(dict(said))
    return Period(date.min, days.end) if said.get("bound") in ("before", "within") else days


def entity_of(asked: PeopleAsked) -> dict[str, Any]:
    """What a follow-up keeps of the question."""
    return {
        "entity": ABOUT,
        "value": ABOUT,
        "about": list(asked.about),
        "certificate": asked.certificate,
        "since": asked.since.isoformat() if asked.since else None,
        "level": str(asked.level) if asked.level is not None else None,
        "times": str(asked.times) if asked.times is not None else None,
        "count": asked.count,
    }
