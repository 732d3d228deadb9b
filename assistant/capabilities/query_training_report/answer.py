"""The effect report of one training: what it cost, who came, what it brought, and what is lacking."""

from __future__ import annotations

from assistant.asking.aspects import aspects_of
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_training_report.found import training_asked
from assistant.capabilities.query_training_report.lines import (
    cost_lines,
    due_lines,
    head_line,
    result_lines,
    turnout_lines,
)
from assistant.capabilities.query_training_report.sheets import report_sheet
from assistant.listing import show_single
from engine.usecases.requests.effect_report import effect_report

# What may be asked for alone.
PARTS = {"lacking": due_lines, "cost": cost_lines, "turnout": turnout_lines}


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        number = training_asked(turn)
        if number is None:
            return
        found = turn.perform(effect_report, number)
        turn.set(last_request=number)
        aspects = aspects_of(turn.message)
        parts = [tell for name, tell in PARTS.items() if name in aspects]
        whole = "report" in aspects or not parts
        told = (turnout_lines, cost_lines, result_lines, due_lines) if whole else tuple(parts)
        lines = [line for tell in told for line in tell(turn, found)]
        turn.reply(head_line(turn, found), *lines)
        show_single(turn, report_sheet(turn, found))
