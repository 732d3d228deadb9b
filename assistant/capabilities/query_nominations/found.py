"""Which trainings to come are asked about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.deciding.reading import read_number
from assistant.draft import days_of
from assistant.units import unit_code
from engine.usecases.requests.listing import LARGEST_PAGE, request_status
from engine.usecases.requests.nominating import Nominations, nominations
from engine.usecases.requests.view import RequestView
from engine.values.period import Period
from engine.workflow.life import State


def planned_trainings(turn: Turn) -> Sequence[Nominations] | None:
    """Those of the number, the course, the unit and the days that are said, else those talked
    about; None where there is none, which is said."""
    digits = read_number(turn.message)
    seen = turn.perform(request_status, state=State.SCHEDULED, size=LARGEST_PAGE).requests
    if digits is not None:
        named = [one for one in seen if one.number.endswith(digits)]
        if not named:
            _say_why_not(turn, digits)
            return None
        seen = tuple(named)
    asked = _those_of(turn, seen)
    found = [one for view in asked for one in turn.perform(nominations, view.number)]
    found = [one for one in found if _is_asked(turn, one)]
    if not found:
        turn.reply(turn.say("nominations.no_days" if asked else "nominations.none"))
        return None
    return sorted(found, key=lambda one: (one.start, one.number))


def _say_why_not(turn: Turn, digits: str) -> None:
    """Raises:
    NotFound: there is no request of that number.
    """
    number = digits if digits.startswith("TR-") else None
    every = turn.perform(request_status, number, size=LARGEST_PAGE).requests
    found = next((one for one in every if one.number.endswith(digits)), None)
    if found is None:
        turn.reply(turn.say("nominations.none"))
        return
    state = turn.say(f"state.{found.state}")
    turn.reply(turn.say("nominations.not_planned", number=found.number, state=state))


def _those_of(turn: Turn, seen: Sequence[RequestView]) -> Sequence[RequestView]:
    unit = unit_code(turn)
    of_unit = [one for one in seen if unit is None or one.unit.code == unit]
    if _names_something(turn) or unit is not None:
        return of_unit
    last = turn.slots.get("last_request")
    return [one for one in of_unit if one.number == last] or of_unit


def _names_something(turn: Turn) -> bool:
    facts = turn.message.facts
    return bool(facts.course or facts.period or facts.past_period or read_number(turn.message))


def _is_asked(turn: Turn, one: Nominations) -> bool:
    facts = turn.message.facts
    code = (facts.course or {}).get("code")
    if code and one.course.code != code:
        return False
    days = _days(turn)
    return days is None or (one.start <= days.end and one.end >= days.start)


def _days(turn: Turn) -> Period | None:
    """What is said of days: of a training to come."""
    said = turn.message.facts.period or turn.message.facts.past_period
    return days_of(said) if said and said.get("first_day") else None
