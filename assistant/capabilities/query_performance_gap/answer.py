"""Which KPIs fall short of their targets, and what is behind it."""

from __future__ import annotations

from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_performance_gap.lines import performance_lines
from assistant.units import unit_code
from engine.usecases.performance_gap import performance_gap


class Answer(PeisuanAction):
    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        found = turn.perform(performance_gap, (facts.kpi or {}).get("code"), unit_code(turn))
        explained = found.behind.explanation_id if found.behind else found.explanation_id
        turn.set(last_explanation=explained)
        turn.reply(*performance_lines(turn.speech, found))
