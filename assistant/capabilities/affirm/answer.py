"""A yes with nothing open."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.deciding.questions import MOST_OFFERED, offered
from assistant.deciding.waiting import candidates
from assistant.request_rendering import headline


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        if turn.talk.is_answered:
            # It agrees with an answer, and asks for nothing.
            turn.reply(turn.say("small.fine"))
            return
        waiting = candidates(turn, "approve_request")
        if waiting:
            # A bare yes is none to what happens to wait: which one is meant has to be said.
            turn.reply(
                turn.say("decision.which_waits"),
                *(headline(turn.speech, one) for one in waiting[:MOST_OFFERED]),
                choices=offered(turn, "approve_request", waiting),
            )
            return
        number = turn.slots.get("last_request")
        turn.reply(
            turn.say("small.already_submitted", number=number)
            if number
            else turn.say("small.nothing_to_confirm")
        )
