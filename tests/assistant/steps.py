"""The steps of a flow, each by itself: it reads a message, asks for a field, ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from unittest.mock import patch

from assistant.base import Turn
from assistant.flows import engine
from assistant.flows.all import FLOWS
from assistant.flows.asking import ask
from assistant.flows.flow import Flow
from assistant.flows.names import CONFIRMED, DECISION, NEED, REQUEST, REQUESTED, STATEMENT


@dataclass(frozen=True)
class Step:
    """`action_name` is what it is approved by."""

    action_name: str
    take: Callable[[Turn], None]

    def __call__(self) -> Step:
        return self


def _asks_nothing(turn: Turn, flow: Flow, asked: str = "") -> None:
    """In the place of what asks on: only what would be asked for."""
    turn.set(**{REQUESTED: flow.next_field(turn.slots)})


def reads(name: str) -> Step:
    def take(turn: Turn) -> None:
        flow = FLOWS[name]
        if turn.slots.get(REQUESTED) is None:
            engine.take_in(turn, flow)
            return
        with (
            patch.object(engine, "go_on", _asks_nothing),
            patch.object(engine, "ask_briefly", _asks_nothing),
            patch.object(engine, "ask", _asks_nothing),
        ):
            heard = engine.hear(turn, flow)
        if heard is not engine.Heard.DONE:
            turn.reply(f"({heard})")

    return Step(f"{name} reads", take)


def asks(name: str, field: str) -> Step:
    def take(turn: Turn) -> None:
        ask(turn, FLOWS[name], field)

    return Step(f"{name} asks {field}", take)


def _asks_any(name: str) -> Step:
    def take(turn: Turn) -> None:
        ask(turn, FLOWS[name], turn.slots[REQUESTED])

    return Step(f"{name} asks", take)


def ends(name: str) -> Step:
    def take(turn: Turn) -> None:
        if (followed := engine.end(turn, FLOWS[name])) is not None:
            turn.follows = followed

    return Step(f"{name} ends", take)


def steps_of(flow: Flow) -> set[str]:
    """The names of all of them."""
    asked = {f"{flow.name} asks {field.name}" for field in flow.fields} or {f"{flow.name} asks"}
    return {f"{flow.name} reads", f"{flow.name} ends", f"{flow.name} asks {CONFIRMED}"} | asked


REQUEST_READS, REQUEST_ENDS = reads(REQUEST), ends(REQUEST)
REQUEST_SUMS_UP = asks(REQUEST, CONFIRMED)
NEED_READS, NEED_ASKS, NEED_ENDS = reads(NEED), _asks_any(NEED), ends(NEED)
NEED_SUMS_UP = asks(NEED, CONFIRMED)
DECISION_READS, DECISION_ENDS = reads(DECISION), ends(DECISION)
DECISION_SUMS_UP = asks(DECISION, CONFIRMED)
STATEMENT_READS, STATEMENT_ENDS = reads(STATEMENT), ends(STATEMENT)
STATEMENT_ASKS, STATEMENT_SUMS_UP = _asks_any(STATEMENT), asks(STATEMENT, CONFIRMED)
