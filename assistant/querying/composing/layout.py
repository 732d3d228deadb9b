"""How the rows of an answer are laid out: what each is called, and its cells in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.querying.composing.draft import YEAR, subjects
from assistant.querying.composing.lexicon import DIMENSION, MEASURE, VALUE
from assistant.sheets import sheet as sheets
from assistant.sheets.saying import cell_said
from assistant.sheets.sheet import Cell, Column, Thing
from engine.query.columns import COMPARED, DIFFERENCE, measure_of
from engine.query.subject import (
    COUNT,
    CURRENCY,
    DATE,
    HOURS,
    LEVEL,
    MONEY,
    NUMBER,
    SHARE,
    STATE,
    THING,
)
from engine.query.table import Cell as Value
from engine.query.table import Column as Asked
from engine.query.value import Query
from engine.usecases.query import QueryAnswer
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

_KINDS = {
    THING: sheets.THING,
    DATE: sheets.DATE,
    MONEY: sheets.MONEY,
    SHARE: sheets.SHARE,
    LEVEL: sheets.SCORE,
    COUNT: sheets.COUNT,
    HOURS: sheets.COUNT,
    NUMBER: sheets.COUNT,
}
_SHARE_OF = "share_of_"
_MONTHS = {"quarter": 3, "month": 1}
_TIMES = (YEAR, *_MONTHS)
# What a row of such a thing is called in a message.
_ENTITIES = {
    "unit": "department",
    "for_unit": "department",
    "team": "department",
    "request": "request_id",
}


@dataclass(frozen=True, kw_only=True)
class LaidOut:
    name: str
    thing: dict[str, Any]
    beside: tuple[Cell, ...]
    figures: tuple[Cell, ...]


class Layout:
    """The answer to a query, row by row."""

    def __init__(self, turn: Turn, query: Query, answer: QueryAnswer) -> None:
        self._turn, self._query, self._answer = turn, query, answer
        self._subject = subjects()[query.of]
        self.heads = [one for one in answer.columns if one.name in query.by]
        self.figures = [
            one for one in answer.columns if one.name not in query.by and one.name != CURRENCY
        ]
        self.rows = [self._row(row) for row in answer.rows]

    @property
    def is_of_times(self) -> bool:
        return bool(self.heads) and self.heads[0].name in _TIMES

    def _row(self, row: Sequence[Value]) -> LaidOut:
        cells = dict(zip((one.name for one in self._answer.columns), row, strict=True))
        named, rest = self._named(cells)
        return LaidOut(
            name=named[0],
            thing=named[1],
            beside=tuple(self._cell(one, cells[one.name]) for one in rest),
            figures=tuple(self._cell(one, cells[one.name]) for one in self.figures),
        )

    def _named(self, cells: dict[str, Value]) -> tuple[tuple[str, dict[str, Any]], list[Asked]]:
        """What a row is called and about, and the columns beside that."""
        if not self.heads:
            return ("", {"entity": "list_item"}), []
        times = [one for one in self.heads if one.name in _TIMES]
        if times and self.heads[0].name in _TIMES:
            return self._of_time(cells), [one for one in self.heads if one not in times]
        first, *rest = self.heads
        return self._of_thing(first, cells[first.name]), rest

    def _of_thing(self, column: Asked, value: Value) -> tuple[str, dict[str, Any]]:
        if value is None:
            return self._turn.say("wanted.no_part"), {"entity": "list_item"}
        kind = _ENTITIES.get(column.name, column.name)
        if isinstance(value, Named):
            said = self._turn.speech.name(value)
            return said, {"entity": kind, "kind": kind, "code": value.code, "value": said}
        said = self.said(column, self._cell(column, value))
        return said, {"entity": kind, "code": str(value), "value": said}

    def _of_time(self, cells: dict[str, Value]) -> tuple[str, dict[str, Any]]:
        days = self._days(cells)
        if days is None:
            return str(next(cells[one.name] for one in self.heads)), {"entity": "list_item"}
        said = self._turn.speech.period(days)
        first, last = days.start.isoformat(), days.end.isoformat()
        return said, {"entity": "period", "value": said, "first_day": first, "last_day": last}

    def _days(self, cells: dict[str, Value]) -> Period | None:
        year = cells.get(YEAR) or (self._query.period.start.year if self._query.period else None)
        if year is None:
            year = next((one.values[0] for one in self._query.where if one.name == YEAR), None)
        if year is None:
            return None
        part = next((one for one in _MONTHS if one in cells), None)
        if part is None:
            return Period(date(int(str(year)), 1, 1), date(int(str(year)), 12, 31))
        months = _MONTHS[part]
        first = date(int(str(year)), (int(str(cells[part])) - 1) * months + 1, 1)
        return Period(first, month_end(add_months(first, months - 1)))

    def _cell(self, column: Asked, value: Value) -> Cell:
        if isinstance(value, Named):
            return Thing(self._turn.speech.name(value), value.code)
        if column.kind == STATE and value is not None:
            key = f"called.{VALUE}.{column.name}.{value}"
            return self._turn.say(key) if self._turn.speech.knows(key) else str(value)
        if isinstance(value, str):
            key = f"called.{VALUE}.{column.name}.{value}"
            return self._turn.say(key) if self._turn.speech.knows(key) else value
        if isinstance(value, Decimal):
            return round(value, 4) if value % 1 else Decimal(int(value))
        return value

    def said(self, column: Asked, cell: Cell) -> str:
        return cell_said(self._turn.speech, self.kind(column), cell)

    def kind(self, column: Asked) -> str:
        return _KINDS.get(column.kind, sheets.WORDS)

    def beside(self) -> list[Asked]:
        times = [one for one in self.heads if one.name in _TIMES]
        if times and self.heads[0].name in _TIMES:
            return [one for one in self.heads if one not in times]
        return self.heads[1:]

    def columns(self) -> Iterator[Column]:
        first = self.heads[0]
        yield Column(
            key=first.name,
            kind=sheets.THING,
            label=f"called.{DIMENSION}.{first.name}",
            means=first.name,
        )
        for one in self.beside():
            yield self._column(one, DIMENSION)
        for one in self.figures:
            yield self._column(one, MEASURE)

    def _label(self, name: str) -> str:
        """Of what stands beside a measure: its share, what it is held against, how far apart."""
        if name.endswith(DIFFERENCE):
            return "composed.difference"
        if name.endswith(COMPARED):
            return "composed.compared"
        if name.startswith(_SHARE_OF):
            return "composed.part"
        return f"called.{MEASURE}.{measure_of(name, self._subject)}"

    def _column(self, one: Asked, kind: str) -> Column:
        label = f"called.{kind}.{one.name}"
        if not self._turn.speech.knows(label):
            label = self._label(one.name)
        return Column(
            key=one.name,
            kind=self.kind(one),
            label=label,
            means=one.name,
            adds=one.kind in (MONEY, COUNT),
        )
