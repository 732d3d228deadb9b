"""The report of a training as a sheet, to be exported as it was told."""

from __future__ import annotations

from assistant.base import Turn
from assistant.capabilities.query_training_report.lines import (
    cost_lines,
    due_lines,
    head_line,
    result_lines,
    turnout_lines,
)
from assistant.sheets.sheet import Cell, Sheet, column, sheet
from engine.usecases.requests.effect_report import EffectReport

PARTS = {
    "turnout": turnout_lines,
    "cost": cost_lines,
    "results": result_lines,
    "due": due_lines,
}


def report_sheet(turn: Turn, found: EffectReport) -> Sheet:
    """A line of each part, beside what part it is of."""
    columns = [*map(column, ("part", "told"))]
    rows: list[tuple[dict[str, str], str, tuple[Cell, ...]]] = [
        ({"entity": "request_id", "value": found.number}, line, (part, line))
        for name, tell in PARTS.items()
        for part in [turn.say(f"part.{name}")]
        for line in tell(turn, found)
    ]
    return sheet(head_line(turn, found), columns, rows, "part")
