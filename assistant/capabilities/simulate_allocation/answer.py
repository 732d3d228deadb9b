"""What a total would pay for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.capabilities.simulate_allocation.arguments import (
    Kept,
    WeightsOff,
    changed,
    scaled,
    unplaced,
)
from assistant.capabilities.simulate_allocation.changes import change_lines, rows_of
from assistant.capabilities.simulate_allocation.hearing import Heard, hear, stands_alone
from assistant.capabilities.simulate_allocation.lines import (
    allocation_head,
    allocation_lines,
    unit_lines,
    weights_words,
    where_lines,
)
from assistant.conversation.what_if import is_of_units
from assistant.message import Message, read_facts
from engine.usecases.allocation_asked import COURSE, UNIT, WHOLE, AllocationAsked
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.teaching import course_for
from engine.values.encoding import to_plain
from engine.values.errors import EngineError

KEPT, NAME = "allocation", "simulate_allocation"


class Answer(PeisuanAction):
    """Which needs a total pays for, by weights, within limits, with some left out. What follows
    changes one of these and says what that makes of the variant before. How units' budgets would
    stand it does not tell."""

    def respond(self, turn: Turn) -> None:
        if is_of_units(turn.message):
            turn.told = False
            turn.reply(turn.say("allocation.not_by_unit"), turn.say("allocation.nothing_done"))
            return
        turn.message = _said_now(turn)
        heard, before = hear(turn.message), _before(turn)
        if heard.scale and not (before and before.waiting):
            heard = replace(heard, scale=False)
        if lost := unplaced(heard):
            turn.ask_back(turn.say("allocation.limit_of_what", words=turn.speech.people(lost)))
            return
        try:
            asked = changed(turn.message, heard, before, turn.company.currency, _year(turn))
        except WeightsOff as off:
            _ask_weights(turn, off, before)
            return
        if heard.share is not None and not heard.limits and _is_as_before(asked, before):
            turn.ask_back(turn.say("allocation.share_of_what"))
            return
        _tell(turn, heard, asked, before)


def _said_now(turn: Turn) -> Message:
    """The message with what is said in it alone: what was said before is kept by `Kept`."""
    message = turn.message
    said = [one for one in message.entities if one.get("start") is not None]
    now = tuple(_as_course(turn, one) for one in said)
    return replace(message, entities=now, facts=read_facts(now, message.today))


def _as_course(turn: Turn, entity: dict[str, Any]) -> dict[str, Any]:
    """A skill that is named is the course that teaches it: money goes to courses."""
    if str(entity.get("kind") or entity["entity"]) != "skill" or not entity.get("code"):
        return entity
    course = turn.perform(course_for, entity["code"])
    if course is None:
        return entity
    return {**entity, "entity": COURSE, "kind": COURSE, "code": course.code}


def _is_as_before(asked: AllocationAsked, before: Kept | None) -> bool:
    """Whether nothing of it is said anew."""
    last = before.asked if before else AllocationAsked()
    return bool(to_plain(asked) == to_plain(last))


def _before(turn: Turn) -> Kept | None:
    """What was told last, where what is said goes on from there."""
    subject, kept = turn.talk.subject, turn.slots.get(KEPT)
    if subject is None or subject.capability != NAME or not kept:
        return None
    return None if stands_alone(turn.message.text) else Kept.read(kept)


def _year(turn: Turn) -> int | None:
    """The year whose budget a part is said of: 10 % less than this year."""
    facts, fiscal = turn.message.facts, turn.message.fiscal
    for days in (facts.period, facts.past_period):
        if days and (first := days.get("first_day")):
            return fiscal.year_of(date.fromisoformat(first))
    return None


def _ask_weights(turn: Turn, off: WeightsOff, before: Kept | None) -> None:
    """Weights that do not add up are asked back, with what they add up to."""
    whole = scaled(off.weights)
    kept = before or Kept(asked=AllocationAsked())
    heard = hear(turn.message)
    try:
        asked = changed(
            turn.message, replace(heard, weights=None), before, turn.company.currency, _year(turn)
        )
    except EngineError:
        asked = kept.asked
    turn.set(**{KEPT: replace(kept, asked=asked, waiting=off.weights).as_plain()})
    turn.ask_back(
        turn.say(
            "allocation.weights_off",
            weights=weights_words(turn.speech, off.weights),
            sum=sum(off.weights.values()) / 100,
        ),
        choices=[turn.say("allocation.weights_scaled", weights=weights_words(turn.speech, whole))],
    )


def _tell(turn: Turn, heard: Heard, asked: AllocationAsked, before: Kept | None) -> None:
    named = tuple(one.code for one in heard.named if one.of == COURSE)
    simulated = turn.perform(simulate_allocation, asked, named)
    turn.set(last_explanation=simulated.explanation_id)
    kept = Kept(asked=asked, total=simulated.total, rows=rows_of(simulated))
    compared = before if before and before.total else _against_the_whole(turn, asked)
    turn.set(**{KEPT: kept.as_plain()})
    speech, lines = turn.speech, [*where_lines(turn.speech, simulated, heard.named)]
    lines += allocation_head(speech, simulated, asked)
    if compared is not None:
        lines += change_lines(speech, kept, compared)
    units = {one.code for one in heard.named if one.of == UNIT}
    if heard.by_unit or units:
        lines += unit_lines(speech, simulated, units if not heard.by_unit else None)
    turn.reply(*lines, *allocation_lines(speech, simulated))


def _against_the_whole(turn: Turn, asked: AllocationAsked) -> Kept | None:
    """What the whole budget pays for, where a part of it is asked about."""
    if asked.total is not None or asked.times == WHOLE:
        return None
    whole = replace(asked, times=WHOLE)
    simulated = turn.perform(simulate_allocation, whole)
    return Kept(asked=whole, total=simulated.total, rows=rows_of(simulated))
