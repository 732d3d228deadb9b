"""Which KPIs fall short of their targets, and what is behind it."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysing.goal_said import gap_said
from assistant.base import PeisuanAction, Turn
from assistant.capabilities.query_performance_gap.lines import (
    behind_lines,
    performance_lines,
    said_lines,
)
from assistant.gap_reading import GapWords
from assistant.message import read_facts
from assistant.units import unit_code
from engine.usecases.gap_as_said import GapSaid, gap_as_said
from engine.usecases.performance_gap import performance_gap
from engine.values.errors import NotEnoughData


class Answer(PeisuanAction):
    """Of all KPIs of a unit, or of one; by the figures that are said, where they are."""

    def respond(self, turn: Turn) -> None:
        said = gap_said(turn.message)
        if said is not None:
            _tell_said(turn, said)
            return
        found = turn.perform(performance_gap, _kpi(turn), unit_code(turn))
        explained = found.behind.explanation_id if found.behind else found.explanation_id
        turn.set(last_explanation=explained)
        turn.reply(*performance_lines(turn.speech, found))


def _kpi(turn: Turn) -> str | None:
    return (turn.message.facts.kpi or {}).get("code")


def _tell_said(turn: Turn, said: GapWords) -> None:
    """The gap as it was said; of a KPI on record, also how it stands, and what is behind it."""
    kpi, unit = _kpi(turn), unit_code(turn)
    answer = turn.perform(
        gap_as_said,
        GapSaid(
            kpi=kpi,
            name=said.name,
            is_share=said.is_share,
            target=said.target,
            actual=said.actual,
            unit=unit,
        ),
    )
    turn.set(last_explanation=answer.explanation_id)
    (gap,) = answer.result
    _without_time(turn)
    lines = said_lines(turn.speech, gap, said)
    if kpi is None:
        turn.reply(*lines, turn.say("performance.not_on_record", name=said.name))
        return
    try:
        found = turn.perform(performance_gap, kpi, unit)
    except NotEnoughData:
        turn.reply(*lines)
        return
    turn.reply(*lines, *behind_lines(turn.speech, found))


def _without_time(turn: Turn) -> None:
    """When it stood so is part of what was said, and limits nothing."""
    kept = tuple(one for one in turn.message.entities if one["entity"] != "period")
    turn.message = replace(turn.message, entities=kept, facts=read_facts(kept, turn.today))
