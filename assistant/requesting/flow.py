"""The request as a flow: what it has to know, what is asked about it, and filing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.base import Turn
from assistant.draft import EMPTY
from assistant.errors import say_error
from assistant.flows.flow import Flow, Slots, Summary
from assistant.flows.names import CONFIRMED, KEY, REQUEST
from assistant.flows.telling import Before
from assistant.proposing import misses_rate, propose_if_changed
from assistant.reading.answers import is_yes
from assistant.requesting.answering import take_answer
from assistant.requesting.asked_of_it import answer_about_draft, asks_about_draft
from assistant.requesting.dropping import drop, dropped
from assistant.requesting.filing import file_request
from assistant.requesting.lines import (
    is_several,
    line_at_hand,
    lines_of,
    name_of,
    turn_to,
    with_line,
)
from assistant.requesting.opening import open_draft
from assistant.requesting.questions import FIELDS, ask_of_line, summary_of_one
from assistant.requesting.several import propose_lines, rows_of, say_lines
from assistant.requesting.submitting import says_submit
from assistant.requesting.summary import summary_of_all
from assistant.requesting.telling import asks_of_another, leaves_any, tells
from engine.values.errors import EngineError, NotPermitted


class RequestFlow(Flow):
    name = REQUEST
    fields = FIELDS
    slots = tuple(EMPTY)

    def capability(self, slots: Slots) -> str:
        return "request_budget"

    def about(self, turn: Turn) -> str:
        if is_several(turn.slots):
            names = [name_of(turn, one) for one in lines_of(turn.slots)]
            return turn.say("back.requests", trainings=names)
        name, headcount = name_of(turn, turn.slots), turn.slots.get("headcount")
        if name and headcount:
            return turn.say("back.request_for", training=name, headcount=int(headcount))
        return turn.say("back.request", training=name) if name else turn.say("back.new_request")

    def begin(self, turn: Turn) -> None:
        before = rows_of(turn)
        open_draft(turn)
        self._work_out(turn, before)

    def take(self, turn: Turn, asked: str) -> None:
        rows, before = rows_of(turn), Before.of(turn)
        if which := dropped(turn, asked):
            drop(turn, which)
        else:
            take_answer(turn, asked)
        if before.is_told(turn) or misses_rate(turn.slots):
            self._work_out(turn, rows)

    def ask(self, turn: Turn, field: str) -> None:
        ask_of_line(turn, field)
        super().ask(turn, field)

    def summary(self, turn: Turn) -> Summary:
        return summary_of_all(turn) if is_several(turn.slots) else summary_of_one(turn)

    def store(self, turn: Turn) -> None:
        file_request(turn)

    def stops(self, turn: Turn, asked: str) -> bool:
        return super().stops(turn, asked) and not dropped(turn, asked)

    def answers(self, turn: Turn, asked: str) -> bool:
        if dropped(turn, asked) or leaves_any(turn, asked):
            return False
        topic = asks_about_draft(turn.message, asked)
        if topic is not None:
            answer_about_draft(turn, topic)
        return topic is not None

    def is_beside(self, turn: Turn, asked: str) -> bool:
        if dropped(turn, asked):
            return False
        return asks_of_another(turn) or (not tells(turn, asked) and super().is_beside(turn, asked))

    def confirms(self, turn: Turn) -> bool:
        return is_yes(turn.message) or says_submit(turn.message.text)

    def decline(self, turn: Turn) -> None:
        """A no to the summary changes something of it."""
        turn.reply(turn.say("summary.change"))

    def not_read(self, turn: Turn, error: EngineError) -> None:
        """Without the right to ask there is no request; anything else is asked again."""
        super().not_read(turn, error)
        if isinstance(error, NotPermitted):
            turn.set(**EMPTY, department=None)

    def not_stored(self, turn: Turn, error: EngineError) -> None:
        """The draft is kept: "yes" takes it up again where it stood."""
        turn.reply(say_error(turn.speech, error))
        turn.set(**{CONFIRMED: None}, agreed=None, offer="request_budget")
        if error.code == "price_changed":
            turn.follows = REQUEST

    def _work_out(self, turn: Turn, before: Sequence[str]) -> None:
        if is_several(turn.slots):
            self._go_on_with_lines(turn, before)
        elif turn.slots.get(KEY):
            propose_if_changed(turn)

    def _go_on_with_lines(self, turn: Turn, before: Sequence[str]) -> None:
        """Work out what changed, say it back, and take the first line to hand that something is
        still asked about; the summary says all by itself."""
        propose_lines(turn)
        asked = self._open_line(turn)
        if asked is None:
            return
        turn_to(turn, asked["place"])
        if rows_of(turn) != before:
            say_lines(turn, "line.now" if len(before) > 1 else "line.several")

    def _open_line(self, turn: Turn) -> dict[str, Any] | None:
        """The line at hand where something is asked about it, or else the first such."""
        if turn.slots.get("unplaced"):
            return line_at_hand(turn.slots)
        still = [
            one
            for one in lines_of(turn.slots)
            if self.missing(with_line(turn.slots, one)) is not None
        ]
        at_hand = [one for one in still if one["place"] == turn.slots.get("place")]
        return next(iter([*at_hand, *still]), None)
