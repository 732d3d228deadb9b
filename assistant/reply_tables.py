"""Answers as tables, beside the lines that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reply import ReplyTable
from assistant.speech import Speech
from engine.queries.budget import BudgetLineBalance
from engine.usecases.priorities import PriorityRank

LEAST_ROWS = 2


def budget_table(
    speech: Speech, found: Sequence[BudgetLineBalance], shown: range, said: Sequence[str]
) -> ReplyTable | None:
    """The rows of the units that are said, in the place of the lines that say them."""
    parts = ("allocated", "actual", "committed", "reserved", "available")
    rows = tuple(
        (
            f"{at + 1}. {_line_name(speech, found[at])}",
            *(speech.money(getattr(found[at].balance, part)) for part in parts),
        )
        for at in shown
    )
    columns = tuple(speech.say(f"column.{part}") for part in ("unit", *parts))
    return _table(columns, rows, said)


def _line_name(speech: Speech, line: BudgetLineBalance) -> str:
    unit = speech.name(line.unit)
    return unit if line.purpose is None else f"{unit} · {speech.name(line.purpose)}"


def priority_table(
    speech: Speech, found: Sequence[PriorityRank], said: Sequence[str]
) -> ReplyTable | None:
    """The rows of the ranking that are said, in the place of the lines that say them."""
    origins = sorted({origin for row in found for origin in row.parts})
    rows = tuple(
        (
            f"{row.rank}. {speech.name(row.course)}",
            f"{row.score:.2f}",
            *(f"{row.parts.get(origin, 0):.2f}" for origin in origins),
            f"{row.headcount:,}",
        )
        for row in found
    )
    columns = (
        speech.say("column.training"),
        speech.say("column.score"),
        *(speech.say(f"origin.{origin}") for origin in origins),
        speech.say("column.headcount"),
    )
    return _table(columns, rows, said)


def _table(
    columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], lines: Sequence[str]
) -> ReplyTable | None:
    return ReplyTable(columns, rows, tuple(lines)) if len(rows) >= LEAST_ROWS else None
