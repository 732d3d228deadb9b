"""Answers as tables, beside the lines that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reply import ReplyTable
from assistant.speech import Speech
from engine.queries.budget import BudgetLineBalance
from engine.usecases.budget_status import BudgetStatus
from engine.usecases.priorities import Priorities

LEAST_ROWS = 2


def budget_table(speech: Speech, status: BudgetStatus, said: Sequence[str]) -> ReplyTable | None:
    """Every unit's line. `said` are all lines of the answer; those of units are replaced."""
    parts = ("allocated", "actual", "committed", "reserved", "available")
    rows = tuple(
        (
            _line_name(speech, line),
            *(speech.money(getattr(line.balance, part)) for part in parts),
        )
        for line in status.lines
    )
    columns = tuple(speech.say(f"column.{part}") for part in ("unit", *parts))
    # After the head and the sum's parts.
    return _table(columns, rows, said[2:])


def _line_name(speech: Speech, line: BudgetLineBalance) -> str:
    unit = speech.name(line.unit)
    return unit if line.purpose is None else f"{unit} · {speech.name(line.purpose)}"


def priority_table(speech: Speech, found: Priorities, said: Sequence[str]) -> ReplyTable | None:
    """The ranking; `said` are its lines, between the head and the source."""
    origins = sorted({origin for row in found.ranking for origin in row.parts})
    rows = tuple(
        (
            f"{row.rank}. {speech.name(row.course)}",
            f"{row.score:.2f}",
            *(f"{row.parts.get(origin, 0):.2f}" for origin in origins),
            f"{row.headcount:,}",
        )
        for row in found.ranking[: len(said) - 2]
    )
    columns = (
        speech.say("column.training"),
        speech.say("column.score"),
        *(speech.say(f"origin.{origin}") for origin in origins),
        speech.say("column.headcount"),
    )
    return _table(columns, rows, said[1:-1])


def _table(
    columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], lines: Sequence[str]
) -> ReplyTable | None:
    return ReplyTable(columns, rows, tuple(lines)) if len(rows) >= LEAST_ROWS else None
