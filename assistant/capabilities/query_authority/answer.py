"""Who decides how much, who stands in for whom, who moved what, and which rates hold."""

from __future__ import annotations

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_authority.books import frozen_lines, moved_lines, rate_lines
from assistant.capabilities.query_authority.deciding import route_lines, stand_in_lines

# The first that is asked for: who "moved" is no one who "decides".
TELL = {
    "rates": rate_lines,
    "moved": moved_lines,
    "frozen": frozen_lines,
    "stand_ins": stand_in_lines,
    "route": route_lines,
}


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        aspects = aspects_of(turn.message) or ["route"]
        if {"moved", "frozen"} <= {*aspects}:
            turn.reply(*moved_lines(turn), *frozen_lines(turn))
            return
        found = next(TELL[one] for one in TELL if one in aspects)
        turn.reply(*found(turn))
