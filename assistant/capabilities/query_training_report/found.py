"""Which training is asked about: one request."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.base import Turn
from assistant.deciding.reading import read_number
from assistant.draft import days_of
from assistant.statements.on_request import title_of
from assistant.units import unit_code
from engine.usecases.requests.listing import LARGEST_PAGE, request_status
from engine.usecases.requests.view import RequestView
from engine.values.period import Period
from engine.workflow.life import AFTER_DELIVERY, BOUND

MOST_OFFERED = 5


def training_asked(turn: Turn) -> str | None:
    """Its number; None where it is asked which, or none can be told of."""
    digits = read_number(turn.message)
    if digits is not None and digits.startswith("TR-"):
        return digits
    seen = _running(turn)
    if digits is not None:
        found: Sequence[RequestView] = [one for one in seen if one.number.endswith(digits)]
    else:
        found = _fitting(turn, seen)
    if len(found) == 1:
        return found[0].number
    if not found:
        turn.reply(turn.say("training_report.none"))
        return None
    shown = found[:MOST_OFFERED]
    choices = [
        turn.say("training_report.choice", number=one.number, training=title_of(turn, one))
        for one in shown
    ]
    turn.show({"entity": "request_id", "value": one.number} for one in shown)
    turn.ask_back(turn.say("training_report.which"), choices=choices)
    return None


def _running(turn: Turn) -> Sequence[RequestView]:
    """Those that were approved, that were held first."""
    states = (*AFTER_DELIVERY, *(one for one in BOUND if one not in AFTER_DELIVERY))
    return [
        one
        for state in states
        for one in turn.perform(request_status, state=state, size=LARGEST_PAGE).requests
    ]


def _fitting(turn: Turn, seen: Sequence[RequestView]) -> Sequence[RequestView]:
    """By the course, unit and days that are said; without any, the one that was talked about, or
    those that were held."""
    code = (turn.message.facts.course or {}).get("code")
    unit, days = unit_code(turn), _days(turn)
    named = [
        one
        for one in seen
        if code is None or code in {getattr(line.topic, "code", None) for line in one.lines}
        if unit is None or one.unit.code == unit
        if days is None
        or any(line.start <= days.end and line.end >= days.start for line in one.lines)
    ]
    if code is None and unit is None and days is None:
        last = turn.slots.get("last_request")
        talked_about = [one for one in seen if one.number == last]
        named = talked_about or named
    held = [one for one in named if one.state in AFTER_DELIVERY]
    return held or named


def _days(turn: Turn) -> Period | None:
    facts = turn.message.facts
    said = facts.past_period or facts.period
    return days_of(said) if said and said.get("first_day") else None
