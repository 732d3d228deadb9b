"""A person's record: all of it, or what of it is asked for."""

from __future__ import annotations

from contextlib import suppress

from assistant.asking.aspects import aspects_of
from assistant.asking.person_trainings import offer_likeliest, refuse_others
from assistant.asking.profile import tell_profile
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_profile.record import record_lines
from assistant.people.namesakes import which_person
from engine.usecases.profile import profile
from engine.values.errors import NotFound


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        if not aspects_of(turn.message):
            tell_profile(turn)
            return
        turn.personal = True
        refuse_others(turn)
        facts = turn.message.facts
        if any(one.kind == "employee_name" for one in facts.unknown):
            offer_likeliest(turn)
            return
        if positions := [one.words for one in facts.unknown if one.kind == "position"]:
            turn.reply(turn.say("record.unknown_position", positions=positions))
            return
        seen = _seen(turn)
        if len(seen) > 1:
            which_person(turn, [one for one in seen if one is not None])
        else:
            turn.reply(*record_lines(turn, seen[0]))


def _seen(turn: Turn) -> list[str | None]:
    """The numbers of those of that name whom the person may see; None for himself.

    Raises:
        NotPermitted: he sees nobody's records.
        NotFound: he may see none of them.
    """
    people = [one["code"] for one in turn.message.facts.people]
    if len(people) < 2:
        return [*people] or [None]
    seen: list[str | None] = []
    for number in people:
        with suppress(NotFound):
            turn.perform(profile, number)
            seen.append(number)
    if not seen:
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
    return seen
