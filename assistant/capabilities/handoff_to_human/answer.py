"""A person instead."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.small_talk import hand_off


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        turn.reply(hand_off(turn, "small.handoff"))
