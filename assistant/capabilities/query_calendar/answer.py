"""Trainings with their days: planned or held, one's own, and who takes part."""

from __future__ import annotations

from assistant.asking.known_courses import require_known_course
from assistant.base import PeisuanAction, Turn
from assistant.querying.calendar import calendar_asked, unkept
from assistant.querying.calendar_told import tell_calendar
from assistant.referring import people_of_hr


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        if beyond := unkept(turn.message.text):
            people = people_of_hr(turn)
            names = [turn.say(f"unkept.{one}") for one in beyond]
            turn.reply(turn.say("calendar.unkept", names=names, people=people))
            return
        require_known_course(turn)
        tell_calendar(turn, calendar_asked(turn))
