"""What is at hand is dropped."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.draft import EMPTY, NO_DECISION
from assistant.statements.flow import NO_STATEMENT


class Answer(PeisuanAction):
    """Drops the open draft, or an offer; nothing of it was stored."""

    def respond(self, turn: Turn) -> None:
        had = turn.slots.get("draft_key") or turn.slots.get("offer")
        turn.set(**{**EMPTY, **NO_DECISION, **NO_STATEMENT})
        if not had and turn.talk.is_answered:
            turn.reply(turn.say("small.left_it"))
            return
        turn.reply(turn.say("small.cancelled" if had else "small.nothing_to_cancel"))
