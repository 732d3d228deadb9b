"""Who is nominated for the trainings to come, and how many places are left; one's own."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_nominations.found import planned_trainings
from assistant.listing import Row, listed
from engine.usecases.requests.declining import own_nominations
from engine.usecases.requests.nominating import Nominations
from engine.usecases.units import contacts
from engine.values.period import Period


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        aspects = aspects_of(turn.message)
        if "own" in aspects or not turn.perform(contacts).planner:
            _tell_own(turn)
            return
        found = planned_trainings(turn)
        if found is None:
            return
        if len(found) == 1:
            turn.set(last_request=found[0].number)
            turn.reply(*_training(turn, found[0], "left" in aspects))
            return
        rows = [Row(line=_line(turn, one), thing=_thing(one)) for one in found]
        turn.reply(turn.say("nominations.several", trainings=len(found)), *listed(turn, rows))


def _thing(one: Nominations) -> dict[str, str]:
    return {"entity": "request_id", "value": one.number}


def _tell_own(turn: Turn) -> None:
    turn.personal = True
    own = turn.perform(own_nominations)
    if not own:
        turn.reply(turn.say("nominations.none_own"))
        return
    rows = [
        Row(
            line=turn.say(
                "nominations.own",
                course=one.course,
                days=Period(one.start, one.end),
                place=turn.say("nominations.at", place=one.place) if one.place else "",
                number=one.number,
            ),
            thing={"entity": "request_id", "value": one.number},
        )
        for one in own
    ]
    turn.reply(
        turn.say("nominations.own_head"), *listed(turn, rows), turn.say("nominations.own_how")
    )


def _training(turn: Turn, one: Nominations, seats_first: bool) -> Sequence[str]:
    """How many places are left is told first where that is asked."""
    left = turn.say(
        "nominations.left" if one.free else "nominations.full", free=one.free, seats=one.seats
    )
    parts = [left, _people(turn, one)] if seats_first else [_people(turn, one), left]
    return [turn.say("nominations.training", **_words(turn, one)), *parts]


def _people(turn: Turn, one: Nominations) -> str:
    if not one.nominated:
        return turn.say("nominations.nobody")
    if not one.people:
        return turn.say("nominations.withheld", nominated=one.nominated)
    names = [person.name for person in one.people]
    if hidden := one.nominated - len(names):
        return turn.say(
            "nominations.people_some", nominated=one.nominated, people=names, hidden=hidden
        )
    return turn.say("nominations.people", nominated=one.nominated, people=names)


def _line(turn: Turn, one: Nominations) -> str:
    return turn.say(
        "nominations.line",
        **_words(turn, one),
        nominated=one.nominated,
        seats=one.seats,
        free=one.free,
    )


def _words(turn: Turn, one: Nominations) -> dict[str, object]:
    return {
        "number": one.number,
        "course": one.course,
        "days": Period(one.start, one.end),
        "place": turn.say("nominations.at", place=one.place) if one.place else "",
    }
