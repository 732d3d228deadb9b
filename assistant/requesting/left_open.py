"""What is asked for and left to the assistant: what the data has to offer, as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.base import Turn
from assistant.draft import ceiling_of, code_of, training_of
from engine.usecases.propose_request import Proposal, propose_request
from engine.usecases.skill_gap import skill_gap
from engine.usecases.units import requesting_roster
from engine.values.errors import EngineError
from engine.values.months import add_months
from engine.values.period import Period
from engine.values.results import Named

MOST_COURSES = 3
# So many months ahead there is time for a decision; and so many are offered.
AHEAD, MOST_MONTHS = 2, 3


def is_left_open(slots: Mapping[str, Any], field: str) -> bool:
    return field in (slots.get("left_open") or ())


def leave_open(turn: Turn, field: str) -> None:
    """From now on the question for it comes with what can be offered."""
    left = turn.slots.get("left_open") or []
    turn.set(left_open=[*dict.fromkeys([*left, field])])


def ask_course_left_open(turn: Turn) -> None:
    courses = _courses(turn)
    if not courses:
        turn.reply(turn.say("ask.course_no_data"))
        return
    unit = turn.perform(requesting_roster, code_of(turn.slots, "department")).group
    turn.reply(
        turn.say("ask.course_from_gaps", unit=unit),
        choices=[turn.speech.name(one) for one in courses],
    )


def _courses(turn: Turn) -> list[Named]:
    """Courses for what the unit lacks most."""
    try:
        report = turn.perform(skill_gap, code_of(turn.slots, "department")).report
    except EngineError:
        return []
    found = [one.course for one in report.needs if one.course is not None]
    return list({one.code: one for one in found}.values())[:MOST_COURSES]


def ask_headcount_left_open(turn: Turn) -> bool:
    """Everybody, or those with the gap; False where nobody is on the roster."""
    unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
    roster = turn.perform(requesting_roster, unit, position)
    if roster.headcount == 0:
        return False
    proposal = proposed_for(turn, roster.headcount)
    everybody = turn.say("ask.headcount_all", headcount=roster.headcount)
    if proposal is None or proposal.narrower is None:
        turn.reply(
            turn.say("ask.headcount_open", group=roster.group, headcount=roster.headcount),
            choices=[everybody],
        )
        return True
    short = proposal.narrower.headcount
    turn.reply(
        turn.say(
            "ask.headcount_open_gap", group=roster.group, headcount=roster.headcount, short=short
        ),
        choices=[turn.say("ask.range_choice", headcount=short), everybody],
    )
    return True


def proposed_for(turn: Turn, headcount: int) -> Proposal | None:
    """The request worked out for so many; None where it cannot be."""
    training = training_of(turn.slots)
    if training is None:
        return None
    try:
        return turn.perform(
            propose_request,
            training,
            headcount,
            code_of(turn.slots, "department"),
            code_of(turn.slots, "position"),
            ceiling=ceiling_of(turn.slots),
        )
    except EngineError:
        return None


def ask_period_left_open(turn: Turn) -> None:
    first = turn.today.replace(day=1)
    months = [_month(add_months(first, AHEAD + n)) for n in range(MOST_MONTHS)]
    turn.reply(turn.say("ask.period_open"), choices=[turn.speech.period(one) for one in months])


def _month(first: date) -> Period:
    return Period(first, date.fromordinal(add_months(first, 1).toordinal() - 1))


def ask_reason_left_open(turn: Turn) -> None:
    """A reason out of the data, to be confirmed; none is made up."""
    headcount = int(turn.slots.get("headcount") or 1)
    proposal = proposed_for(turn, headcount)
    need = proposal.need if proposal else None
    if proposal is None or need is None or not need.below_mean:
        turn.reply(turn.say("ask.reason_no_data"))
        return
    reason = turn.say(
        "ask.reason_from_data",
        unit=proposal.unit,
        skill=need.skill,
        assessed=need.assessed,
        below_mean=need.below_mean,
    )
    turn.set(offered_reason=reason)
    turn.reply(turn.say("ask.reason_offered", reason=reason), choices=[turn.say("ask.reason_use")])


def take_likeliest(turn: Turn, field: str) -> bool:
    """Take the first of what was offered; False where there is none to take."""
    if field != "course":
        return False
    course = next(iter(_courses(turn)), None)
    if course is None:
        return False
    turn.set(course={"code": course.code, "name": course.name}, skill=None)
    turn.reply(turn.say("ask.course_taken", course=course))
    return True
