"""Which trainings somebody took: himself, or one of his people, by name or number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.asked_days import days_asked
from assistant.base import Turn
from assistant.speech import Speech
from engine.access import Right
from engine.usecases.person_trainings import PersonTrainings, person_trainings
from engine.usecases.units import may
from engine.values.errors import NotFound

# What I took, not what we did.
OWN = re.compile(
    r"(?:我自己|我本人|本人|我)(?!们|部门?|组|班|车间|团队|这边|的?(?:人|下属|员工))[^，。？?]{0,8}"
    r"(?:参加|上|学|培训|听|修)(?:过|了)|我的(?:培训|学习)(?:记录|经历|历史)|"
    r"\b(?:have i|did i|i have|i['’]ve|i) (?:ever )?(?:attend|take|taken|took|complete|done|do|join|been)|"
    r"\bmy (?:own )?(?:training (?:history|record)|trainings|courses)\b",
    re.IGNORECASE,
)
MOST_LINES = 12


def is_about_person(turn: Turn) -> bool:
    """Whether the trainings of one person are asked for."""
    facts = turn.message.facts
    return bool(facts.people or _unknown(turn) or OWN.search(turn.message.text))


def reply_trainings(turn: Turn) -> None:
    """That person's trainings; which one, where several of that name may be seen."""
    if _unknown(turn) and not turn.message.facts.people:
        turn.perform(may, Right.SEE_PROFILES)
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
    found = list(_found(turn))
    if len(found) == 1:
        turn.reply(*trainings_lines(turn.speech, found[0]))
        return
    lines = [turn.say("history.person", person=one.person, unit=one.unit) for one in found]
    choices = [turn.say("history.person_choice", person=one.person) for one in found]
    turn.reply(turn.say("profile.which"), *lines, choices=choices)


def trainings_lines(speech: Speech, found: PersonTrainings) -> list[str]:
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
