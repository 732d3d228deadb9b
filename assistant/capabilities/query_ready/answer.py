"""Who meets what a position requires, and who is nearest to it."""

from __future__ import annotations

from pathlib import Path

from assistant.asking.aspects import aspects_of
from assistant.asking.phrases import place_of
from assistant.base import PeisuanAction, Turn
from assistant.listing import Row, listed
from assistant.units import unit_code
from engine.access import Right
from engine.usecases.ready_for import Candidate, ReadyFor, positions_beside, ready_for
from engine.usecases.units import may

WORDS = Path(__file__).with_name("asked.toml")
# So many of those who are nearest are told, where nobody is wanted but those who are ready.
FEW = 3


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        turn.perform(may, Right.SEE_GAPS)
        held, towards = _positions(turn)
        if towards is None:
            towards = _next(turn, held)
        if towards is not None:
            _tell(turn, turn.perform(ready_for, towards, unit_code(turn), held))


def _next(turn: Turn, held: str | None) -> str | None:
    """The only other position of the family; which one is asked where there are several."""
    if held is None:
        turn.ask_back(turn.say("ready.which_open"))
        return None
    near = turn.perform(positions_beside, held)
    if len(near) == 1:
        return near[0].code
    names = [turn.speech.name(one) for one in near]
    if names:
        turn.ask_back(turn.say("ready.which", positions=names), choices=names)
    else:
        turn.reply(turn.say("ready.no_next"))
    return None


def _positions(turn: Turn) -> tuple[str | None, str | None]:
    """Which one is held, and which one it is about: that which the verb is followed by."""
    said = [
        one
        for one in turn.message.entities
        if one.get("kind", one["entity"]) == "position" and one.get("code")
    ]
    verb = place_of(WORDS, "verb", turn.message.text) or 0
    after = [one for one in said if one.get("start") is None or one["start"] >= verb]
    before = [one for one in said if one not in after]
    held = next((str(one["code"]) for one in (before or after[:-1])), None)
    return held, next((str(one["code"]) for one in reversed(after)), None)


def _tell(turn: Turn, found: ReadyFor) -> None:
    turn.personal = found.named
    head = turn.say(
        "ready.head", unit=found.unit, towards=found.towards, ready=found.ready, asked=found.asked
    )
    if not found.named:
        turn.reply(head, turn.say("ready.numbers_alone"), turn.say("ready.no_decision"))
        return
    ready = [one for one in found.candidates if not one.open]
    others = [one for one in found.candidates if one.open]
    nearest = "nearest" in aspects_of(turn.message)
    shown = others if nearest else ready or others[:FEW]
    rows = [Row(line=_line(turn, one), thing=_thing(one)) for one in shown]
    turn.reply(
        head,
        turn.say("ready.nearest") if rows and shown is not ready else "",
        *listed(turn, rows),
        turn.say("ready.no_decision"),
    )


def _thing(one: Candidate) -> dict[str, str]:
    return {
        "entity": "employee_name",
        "kind": "employee_name",
        "code": one.person.code,
        "value": one.person.name,
    }


def _line(turn: Turn, one: Candidate) -> str:
    person = turn.say("ready.person", person=one.person, unit=one.unit)
    if not one.open:
        return turn.say("ready.meets_all", person=person)
    lacking = [
        turn.say("ready.unassessed", skill=each.skill)
        if each.level is None
        else turn.say("ready.short", skill=each.skill, level=each.level, required=each.required)
        for each in one.lacking
    ]
    if one.missing:
        lacking.append(turn.say("ready.missing", missing=one.missing))
    return turn.say("ready.lacks", person=person, lacking=lacking)
