"""Which trainings somebody took: himself, or one of his people, by name or number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.asking.arguments import courses_asked
from assistant.asking.days import days_asked
from assistant.base import Turn
from assistant.language import compiled
from assistant.message import Message
from assistant.people.namesakes import which_person
from assistant.people.said import full_names
from assistant.speech import Speech
from assistant.understanding.taken import took
from engine.access import Right
from engine.usecases.person_trainings import PersonTrainings, person_trainings
from engine.usecases.units import may
from engine.values.errors import NotFound, NotPermitted

WORDS = Path(__file__).parent / "own.toml"
MOST_LINES = 12
MOST_OFFERED = 5


def is_about_person(turn: Turn) -> bool:
    """Whether the trainings of one person are asked for: one who is named, or the speaker's own;
    not those of a unit, or of a course."""
    message = turn.message
    if message.facts.people or _unknown(turn):
        return True
    return not message.facts.department and is_own(message.text)


def is_of_oneself(text: str) -> bool:
    """Whether it is about the speaker, and does not only ask to be told."""
    for pattern in _patterns("passing"):
        text = pattern.sub(" ", text)
    return is_own(text)


def is_own(text: str) -> bool:
    """Whether it is about the speaker himself: I, me, my."""
    return _says("own", text) and not means_others(text)


def means_others(text: str) -> bool:
    """Whether it is about others, whom it does not name: whoever says "I" beside them compares
    himself, or says whose they are. Who is only quoted (my boss says) is not asked about."""
    for pattern in _patterns("hearsay"):
        text = pattern.sub(" ", text)
    return _says("others", text)


def refuse_others(turn: Turn) -> None:
    """Say who may, to one who may look at nobody, where others are asked about.

    Raises:
        NotPermitted: he may not.
    """
    text, people = turn.message.text, turn.message.facts.people
    if not people and (means_others(text) or _names_somebody(turn.message)):
        turn.perform(may, Right.SEE_PROFILES)


def _names_somebody(message: Message) -> bool:
    """Whether somebody's name, whoever that is, stands where whose record it is does: nobody
    has to be looked up for it. What is known by another kind of name there is no person."""
    if _says("own", message.text):
        return False
    known = [one["start"] for one in message.entities if one.get("start") is not None]
    return any(
        one.part or any(p.match(message.text, one.end) for p in _patterns("named"))
        for one in full_names(message.text)
        if one.start not in known
    )


def asks_own_level(turn: Turn) -> bool:
    """Whether somebody who may look at no levels but his own asks for these."""
    facts = turn.message.facts
    if facts.department or facts.position or facts.people or not is_own(turn.message.text):
        return False
    try:
        turn.perform(may, Right.SEE_GAPS)
    except NotPermitted:
        return True
    return False


def _says(what: str, text: str) -> bool:
    return any(took(pattern.search(text)) for pattern in _patterns(what))


@cache
def _patterns(what: str) -> tuple[re.Pattern[str], ...]:
    return compiled(tomllib.loads(WORDS.read_text(encoding="utf-8")), what)


def reply_trainings(turn: Turn) -> None:
    """That person's trainings; which one, where several of that name may be seen."""
    turn.personal = True
    if _unknown(turn) and not turn.message.facts.people:
        offer_likeliest(turn)
        return
    found = list(_found(turn))
    if len(found) == 1:
        turn.reply(*trainings_lines(turn.speech, found[0], _course(turn)))
        return
    codes = [one.person.code for one in found]
    which_person(turn, codes, "history.person_choice")


def offer_likeliest(turn: Turn) -> None:
    """Nobody has that name, or too many have: the likeliest of those who may be seen.

    Raises:
        NotPermitted: the actor sees nobody's records.
        NotFound: nobody is called anything like it.
    """
    turn.perform(may, Right.SEE_PROFILES)
    unknown = next(one for one in turn.message.facts.unknown if one.kind == "employee_name")
    if not unknown.candidates:
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
    choices = [f"{one['name']} {one['code']}" for one in unknown.candidates[:MOST_OFFERED]]
    turn.reply(turn.say("profile.whom", words=unknown.words), choices=choices)


def _course(turn: Turn) -> str | None:
    """The one course that is asked about."""
    codes = courses_asked(turn)
    return codes.pop() if len(codes) == 1 else None


def trainings_lines(speech: Speech, found: PersonTrainings, course: str | None = None) -> list[str]:
    """All of them, newest first; of one course how often, and when."""
    if course is not None and found.trainings:
        return _of_course(speech, found, course)
    if not found.trainings:
        return [speech.say("history.person_none", person=found.person, unit=found.unit)]
    head = speech.say(
        "history.person_head",
        person=found.person,
        unit=found.unit,
        trainings=len(found.trainings),
        hours=found.hours,
    )
    lines = [
        speech.say("history.person_course", course=one.course, day=one.started_on)
        for one in found.trainings[:MOST_LINES]
    ]
    if len(found.trainings) > MOST_LINES:
        lines.append(speech.say("history.person_more", more=len(found.trainings) - MOST_LINES))
    return [head, *lines]


def _of_course(speech: Speech, found: PersonTrainings, course: str) -> list[str]:
    taken = [one for one in found.trainings if one.course.code == course]
    if not taken:
        key, others = "history.person_not", len(found.trainings)
        return [speech.say(key, person=found.person, unit=found.unit, trainings=others)]
    head = speech.say(
        "history.person_took",
        person=found.person,
        unit=found.unit,
        course=taken[0].course,
        times=len(taken),
    )
    return [head, *(speech.say("history.person_day", day=one.started_on) for one in taken)]


def _unknown(turn: Turn) -> bool:
    return any(one.kind == "employee_name" for one in turn.message.facts.unknown)


def _found(turn: Turn) -> Iterator[PersonTrainings]:
    """Of each whom the name may mean and who may be seen.

    Raises:
        NotPermitted: the actor sees nobody's records.
        NotFound: none of them may be seen.
    """
    first, last = days_asked(turn)
    people = turn.message.facts.people
    if not people:
        yield turn.perform(person_trainings, None, first, last)
        return
    seen = 0
    for person in people:
        try:
            found = turn.perform(person_trainings, person["code"], first, last)
        except NotFound:
            continue
        seen += 1
        yield found
    if not seen:
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
