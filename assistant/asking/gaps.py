"""Gaps by part of a unit, and by person."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking.arguments import Arguments, arguments_of
from assistant.asking.words import says
from assistant.base import Turn
from assistant.conversation.framing import frame_of
from assistant.listing import Row, listed, thing
from assistant.referring import people_of_hr
from engine.analysis.skill_gap import Gap
from engine.queries.skills import PersonBelow
from engine.usecases.people_short import PeopleShort, people_short
from engine.usecases.skill_gap import GapBreakdown, gap_breakdown
from engine.usecases.units import skills_in
from engine.values.errors import NotEnoughData


def settled(turn: Turn) -> Arguments:
    """What is asked about; what is kept of that from the last question stands in this one, too, so
    that what follows keeps it.

    Raises:
        NotEnoughData: a skill is named with a position that does not require it.
    """
    asked, subject = _required_there(turn, arguments_of(turn)), turn.talk.subject
    said = {one.get("code") for one in turn.message.entities}
    kept = [
        {**one, "start": None, "end": None}
        for one in (subject.entities if subject else ())
        if one.get("code") and one["code"] in asked.group and one["code"] not in said
    ]
    turn.message = replace(turn.message, entities=(*turn.message.entities, *kept))
    return asked


def _required_there(turn: Turn, asked: Arguments) -> Arguments:
    """What was asked, without a skill kept from the last question that is not required in the
    position that is named now.

    Raises:
        NotEnoughData: the skill is named with the position.
    """
    if asked.position is None or asked.skill is None:
        return asked
    skills = turn.perform(skills_in, asked.unit, asked.position)
    if not skills or any(one.code == asked.skill for one in skills):
        return asked
    named = [one for one in turn.message.entities if one.get("code") == asked.skill]
    if any(one.get("start") is not None for one in named):
        names = [turn.speech.name(one) for one in skills]
        raise NotEnoughData("skill_not_required", skill=named[0]["value"], skills=names)
    return replace(asked, skill=None, course=None)


def tells_otherwise(turn: Turn, asked: Arguments) -> bool:
    """Answer where the people or the parts of a unit are asked for, and not all of it."""
    if asked.part is not None and not asked.names:
        tell_parts(turn, asked)
        return True
    if asked.names and asks_otherwise(turn.message.text):
        people = people_of_hr(turn)
        turn.reply(turn.say("people.cannot", people=people))
        return True
    if asked.names:
        tell_people(turn, asked)
        return True
    return False


def asks_otherwise(text: str) -> bool:
    """Whether the people are wanted for something else than their level: a certificate, or
    what they took part in."""
    return says("other", text)


def tell_people(turn: Turn, asked: Arguments) -> None:
    """Raises:
    NotPermitted: the actor may not look at individuals.
    """
    found = turn.perform(people_short, *asked.group)
    turn.personal = True
    if not found.rows:
        turn.reply(turn.say("gap.people_none", unit=found.unit), turn.say("gap.source"))
        return
    rows = [Row(line=_person(turn, found, one), thing=_named(one)) for one in found.rows]
    turn.reply(_people_head(turn, found), *listed(turn, rows), turn.say("gap.source"))


def _people_head(turn: Turn, found: PeopleShort) -> str:
    people = len({one.person.code for one in found.rows})
    what = [turn.speech.name(one) for one in (found.position, found.skill) if one]
    key = "gap.people_of" if what else "gap.people"
    return turn.say(key, unit=found.unit, what=what, count=people)


def _person(turn: Turn, found: PeopleShort, one: PersonBelow) -> str:
    """A skill is named where there are several, and the team where it is not all of them."""
    unit = turn.speech.name(one.unit) if one.unit != found.unit else ""
    skill = "" if found.skill else turn.speech.name(one.skill)
    what = [part for part in (unit, skill) if part]
    key = "gap.person" if what else "gap.person_alone"
    return turn.say(key, person=one.person, what=what, level=one.level, required=one.required)


def _named(one: PersonBelow) -> dict[str, str]:
    person = {"entity": "employee_name", "kind": "employee_name"}
    return {**person, "code": one.person.code, "value": one.person.name}


def tell_parts(turn: Turn, asked: Arguments) -> None:
    """How many lack it in each part, most first; who is named with the question as a place
    (Team A has trouble; which team is worst?) is one of the parts."""
    found = turn.perform(gap_breakdown, asked.part or "team", *asked.group)
    if len(found.gaps) == 1 and asked.unit is not None:
        found = turn.perform(gap_breakdown, asked.part or "team", None, *asked.group[1:])
    turn.set(last_explanation=found.explanation_id)
    gaps = _ordered(turn, found, asked)
    if not gaps:
        turn.reply(turn.say("gap.parts_none", unit=found.unit))
        return
    one_skill = bool(asked.skill or asked.course) or _requires_one(turn, asked)
    key = "gap.part" if one_skill else "gap.part_levels"
    rows = [
        Row(
            line=turn.say(key, name=gap.group, short=gap.short, of=gap.assessed, mean=gap.mean),
            thing=thing(turn, "department", gap.group),
        )
        for gap in gaps
    ]
    turn.reply(_lead(turn, gaps, asked), *listed(turn, rows), turn.say("gap.source"))


def _requires_one(turn: Turn, asked: Arguments) -> bool:
    """Whether levels of the position are people: it requires one skill."""
    if asked.position is None:
        return False
    return len(turn.perform(skills_in, asked.unit, asked.position)) == 1


def _ordered(turn: Turn, found: GapBreakdown, asked: Arguments) -> list[Gap]:
    """Most who lack it first, or fewest; where all of a part are asked for, those parts alone."""
    gaps = [one for one in found.gaps if not asked.everyone or one.short == one.assessed]
    least = frame_of(turn.message).highest is False and not says("lacking", turn.message.text)
    return sorted(gaps, key=lambda one: (one.short if least else -one.short, one.group.code))


def _lead(turn: Turn, gaps: list[Gap], asked: Arguments) -> str:
    """The answer in a line; all that are level are named."""
    if asked.everyone:
        return turn.say("gap.parts_all", count=len(gaps))
    first = [one for one in gaps if one.short == gaps[0].short]
    names = [turn.speech.name(one.group) for one in first]
    if len(first) == len(gaps) > 1:
        key = "gap.parts_level"
    else:
        key = "gap.parts_first" if len(first) > 1 else "gap.parts_most"
    return turn.say(key, names=names, short=gaps[0].short)
