"""The answer to a query as the sheet that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from assistant.base import Turn
from assistant.listing import Row
from assistant.sheets.sheet import Cell, Sheet, Thing, column, sheet
from engine.query.table import Cell as Value
from engine.usecases.query import QueryAnswer
from engine.values.results import Named

# What the columns of a query are called in sheets, where not the same.
_COLUMNS = {"team": "unit", "people": "headcount", "course": "training", "training": "session"}

# Words that name what a row is about.
_CODES = ("training", "session")


def sheet_of(
    turn: Turn, answer: QueryAnswer, rows: Sequence[Row], head: str, main: str, report: str
) -> Sheet:
    """All rows of the answer, as they are told; its file is made of it."""
    columns = [column(_COLUMNS.get(one.name, one.name)) for one in answer.columns]
    names = [one.name for one in answer.columns]
    cells = [tuple(map(partial(_cell, turn), names, row)) for row in answer.rows]
    told = [
        (row.thing or {"entity": "list_item"}, row.line, of)
        for row, of in zip(rows, cells, strict=True)
    ]
    source = turn.say(f"{report}.source")
    made = sheet(head.rstrip(":："), columns, told, _COLUMNS.get(main, main), report, source)
    return replace(made, own_file=True)


def _cell(turn: Turn, name: str, value: Value) -> Cell:
    if isinstance(value, Named):
        return Thing(turn.speech.name(value), value.code)
    if isinstance(value, str) and name in _CODES:
        return Thing(value)
    if isinstance(value, Decimal):
        return round(value, 2) if value % 1 else Decimal(int(value))
    return value
