"""Closing a request: its training is over, and no further invoice is expected."""

from __future__ import annotations

from assistant.base import Turn
from assistant.statements.on_request import OnRequest, title_of, view_of
from assistant.statements.rehearsing import NO_KEY, rehearsal
from assistant.statements.statement import Said
from engine.usecases.context import Context
from engine.usecases.requests.delivering import ClosedRequest, close_request, measure_request
from engine.values.encoding import to_plain
from engine.workflow.life import Event, State


@rehearsal
def try_closing(context: Context, number: str, evaluated: bool) -> ClosedRequest:
    """`evaluated`: that its effect was evaluated is confirmed already."""
    if not evaluated:
        measure_request(context, number, NO_KEY)
    return close_request(context, number, NO_KEY, None, True)


class ClosingStatement(OnRequest):
    event = Event.CLOSE.value
    states = (State.EVALUATED_AFTER, State.DELIVERED)

    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        return said

    def lacks(self, said: Said) -> str | None:
        return None

    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        raise AssertionError("closing needs nothing but the request")

    def rehearse(self, turn: Turn, said: Said) -> Said:
        evaluated = view_of(turn, said["number"]).state == State.EVALUATED_AFTER
        closed = turn.perform(try_closing, said["number"], evaluated)
        released = to_plain(closed.released) if closed.released else None
        return {"evaluated": evaluated, "released": released}

    def summary(self, turn: Turn, said: Said) -> list[str]:
        view, released = view_of(turn, said["number"]), said["released"]
        training = title_of(turn, view)
        return [
            turn.say("closing.summary", number=view.number, training=training),
            "" if said["evaluated"] else turn.say("closing.evaluates"),
            turn.say("closing.releases", released=released)
            if released
            else turn.say("closing.nothing_left"),
            turn.say("closing.final"),
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        number, version = said["number"], said["version"]
        if not said["evaluated"]:
            turn.perform(measure_request, number, f"{key}-evaluation", version)
            version += 1
        closed = turn.perform(close_request, number, key, version, said["released"] is not None)
        turn.set(last_request=number)
        lines = [turn.say("closing.stored", number=number)]
        if closed.released is not None:
            lines.append(turn.say("closing.released", released=closed.released))
        return lines
