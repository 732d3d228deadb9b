"""A person's record."""

from __future__ import annotations

from assistant.asking.profile import tell_profile
from assistant.base import PeisuanAction, Turn


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        tell_profile(turn)
