"""What can be asked for."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from engine.usecases.units import contacts


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        planner = turn.perform(contacts).planner
        turn.reply(turn.say("small.help_planner" if planner else "small.help_employee"))
