"""People by what they have, lack or took: their names, or how many; those who lack a skill are told
by the question about levels."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking.arguments import goes_on
from assistant.asking.gaps import settled, tell_parts, tell_people
from assistant.asking.known_courses import require_known_course
from assistant.asking.words import LEVELS, says
from assistant.base import PeisuanAction, Turn
from assistant.querying.about import BELOW, unkept
from assistant.querying.figures import figures_asked
from assistant.querying.figures_told import tell_figures
from assistant.querying.people import people_asked
from assistant.querying.people_told import tell_people as tell_queried
from assistant.referring import people_of_hr


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        if beyond := unkept(turn.message.text):
            names = [turn.say(f"unkept.{one}") for one in beyond]
            turn.reply(turn.say("people.unkept", names=names))
            return
        if (figures := figures_asked(turn)) is not None:
            require_known_course(turn)
            tell_figures(turn, figures)
            return
        asked = people_asked(turn)
        if asked is not None and (asked.about != (BELOW,) or asked.level is not None):
            tell_queried(turn, asked)
        elif says("lacking", turn.message.text) or _goes_on_with_gaps(turn):
            _tell_levels(turn)
        else:
            people = people_of_hr(turn)
            turn.reply(turn.say("people.cannot", people=people))


def _goes_on_with_gaps(turn: Turn) -> bool:
    subject = turn.talk.subject
    return subject is not None and subject.capability == LEVELS and goes_on(turn)


def _tell_levels(turn: Turn) -> None:
    """What follows is another question about the same gaps."""
    asked = settled(turn)
    turn.message = replace(turn.message, intent=LEVELS)
    if asked.part is None or asked.names:
        tell_people(turn, asked)
    else:
        tell_parts(turn, asked)
