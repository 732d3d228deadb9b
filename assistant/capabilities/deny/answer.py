"""A no with nothing open."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        turn.set(offer=None)
        turn.reply(turn.say("small.thanks_bye"))
